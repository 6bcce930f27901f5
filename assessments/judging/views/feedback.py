"""The conversation about one piece of evidence, and the learner's word that they have read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Response, abort, make_response, redirect, request, url_for
from flask_babel import gettext as _

from assessments.judging import queries, services
from assessments.judging.forms import AcknowledgeForm
from assessments.judging.policy import EVIDENCE_JUDGE, FEEDBACK_ACKNOWLEDGE
from assessments.judging.views.blueprint import EVIDENCE, blueprint
from assessments.judging.views.criteria import working_in_claims
from portfolio.evidence.policy import EVIDENCE_READ, EVIDENCE_WRITE
from portfolio.evidence.queries import sight
from portfolio.evidence.views.opening import opening
from portfolio.web import access
from portfolio.web.access import may, requires
from portfolio.web.pages import done, page
from standards.foundation import Actor

if TYPE_CHECKING:
    from portfolio.evidence.models import Evidence


@blueprint.get("/evidence/<id:evidence>/feedback")
@requires(EVIDENCE_READ, evidence=EVIDENCE)
def feedback(evidence: Evidence) -> Response:
    work = access.work()
    put = queries.claim_sheet(work.session, evidence, cast("Actor", access.signed_in()), work.today)
    sheet = queries.evidence_sheet(work.session, put, sight(work.session, work.actor, evidence, work.now))
    answers = may(EVIDENCE_WRITE, evidence)
    unread = [message for message in sheet.messages if message.unread]
    return page(
        "judging/feedback.html",
        sheet=sheet,
        **opening(evidence),
        working=working_in_claims(sheet),
        submissions=queries.submissions(work.session, evidence),
        can_acknowledge=bool(unread) and may(FEEDBACK_ACKNOWLEDGE, evidence),
        author=queries.author_of_record(work.session, evidence),
        adds=queries.portfolio_by_id(work.session, evidence.portfolio_id).public_id if answers else None,
        can_answer=answers,
        can_judge=may(EVIDENCE_JUDGE, evidence),
    )


@blueprint.route("/evidence/<id:evidence>/feedback/acknowledge", methods=["GET", "POST"])
@requires(FEEDBACK_ACKNOWLEDGE, evidence=EVIDENCE)
def acknowledge(evidence: Evidence) -> Response:
    if request.method == "GET":
        # Whoever signs in again after their session ended is sent to the address that they had posted to.
        return make_response(redirect(url_for("judging.feedback", evidence=evidence.public_id)))
    work, form = access.work(), AcknowledgeForm()
    if not form.validate_on_submit():
        abort(400)
    portfolio = queries.portfolio_by_id(work.session, evidence.portfolio_id)
    for judgement in queries.judgements_to_acknowledge(work.session, evidence, form.count()):
        services.acknowledge(work, portfolio, judgement)
    return done(_("It is recorded that you have read this feedback."), "judging.feedback", evidence=evidence.public_id)
