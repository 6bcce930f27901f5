"""One claim: where it is, what became of it, and recording what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort
from flask_babel import gettext as _

from assessments.certification import queries, services
from assessments.certification.forms import step_form
from assessments.certification.policy import CERTIFICATION_CLAIM, CERTIFICATION_READ, CERTIFICATION_RECORD
from assessments.certification.rules.course import (
    ANSWERS,
    CORRECTED_BY,
    ClaimState,
    may_follow,
)
from assessments.certification.views.blueprint import CLAIM, back, blueprint
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from assessments.certification.models import CertificationClaim


@blueprint.get("/certification/<id:claim>")
@requires(CERTIFICATION_READ, claim=CLAIM)
def claim(claim: CertificationClaim) -> Response:
    session = access.work().session
    return page(
        "certification/claim.html",
        claim=claim,
        listed=queries.shown_claim(session, claim),
        enrolment=queries.enrolment_key(session, claim),
        offers=_offers(claim),
    )


def _offers(row: CertificationClaim) -> list[str]:
    """Give what the reader may record now, in the order of the buttons."""
    state, must = ClaimState(row.state), row.must_withdraw
    records, claims = access.may(CERTIFICATION_RECORD, row), access.may(CERTIFICATION_CLAIM, row)
    following = {one for one in ClaimState if may_follow(state, one, must_withdraw=must, corrects=False)}
    offers = {
        "answer": records and bool(following & set(ANSWERS)),
        "certificate": records and ClaimState.RECEIVED in following,
        "given": records and ClaimState.GIVEN in following,
        "withdraw": claims and ClaimState.WITHDRAWN in following,
        "correct": records and not must and state in CORRECTED_BY,
    }
    return [name for name, may in offers.items() if may]


def _recorded(row: CertificationClaim, step: ClaimState, title: str, said: str, *, corrects: bool = False) -> Response:
    """Show the form of a step, or record what was sent of it."""
    work = access.work()
    data = {"version": row.version, "on": work.today}
    if corrects:
        last = queries.steps(work.session, row.id)[-1]
        data |= {"on": last.happened_on, "reference": last.reference, "answer": last.step}
    form = step_form(step, corrects=corrects, **data)
    if form.validate_on_submit():
        new = form.said(step, corrects=corrects)
        services.step(work, row, new, locale.language(), form.looked_at())
        return back(said, row)
    form.catch_up(row.version)
    listed = queries.shown_claim(work.session, row)
    return page(
        "certification/step.html", form=form, claim=row, listed=listed, title=title, step=step, corrects=corrects
    )


@blueprint.route("/certification/<id:claim>/answer", methods=["GET", "POST"])
@requires(CERTIFICATION_RECORD, claim=CLAIM)
def answer(claim: CertificationClaim) -> Response:
    title = _("Note the awarding body's answer")
    return _recorded(claim, ClaimState.APPROVED, title, _("The answer is recorded."))


@blueprint.route("/certification/<id:claim>/certificate", methods=["GET", "POST"])
@requires(CERTIFICATION_RECORD, claim=CLAIM)
def certificate(claim: CertificationClaim) -> Response:
    title = _("Note that the certificate has come")
    return _recorded(claim, ClaimState.RECEIVED, title, _("The certificate is recorded, and the learner can see it."))


@blueprint.route("/certification/<id:claim>/given", methods=["GET", "POST"])
@requires(CERTIFICATION_RECORD, claim=CLAIM)
def given(claim: CertificationClaim) -> Response:
    title = _("Note that the learner has the certificate")
    return _recorded(claim, ClaimState.GIVEN, title, _("It is recorded that the learner has the certificate."))


@blueprint.route("/certification/<id:claim>/withdraw", methods=["GET", "POST"])
@requires(CERTIFICATION_CLAIM, claim=CLAIM)
def withdraw(claim: CertificationClaim) -> Response:
    return _recorded(claim, ClaimState.WITHDRAWN, _("Withdraw the claim"), _("The claim is withdrawn."))


@blueprint.route("/certification/<id:claim>/correct", methods=["GET", "POST"])
@requires(CERTIFICATION_RECORD, claim=CLAIM)
def correct(claim: CertificationClaim) -> Response:
    """Put right what was recorded last, by an entry that says so."""
    state = ClaimState(claim.state)
    if state not in CORRECTED_BY:
        abort(404)
    title = _("Put right what was recorded last")
    return _recorded(claim, state, title, _("It is put right; what was recorded before stays visible."), corrects=True)
