"""The centre's sampling strategy, with one figure of its own, a plan of the year's decisions, and two samples."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from assessments.quality import queries, services
from assessments.quality.models import SamplingItem
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


def plan(manager: UnitOfWork, assurer: UnitOfWork, provider_id: int) -> None:
    """Let the manager set the strategy, and the quality assurer draw a plan by it and sample twice."""
    lines = tuple(replace(one, figure=SHARE) if one.value == Risk.EXPERIENCED else one for one in DEFAULT)
    services.set_strategy(manager, provider_id, Strategy(lines), 0)
    made = services.make_plan(assurer, provider_id, assurer.today - YEAR, assurer.today + YEAR)
    wanted = (SamplingItem.plan_id == made.id, SamplingItem.stage == Stage.SUMMATIVE.value)
    by_learner = (SamplingItem.portfolio_id, SamplingItem.enrolled_unit_id)
    items = assurer.session.scalars(select(SamplingItem).where(*wanted).order_by(*by_learner)).all()
    first, _second = (services.open_sample(assurer, one) for one in items[:2])
    there = queries.looked_at(assurer.session, first)
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
    services.report(assurer, first, said, "cy", first.version)
