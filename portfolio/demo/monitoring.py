"""Monitoring at the centre: an assessor who was observed and has not answered yet, and a trainee who will be."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from assessments.monitoring import queries, services
from assessments.monitoring.rules import MonitoringKind, MonitoringOutcome, NewActivity, Point, Record, Seen
from portfolio.core.work import UnitOfWork
from portfolio.people.models import Membership
from standards.foundation import Role

MONTH = timedelta(days=30)
FOCUS = "Sut mae'r aseswr yn holi'r dysgwr, ac a yw'r dysgwr yn cael dewis iaith."
FOCUS_OF_TRAINEE = "Yr arsylwad cyntaf: cytuno ar y cynllun, holi, a'r adborth."
SEEN = "Gofynnwyd cwestiynau agored yn Gymraeg, fel y dewisodd y dysgwr. Rhoddwyd yr adborth ar lafar yn syth."
GOOD_PRACTICE = "Gwiriodd yr aseswr gyda'r dysgwr fod pawb a oedd yno yn hapus iddo arsylwi."
ACTIONS = "Ysgrifennwch yr adborth yn y cofnod ar yr un diwrnod."


def monitor(assurer: UnitOfWork, provider_id: int) -> None:
    """Let the quality assurer observe the first assessor who is qualified, and plan to observe the first trainee."""
    wanted = (Membership.provider_id == provider_id, Membership.role == Role.ASSESSOR.value)
    members = assurer.session.scalars(select(Membership).where(*wanted).order_by(Membership.id)).all()
    qualified, trainee = (next(one for one in members if one.qualified is each) for each in (True, False))
    new = NewActivity(MonitoringKind.OBSERVATION, assurer.today, FOCUS, "cy")
    learners = queries.learners_of(assurer.session, assurer.actor, qualified, assurer.today)
    portfolio_id = next((each for each, _name in learners.values()), None)
    held = services.plan(assurer, qualified, new, portfolio_id)
    points = {one.value: Seen.WELL.value for one in Point} | {Point.RECORDS.value: Seen.BETTER.value}
    due = assurer.today + MONTH
    said = Record(assurer.today, points, SEEN, GOOD_PRACTICE, MonitoringOutcome.ACTIONS, ACTIONS, due, "cy")
    services.record(assurer, held, said, held.version)
    later = NewActivity(MonitoringKind.OBSERVATION, assurer.today + MONTH, FOCUS_OF_TRAINEE, "cy")
    services.plan(assurer, trainee, later, None)
