"""The one page on which a piece of evidence is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Response, request
from flask_babel import gettext as _

from assessments.judging import queries, services
from assessments.judging.forms import JudgeForm
from assessments.judging.policy import EVIDENCE_JUDGE
from assessments.judging.services import NewJudgement
from assessments.judging.views.blueprint import EVIDENCE, blueprint
from assessments.judging.views.criteria import working_in_claims
from portfolio.core.contents import family_of
from portfolio.evidence.views.pointing import pointed
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.lockers import locker
from portfolio.web.pages import done, page
from standards.foundation import Actor, Changed

if TYPE_CHECKING:
    from portfolio.evidence.models import Evidence


@blueprint.route("/evidence/<id:evidence>/judge", methods=["GET", "POST"])
@requires(EVIDENCE_JUDGE, evidence=EVIDENCE)
def judge(evidence: Evidence) -> Response:
    work = access.work()
    put = queries.claim_sheet(work.session, evidence, cast("Actor", access.signed_in()), work.today)
    form = JudgeForm(put)
    same = request.form.get("same_as")
    if same:
        form.repeat(same)
    elif form.validate_on_submit():
        portfolio = queries.portfolio_by_id(work.session, evidence.portfolio_id)
        services.judge(work, portfolio, evidence, _said(form))
        return done(_("Your decisions are saved, and the learner sees your feedback."), "judging.queue")
    sheet = queries.evidence_sheet(work.session, put)
    shown = {
        "before": form.seen_before(sheet),
        "family": family_of,
        "working": working_in_claims(sheet),
        "pointed": pointed,
    }
    if form.fresh or isinstance(access.refusal(), Changed):
        form.look_again(sheet)
    kept = locker(f"judge-{evidence.public_id}", here=True)
    return page("judging/judge.html", form=form, sheet=sheet, locker=kept, **shown)


def _said(form: JudgeForm) -> NewJudgement:
    return NewJudgement(
        evidence_version=form.looked_at(),
        rules=form.rules(),
        language=form.language.data,
        feedback=form.feedback.data or "",
        by_claim=form.said(),
    )
