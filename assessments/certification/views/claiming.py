"""One enrolment as claiming looks at it: its registration, releases from outside, and making a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response
from flask_babel import gettext as _

from assessments.certification import queries, services
from assessments.certification.forms import ClaimForm, RegisterForm, ReleaseForm
from assessments.certification.policy import (
    CERTIFICATION_CLAIM,
    CERTIFICATION_READ,
    CERTIFICATION_RECORD,
    CERTIFICATION_RELEASE,
)
from assessments.certification.queries import Assurer, Standing
from assessments.certification.rules.readiness import Hindrance
from assessments.certification.views.blueprint import ENROLMENT, UNIT, back, blueprint
from assessments.certification.views.lists import due_of
from portfolio.learning.policy import PORTFOLIO_READ
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.filters import words
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from portfolio.learning.models import EnrolledUnit, Enrolment


@blueprint.get("/enrolments/<id:enrolment>/certification")
@requires(CERTIFICATION_READ, enrolment=ENROLMENT)
def enrolment(enrolment: Enrolment) -> Response:
    work = access.work()
    standing = queries.standing(work.session, enrolment, work.today)
    return page(
        "certification/enrolment.html",
        standing=standing,
        ready=services.readiness(work, standing),
        due=due_of(standing),
        today=work.today,
        registrations=queries.registrations(work.session, enrolment.id),
        claims=queries.claims_of_enrolment(work.session, enrolment.id),
        records=access.may(CERTIFICATION_RECORD, enrolment),
        may_release=access.may(CERTIFICATION_RELEASE, enrolment),
        releases=queries.releases(work.session, enrolment.id),
        reads=access.may(PORTFOLIO_READ, enrolment),
    )


@blueprint.route("/enrolments/<id:enrolment>/certification/register", methods=["GET", "POST"])
@requires(CERTIFICATION_RECORD, enrolment=ENROLMENT)
def register(enrolment: Enrolment) -> Response:
    work = access.work()
    earlier = queries.registrations(work.session, enrolment.id)
    form = RegisterForm(
        data={"number": earlier[0].number, "on": earlier[0].registered_on} if earlier else {"on": work.today}
    )
    if form.validate_on_submit():
        services.register(work, enrolment, form.number.data or "", form.day())
        return done(_("The registration is recorded."), "certification.enrolment", enrolment=enrolment.public_id)
    standing = queries.standing(work.session, enrolment, work.today)
    return page("certification/register.html", form=form, standing=standing, again=bool(earlier))


@blueprint.route("/units/<id:unit>/external-release", methods=["GET", "POST"])
@requires(CERTIFICATION_RELEASE, unit=UNIT)
def release(unit: EnrolledUnit) -> Response:
    work, form = access.work(), ReleaseForm()
    row = queries.enrolment_of(work.session, unit)
    if form.validate_on_submit():
        services.release(work, unit, form.name.data or "", form.reference.data or "", form.day())
        return done(_("The release is recorded."), "certification.enrolment", enrolment=row.public_id)
    standing = queries.standing(work.session, row, work.today)
    of_it = next(one for one in standing.units if one.row.id == unit.id)
    return page("certification/release.html", form=form, standing=standing, unit=of_it)


@blueprint.route("/enrolments/<id:enrolment>/certification/claim", methods=["GET", "POST"])
@requires(CERTIFICATION_CLAIM, enrolment=ENROLMENT)
def claim_for(enrolment: Enrolment) -> Response:
    """Claim units or the whole qualification; what is in the way is listed whole, before and after sending."""
    work = access.work()
    standing = queries.standing(work.session, enrolment, work.today)
    assurers = queries.assurers(work.session, enrolment.provider_id, work.today)
    form = _offered(standing, assurers)
    if form.validate_on_submit():
        keys, named = form.units.data or [], form.named_id(assurers)
        row = services.claim(work, enrolment, keys, named, whole=form.whole)
        return back(_("The claim is recorded. Send it to the awarding body in the way it asks for."), row)
    return page(
        "certification/claim_for.html",
        form=form,
        standing=standing,
        ready=services.readiness(work, standing),
        refused=_in_the_way(standing, form, assurers),
    )


def _offered(standing: Standing, assurers: list[Assurer]) -> ClaimForm:
    """Give the form with what can be claimed chosen already."""
    work = access.work()
    found = services.readiness(work, standing)
    whole = not found.whole
    keys = [unit.key for unit, reasons in found.units if (unit.complete if whole else not reasons)]
    mine = next((one.public_id for one in assurers if one.account_id == work.actor.account_id), "")
    form = ClaimForm(data={"what": "whole" if whole else "units", "units": keys, "named": mine})
    form.offer({one.row.public_id: f"{one.urn} {words(one.title)}" for one in standing.units}, assurers)
    return form


def _in_the_way(standing: Standing, form: ClaimForm, assurers: list[Assurer]) -> list[Hindrance]:
    """Give everything that was in the way of what was sent; nothing before anything was."""
    refused = access.refusal()
    if refused is None or refused.code != "certification-not-ready":
        return []
    keys, named = form.units.data or [], form.named_id(assurers)
    return services.in_the_way(access.work(), standing, keys, named, whole=form.whole)
