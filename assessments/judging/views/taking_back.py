"""Undoing the decisions that were just saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, make_response, redirect, request, url_for
from flask_babel import gettext as _

from assessments.judging import queries, services
from assessments.judging.forms import TakeBackForm
from assessments.judging.policy import EVIDENCE_JUDGE
from assessments.judging.views.blueprint import EVIDENCE, blueprint
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from portfolio.evidence.models import Evidence


@blueprint.route("/evidence/<id:evidence>/take-back", methods=["GET", "POST"])
@requires(EVIDENCE_JUDGE, evidence=EVIDENCE)
def take_back(evidence: Evidence) -> Response:
    work, form = access.work(), TakeBackForm()
    if request.method == "GET":
        form.judgement.data = request.args.get("judgement", "")
    judgement = queries.own_judgement(work.session, work.actor, evidence, form.judgement.data or "")
    if judgement is None:
        return make_response(redirect(url_for("judging.judge", evidence=evidence.public_id)))
    if form.validate_on_submit():
        portfolio = queries.portfolio_by_id(work.session, evidence.portfolio_id)
        services.take_back(work, portfolio, evidence, judgement)
        said = _("Your decisions are taken back: the claims stand as they did before. What you wrote is here again.")
        return done(said, "judging.judge", evidence=evidence.public_id)
    return page("judging/take_back.html", form=form, evidence=evidence, judgement=judgement)
