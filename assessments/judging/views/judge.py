"""The one page on which a piece of evidence is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flask import Response, request
from flask_babel import gettext as _

from assessments.judging import queries, services
from assessments.judging.forms import JudgeForm
from assessments.judging.policy import EVIDENCE_JUDGE
from assessments.judging.services import NewJudgement
from assessments.judging.views.blueprint import EVIDENCE, blueprint
from assessments.judging.views.criteria import working_in_claims
from assessments.judging.views.queue import narrowed, queue_asked
from portfolio.core.contents import family_of
from portfolio.evidence.queries import sight
from portfolio.evidence.views.opening import opening
from portfolio.evidence.views.pointing import pointed
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.lockers import locker
from portfolio.web.pages import done, page
from standards.foundation import Actor, Changed

if TYPE_CHECKING:
    from assessments.judging.queries import Behind, EvidenceSheet, NextWaiting, Wanted
    from portfolio.evidence.models import Evidence


@blueprint.route("/evidence/<id:evidence>/judge", methods=["GET", "POST"])
@requires(EVIDENCE_JUDGE, evidence=EVIDENCE)
def judge(evidence: Evidence) -> Response:
    work = access.work()
    person = cast("Actor", access.signed_in())
    put = queries.claim_sheet(work.session, evidence, person, work.today)
    form, behind, asked = JudgeForm(put), (evidence.id, evidence.waiting_since), queue_asked()
    same = request.form.get("same_as")
    if same:
        form.repeat(same)
    elif form.validate_on_submit():
        portfolio = queries.portfolio_by_id(work.session, evidence.portfolio_id)
        services.judge(work, portfolio, evidence, _said(form))
        return _go_on(_next(behind, asked), asked)
    sheet = queries.evidence_sheet(work.session, put, sight(work.session, work.actor, evidence, work.now))
    shown = {
        "before": form.seen_before(sheet),
        "family": family_of,
        "working": working_in_claims(sheet),
        "pointed": pointed,
        "asked": request.method == "POST",
        "not_current": queries.not_current(sheet, sheet.revision.happened_on, work.today),
        "next": _next(behind, asked),
        "narrowed": narrowed(asked),
        **_at_hand(person),
        **opening(evidence),
    }
    if form.fresh or isinstance(access.refusal(), Changed):
        _begin(form, sheet, person)
    kept = locker(f"judge-{evidence.public_id}", here=True)
    return page("judging/judge.html", form=form, sheet=sheet, locker=kept, **shown)


def _next(behind: Behind, asked: Wanted) -> NextWaiting | None:
    work, person = access.work(), cast("Actor", access.signed_in())
    return queries.next_waiting(work.session, person, asked, behind, work.today)


def _at_hand(person: Actor) -> dict[str, Any]:
    """Give what an assessor has beside them on every piece: what they saved last, and their phrases."""
    work = access.work()
    return {
        "just_judged": queries.just_judged(work.session, person, work.now, work.today),
        "phrases": queries.phrases_in(queries.phrase_book(work.session, person)),
    }


def _go_on(following: NextWaiting | None, asked: Wanted) -> Response:
    """Lead to what waits next, as the queue is filtered; to the queue where nothing does."""
    if following is None:
        return done(_("Your decisions are saved, and the learner sees your feedback."), "judging.queue", **asked.chosen)
    said = _("Your decisions are saved, and the learner sees your feedback. This is what waits next in your queue.")
    return done(said, "judging.judge", evidence=following.evidence, **asked.chosen)


def _begin(form: JudgeForm, sheet: EvidenceSheet, person: Actor) -> None:
    """Let the form be about what stands now, with what its reader took back last, if that was the last thing said."""
    last = sheet.messages[-1] if sheet.messages else None
    if form.fresh and last is not None and last.taken_back_at is not None and last.assessor_id == person.account_id:
        form.begin_from(last)
    form.look_again(sheet)


def _said(form: JudgeForm) -> NewJudgement:
    return NewJudgement(
        evidence_version=form.looked_at(),
        rules=form.rules(),
        language=form.language.data,
        feedback=form.feedback.data or "",
        by_claim=form.said(),
    )
