"""What is done with evidence beyond writing it: submitting, using again, withdrawing, discarding."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from flask import Response, make_response, redirect, request, url_for
from flask_babel import gettext as _

from portfolio.core import contents
from portfolio.core.database import db
from portfolio.evidence import queries, services
from portfolio.evidence.forms import AI_WORDS, COPY, DiscardForm, SubmitForm, UseAgainForm, WithdrawForm, told_missing
from portfolio.evidence.policy import EVIDENCE_WRITE
from portfolio.evidence.queries import Item
from portfolio.evidence.rules import EvidenceStatus
from portfolio.evidence.rules.consequences import OfSubmitting, OfWithdrawing, of_submitting, of_withdrawing
from portfolio.evidence.rules.pointing import REGION, Document
from portfolio.evidence.services import Wish
from portfolio.evidence.views.blueprint import EVIDENCE, blueprint
from portfolio.evidence.views.editing import wishes
from portfolio.evidence.views.page_counts import documents_for, stored_files
from portfolio.evidence.views.picking import Picking, copied
from portfolio.evidence.views.pointing import held_against
from portfolio.evidence.views.staying import stays_because
from portfolio.evidence.views.translations import working_in
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import done, page
from standards.foundation import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from portfolio.evidence.models import Evidence
    from portfolio.evidence.queries import UnitPutTo
    from portfolio.evidence.rules.consequences import Standing
    from portfolio.learning.rules import UnitStatus

Consequence = TypeVar("Consequence", OfSubmitting, OfWithdrawing)


def _item(evidence: Evidence) -> Item:
    work = access.work()
    return queries.item(work.session, work.actor, evidence, work.now)


def _told(
    evidence: Evidence, does: Callable[[UnitStatus, Iterable[Standing]], Consequence]
) -> list[tuple[UnitPutTo, Consequence]]:
    """Tell unit by unit what an act on a piece of evidence does."""
    units = queries.units_put_to(access.work().session, evidence)
    told = [(unit, does(unit.status, unit.claims)) for unit in units]
    return [one for one in told if one[1].any]


def _documents(evidence: Evidence) -> tuple[Document, ...]:
    """Count the pages of what is to be submitted, where claims point to pages, while nothing is locked."""
    session, provider_id = access.work().session, evidence.provider_id
    notes = list(queries.wished_now(session, evidence).values())
    files = stored_files(queries.files_now(session, evidence))
    db.session.rollback()
    return documents_for(notes, files, provider_id)


@blueprint.route("/evidence/<id:evidence>/submit", methods=["GET", "POST"])
@requires(EVIDENCE_WRITE, prepare=_documents, evidence=EVIDENCE)
def submit(evidence: Evidence) -> Response:
    form = SubmitForm(data={"version": evidence.version})
    if form.validate_on_submit():
        work = access.work()
        services.check_submittable(evidence, form.looked_at())
        services.submit(work, queries.portfolio_of(work.session, evidence), evidence, access.prepared())
        said = _("The evidence is submitted. It now waits for your assessor.")
        return done(said, "evidence.show", evidence=evidence.public_id)
    form.catch_up(evidence.version)
    item, possible = _item(evidence), evidence.edited and evidence.status != EvidenceStatus.WITHDRAWN
    missing = told_missing(services.missing(access.work(), evidence)) if possible else []
    form.name_missing(missing)
    going = [claim for claim in item.claims if claim.status in {"draft", "waiting"} and not claim.leaving]
    return page(
        "evidence/submit.html",
        form=form,
        evidence=evidence,
        item=item,
        pointed=held_against(evidence.provider_id),
        shown=item.writing or item.revision(None),
        going=going,
        possible=possible,
        missing=missing,
        working=working_in(item),
        consequences=_told(evidence, of_submitting) if evidence.edited else [],
        ai_words=AI_WORDS,
        family=contents.family_of,
    )


@blueprint.route("/evidence/<id:evidence>/use-again", methods=["GET", "POST"])
@requires(EVIDENCE_WRITE, evidence=EVIDENCE)
def use_again(evidence: Evidence) -> Response:
    """Claim further criteria with what is there already: what is submitted next is a new revision."""
    work = access.work()
    if evidence.record:
        return stays_because(evidence, Refused("evidence-of-assessor"))
    asked = queries.places(work.session, evidence.portfolio_id, request.args.getlist("criterion"))
    form = UseAgainForm(data={"version": evidence.version, "criteria": dict.fromkeys(asked, "")})
    if COPY not in request.form and form.validate_on_submit():
        services.check_version(evidence, form.looked_at())
        before = queries.wished_now(work.session, evidence)
        standing = [Wish(*place, note) for place, note in before.items()]
        services.claim(work, evidence, [*standing, *wishes(evidence.portfolio_id, form.criteria.data)])
        return make_response(redirect(url_for("evidence.submit", evidence=evidence.public_id)))
    form.catch_up(evidence.version)
    portfolio = queries.portfolio_of(work.session, evidence)
    picker = queries.picker(work.session, portfolio.id, evidence)
    return page(
        "evidence/use_again.html",
        form=form,
        evidence=evidence,
        portfolio=portfolio,
        copied=copied(form, portfolio.id, evidence),
        picking=Picking(picker, form.criteria),
        files=queries.files_now(work.session, evidence),
        family=contents.family_of,
        region_pattern=REGION.pattern,
    )


@blueprint.route("/evidence/<id:evidence>/withdraw", methods=["GET", "POST"])
@requires(EVIDENCE_WRITE, evidence=EVIDENCE)
def withdraw(evidence: Evidence) -> Response:
    form = WithdrawForm(data={"version": evidence.version})
    work = access.work()
    if form.validate_on_submit():
        services.check_version(evidence, form.looked_at())
        services.withdraw(work, queries.portfolio_of(work.session, evidence), evidence, form.reason.data or "")
        said = _("The evidence is withdrawn. It stays in the record with its decisions.")
        return done(said, "evidence.show", evidence=evidence.public_id)
    form.catch_up(evidence.version)
    falling = queries.falling_back(work.session, evidence)
    return page(
        "evidence/withdraw.html",
        form=form,
        evidence=evidence,
        consequences=_told(evidence, of_withdrawing),
        falling=falling,
    )


@blueprint.route("/evidence/<id:evidence>/discard", methods=["GET", "POST"])
@requires(EVIDENCE_WRITE, evidence=EVIDENCE)
def discard(evidence: Evidence) -> Response:
    form = DiscardForm(data={"version": evidence.version})
    if form.validate_on_submit():
        services.check_discardable(evidence, form.looked_at())
        services.discard(access.work(), evidence)
        return done(_("The draft is discarded."), "evidence.library")
    form.catch_up(evidence.version)
    return page("evidence/discard.html", form=form, evidence=evidence, possible=not evidence.revision)
