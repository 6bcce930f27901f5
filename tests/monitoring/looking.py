"""What quality assurers and assessors do of monitoring, by the services."""

from dataclasses import replace
from datetime import date

from flask import Flask

from assessments.monitoring import queries, services
from assessments.monitoring.models import MonitoringActivity
from assessments.monitoring.rules import MonitoringKind, MonitoringOutcome, NewActivity, Point, Record, Seen
from portfolio.core.work import UnitOfWork
from portfolio.people.models import Membership
from standards.foundation import Role
from tests.factories import Centre, Someone
from tests.studies import Study, acting, portfolio_row

RECORD = Record(
    held_on=date(2026, 1, 5),
    points={one.value: Seen.WELL.value for one in Point},
    seen="Open questions, in Welsh as the learner chose.",
    good_practice="",
    outcome=MonitoringOutcome.ACTIONS,
    actions="Write the feedback on the same day.",
    due=date(2030, 1, 5),
    language="en",
)


def membership(app: Flask, someone: Someone) -> str:
    with acting(app) as work:
        return _member(work, someone).public_id


def _member(work: UnitOfWork, someone: Someone) -> Membership:
    wanted = (Membership.account_id == someone.account_id, Membership.role == Role.ASSESSOR.value)
    return work.session.query(Membership).where(*wanted).one()


def row_of(work: UnitOfWork, activity: str) -> MonitoringActivity:
    row = queries.activity(work.session, activity)
    assert row is not None
    return row


def planned(
    app: Flask, centre: Centre, someone: Someone, study: Study | None = None, planner: Someone | None = None
) -> str:
    with acting(app, planner or centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        new = NewActivity(MonitoringKind.OBSERVATION, work.today, "How learners are asked.", "en")
        portfolio_id = portfolio_row(work, study).id if study else None
        return services.plan(work, _member(work, someone), new, portfolio_id).public_id


def recorded(app: Flask, centre: Centre, activity: str, said: Record = RECORD, by: Someone | None = None) -> None:
    with acting(app, by or centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row = row_of(work, activity)
        services.record(work, row, replace(said), row.version)


def answered(app: Flask, someone: Someone, activity: str, done_on: date | None = None) -> None:
    with acting(app, someone, Role.ASSESSOR) as work:
        row = row_of(work, activity)
        services.answer(work, row, "I will.", done_on, "en", row.version)


def closed(app: Flask, centre: Centre, activity: str) -> None:
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row = row_of(work, activity)
        services.close(work, row, row.version)
