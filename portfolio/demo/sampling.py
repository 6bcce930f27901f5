"""The centre's sampling strategy, with one figure of its own, a plan of the year's decisions, and three samples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from assessments.quality import queries, services
from assessments.quality.models import Sample, SamplingItem
from assessments.quality.rules.samples import Action, Check, FeedbackQuality, Report, Verdict
from assessments.quality.rules.strategy import DEFAULT, Risk, Stage, Strategy
from portfolio.core.work import UnitOfWork

SET_DAYS_AGO, DRAWN_DAYS_AGO = 90, 1
SHARE = 20
"""Per cent, of experienced assessors: what the centre set in place of what ships."""
YEAR, MONTH = timedelta(days=365), timedelta(days=30)
FEEDBACK = "Mae'r adborth yn glir ac yn garedig. Nid yw'n dweud bob tro ar ba ddiwrnod y digwyddodd y gwaith."
GOOD_PRACTICE = "Gofynnwyd cwestiynau ar lafar lle nad oedd y cofnod yn ddigon."
ACTION = "Nodwch ddyddiad y gwaith ym mhob cofnod arsylwi o hyn ymlaen."
ANSWER = "Diolch. Rwyf wedi gwneud hynny yn y cofnod diwethaf, ac fe wnaf bob tro."


def plan(manager: UnitOfWork, assurer: UnitOfWork, provider_id: int, answering: Callable[[int], UnitOfWork]) -> None:
    """Let the manager set the strategy, and the quality assurer draw a plan by it and open three samples.

    One is reported and waits for its assessor, one is answered too, and one is being looked at. `answering` gives the
    unit of work of an assessor.
    """
    lines = tuple(replace(one, figure=SHARE) if one.value == Risk.EXPERIENCED else one for one in DEFAULT)
    services.set_strategy(manager, provider_id, Strategy(lines), 0)
    made = services.make_plan(assurer, provider_id, assurer.today - YEAR, assurer.today + YEAR)
    wanted = (SamplingItem.plan_id == made.id, SamplingItem.stage == Stage.SUMMATIVE.value)
    by_learner = (SamplingItem.portfolio_id, SamplingItem.enrolled_unit_id)
    items = assurer.session.scalars(select(SamplingItem).where(*wanted).order_by(*by_learner)).all()
    samples = [services.open_sample(assurer, one) for one in items[:3]]
    for one in samples[:2]:
        _report(assurer, one)
    answered = samples[1]
    done = {1: assurer.today}
    services.answer(answering(answered.assessor_id), answered, ANSWER, done, "cy", answered.version)


def _report(assurer: UnitOfWork, row: Sample) -> None:
    there = queries.looked_at(assurer.session, row)
    said = Report(
        verdict=Verdict.WITH_ACTION,
        criteria=[one.criterion for one in there],
        methods=sorted({one.kind for one in there}),
        checks=list(Check),
        quality=FeedbackQuality.FAIR,
        records_complete=True,
        feedback=FEEDBACK,
        good_practice=GOOD_PRACTICE,
        actions=[Action(ACTION, assurer.today + MONTH)],
    )
    services.report(assurer, row, said, "cy", row.version)
