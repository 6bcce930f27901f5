"""What managers and quality assurers do, by the services."""

from dataclasses import replace
from datetime import timedelta

from flask import Flask

from assessments.quality import queries, services
from assessments.quality.models import Sample, SamplingDraw, SamplingItem, SamplingPlan
from assessments.quality.rules.samples import FeedbackQuality, Report, Verdict
from assessments.quality.rules.strategy import EACH, Dimension, Line, Measure, Stage, Strategy
from portfolio.core.work import UnitOfWork
from standards.foundation import Role
from tests.factories import Centre, Someone
from tests.studies import START, Study, acting, portfolio_row, unit_row

EVERYTHING = Strategy((Line(Dimension.RISK, EACH, Stage.EITHER, Measure.PERCENT, 100),))


def set_strategy(app: Flask, centre: Centre, said: Strategy | None = None) -> str:
    """Set the next version: what ships where none is given."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        last = queries.last_strategy(work.session, centre.provider_id)
        number = last.number if last else 0
        new = said or replace(Strategy(), new_days=90 + number)
        return services.set_strategy(work, centre.provider_id, new, number).public_id


def planned(app: Flask, centre: Centre) -> str:
    """Draw a plan of all that was decided."""
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        until = work.today + timedelta(days=30)
        return services.make_plan(work, centre.provider_id, START, until).public_id


def drawn_again(app: Flask, centre: Centre, plan: str) -> str:
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        return services.draw_again(work, plan_row(work, plan)).public_id


def plan_row(work: UnitOfWork, plan: str) -> SamplingPlan:
    return work.session.query(SamplingPlan).where(SamplingPlan.public_id == plan).one()


def draw_row(work: UnitOfWork, draw: str) -> SamplingDraw:
    return work.session.query(SamplingDraw).where(SamplingDraw.public_id == draw).one()


def items(work: UnitOfWork, plan: str) -> list[SamplingItem]:
    wanted = SamplingItem.plan_id == plan_row(work, plan).id
    return work.session.query(SamplingItem).where(wanted).order_by(SamplingItem.id).all()


SAID = Report(
    verdict=Verdict.UPHELD,
    criteria=(),
    methods=("reflective_account",),
    checks=("valid", "authentic"),
    quality=FeedbackQuality.GOOD,
    records_complete=True,
    feedback="Clear and kind.",
    good_practice="Questions on the spot.",
)


def item_of(app: Flask, plan: str, unit: str) -> str:
    """Give the item of a plan that is of a learner's unit."""
    with acting(app) as work:
        row = unit_row(work, unit)
        return next(one.public_id for one in items(work, plan) if one.enrolled_unit_id == row.id)


def items_in(app: Flask, plan: str, study: Study) -> list[str]:
    """Give what a plan holds of a learner."""
    with acting(app) as work:
        portfolio = portfolio_row(work, study).id
        return [one.public_id for one in items(work, plan) if one.portfolio_id == portfolio]


def item_row(work: UnitOfWork, item: str) -> SamplingItem:
    return work.session.query(SamplingItem).where(SamplingItem.public_id == item).one()


def sample_row(work: UnitOfWork, sample: str) -> Sample:
    return work.session.query(Sample).where(Sample.public_id == sample).one()


def opened(app: Flask, centre: Centre, item: str) -> str:
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        return services.open_sample(work, item_row(work, item)).public_id


def reported(app: Flask, centre: Centre, sample: str, said: Report = SAID, *overturned: str) -> None:
    """Report a sample whose every criterion was looked at; `overturned` by their codes."""
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row = sample_row(work, sample)
        there = {one.code: one.criterion for one in queries.looked_at(work.session, row)}
        fallen = tuple(there[code] for code in overturned)
        whole = replace(said, criteria=said.criteria or tuple(there.values()), overturned=fallen)
        services.report(work, row, whole, "en", row.version)


def answered(app: Flask, someone: Someone, sample: str, *done: int, words: str = "I did it.") -> None:
    with acting(app, someone, Role.ASSESSOR) as work:
        row = sample_row(work, sample)
        services.answer(work, row, words, dict.fromkeys(done, work.today), "en", row.version)


def closed(app: Flask, centre: Centre, sample: str) -> None:
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row = sample_row(work, sample)
        services.close(work, row, row.version)
