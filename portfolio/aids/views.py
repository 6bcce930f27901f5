"""The pages of translations beside evidence: attaching one and withdrawing it; and how other pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, make_response, redirect, url_for
from flask_babel import gettext as _

from portfolio.aids import queries, services
from portfolio.aids.forms import AttachForm, WithdrawAidForm
from portfolio.aids.policy import AID_ATTACH
from portfolio.aids.queries import ShownAid
from portfolio.aids.rules import other_language
from portfolio.evidence.policy import EVIDENCE_READ, EVIDENCE_WRITE
from portfolio.evidence.queries import sight_of_revision
from portfolio.web import access
from portfolio.web.access import Subject, requires
from portfolio.web.lockers import locker
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from portfolio.aids.models import TranslationAid
    from portfolio.evidence.models import Evidence

blueprint = Blueprint("aids", "portfolio.aids")
EVIDENCE = Subject(queries.submitted_evidence, EVIDENCE_READ)
AID = Subject(queries.aid, EVIDENCE_READ)


@dataclass(frozen=True)
class Beside:
    """The translations beside one revision of evidence, and those that are no longer of what stands."""

    now: tuple[ShownAid, ...]
    other: tuple[ShownAid, ...]
    withdrawn: tuple[ShownAid, ...]


def sorted_out(aids: Iterable[ShownAid], number: int) -> Beside:
    """Tell which of a piece of evidence's translations are of the revision that a page shows."""
    known = tuple(aids)
    standing = tuple(one for one in known if one.withdrawn_at is None)
    return Beside(
        tuple(one for one in standing if one.revision == number),
        tuple(one for one in standing if one.revision != number),
        tuple(one for one in known if one.withdrawn_at is not None),
    )


def beside(evidence: Any, number: int) -> Beside:
    """Give what a page of evidence shows beside a revision that its reader sees.

    Another revision may be closed where this one is not: of those its owner alone reads the translations here.
    """
    aids = queries.of_evidence(access.work().session, evidence.id)
    if not access.may(EVIDENCE_WRITE, evidence):
        aids = tuple(one for one in aids if one.revision == number)
    return sorted_out(aids, number)


def attachable(evidence: Any) -> bool:
    return evidence.status == "submitted" and access.may(AID_ATTACH, evidence)


blueprint.record_once(lambda state: state.app.jinja_env.globals.update(aids_beside=beside, aids_take=attachable))


@blueprint.route("/evidence/<id:evidence>/translation", methods=["GET", "POST"])
@requires(AID_ATTACH, evidence=EVIDENCE)
def attach(evidence: Evidence) -> Response:
    work = access.work()
    original, form = queries.last_revision(work.session, evidence), AttachForm(data={"version": evidence.revision})
    if sight_of_revision(work.session, work.actor, original, work.now).hidden:
        return make_response(redirect(url_for("evidence.show", evidence=evidence.public_id)))
    if form.validate_on_submit():
        services.attach(work, evidence, form.said(), form.looked_at())
        said = _("The translation stands beside the evidence. Decisions are made on the original.")
        return done(said, "evidence.show", evidence=evidence.public_id)
    form.catch_up(evidence.revision)
    return page(
        "aids/attach.html",
        form=form,
        evidence=evidence,
        original=original,
        into=other_language(original.language),
        locker=locker(f"translation-{evidence.public_id}", here=True),
    )


@blueprint.route("/translations/<id:aid>/withdraw", methods=["GET", "POST"])
@requires(AID_ATTACH, aid=AID)
def withdraw(aid: TranslationAid) -> Response:
    work, form = access.work(), WithdrawAidForm()
    evidence, revision = queries.place_of(work.session, aid)
    if sight_of_revision(work.session, work.actor, revision, work.now).hidden:
        return make_response(redirect(url_for("evidence.show", evidence=evidence.public_id)))
    if form.validate_on_submit():
        services.withdraw(work, aid, form.reason.data or "")
        said = _("The translation is withdrawn. It is kept with the reason.")
        return done(said, "evidence.show", evidence=evidence.public_id)
    return page("aids/withdraw.html", form=form, aid=aid, evidence=evidence, revision=revision)
