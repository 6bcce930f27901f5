"""What plans mean for the lists of others: what is next, what is overdue, and what waits for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from portfolio.learning.models import Assignment, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.learning.rules import ASSESSING, RUNNING
from portfolio.people.models import Account
from portfolio.plans.models import PlanLine, PlanLineCriterion, PlannedActivity, PlanVersion
from portfolio.plans.policy import PLAN_AGREE, PLAN_REVIEW, POLICY
from portfolio.plans.rules import ActivityState, VersionStatus, activity_state
from standards.foundation import Actor, Text
from standards.library.models import Criterion
from standards.qualifications.models import Qualification

AT_MOST = 10
"""Rows on a start page; the plan itself shows all."""


@dataclass(frozen=True)
class NextActivity:
    """An activity that evidence is still to come of."""

    activity: str
    enrolment: str
    title: str
    language: str
    planned_on: date
    at_time: str
    place: str
    state: ActivityState


@dataclass(frozen=True)
class WaitingPlan:
    """A version of a plan that waits for somebody."""

    version: str
    number: int
    learner: str
    qualification: Text


@dataclass(frozen=True)
class Offered:
    """An agreed activity that evidence can be put forward for."""

    id: int
    public_id: str
    title: str
    language: str
    method: str
    planned_on: date
    fulfilled: int
    chosen: bool
    """Whether it is what a piece of evidence is for."""


def _standing() -> ColumnElement[bool]:
    """Give the condition that a line is of a version that holds, of an enrolment that goes on."""
    return and_(
        PlanVersion.id == PlanLine.version_id,
        PlanVersion.holds.is_(True),
        PlannedActivity.id == PlanLine.activity_id,
        Enrolment.id == PlanVersion.enrolment_id,
        Enrolment.status.in_(RUNNING),
    )


def overdue(today: Any) -> ColumnElement[bool]:
    """Give the condition of what is overdue, for a statement about lines, versions, activities and enrolments."""
    return and_(_standing(), PlannedActivity.fulfilled == 0, PlanLine.planned_on < today)


def next_activities(session: Session, actor: Actor, today: date) -> list[NextActivity]:
    """List what is next by a learner's own plans: what is overdue stands first, as its day is the earliest."""
    own = portfolios_of(actor, POLICY[PLAN_AGREE])
    rows = session.execute(
        select(
            PlannedActivity.public_id,
            Enrolment.public_id,
            PlanLine.title,
            PlanVersion.language,
            PlanLine.planned_on,
            PlanLine.at_time,
            PlanLine.place,
        )
        .where(_standing(), PlannedActivity.fulfilled == 0, PlanVersion.portfolio_id.in_(own))
        .order_by(PlanLine.planned_on, PlanLine.at_time, PlannedActivity.id)
        .limit(AT_MOST)
    )
    return [NextActivity(*row, activity_state(row[4], 0, today)) for row in rows]


def _waiting(status: VersionStatus) -> Select[str, int, str, Text]:
    return (
        select(PlanVersion.public_id, PlanVersion.number, Account.name, Qualification.title)
        .join(Portfolio, Portfolio.id == PlanVersion.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .join(Enrolment, Enrolment.id == PlanVersion.enrolment_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(PlanVersion.status == status.value, Enrolment.status.in_(RUNNING), ~_followed(status))
        .order_by(PlanVersion.id)
    )


def _followed(status: VersionStatus) -> ColumnElement[bool]:
    """Give the condition that a later version takes the place of one that waits, for the learner even a draft."""
    later = PlanVersion.__table__.alias("later")
    takes = true() if status is VersionStatus.PUT_FORWARD else later.c.status != VersionStatus.DRAFT.value
    return (
        select(later.c.id)
        .where(later.c.enrolment_id == PlanVersion.enrolment_id, later.c.number > PlanVersion.number, takes)
        .correlate(PlanVersion)
        .exists()
    )


def to_agree(session: Session, actor: Actor) -> list[WaitingPlan]:
    """List the plans that a learner is asked to agree to."""
    own = portfolios_of(actor, POLICY[PLAN_AGREE])
    asked = _waiting(VersionStatus.PUT_FORWARD).where(PlanVersion.portfolio_id.in_(own)).limit(AT_MOST)
    return [WaitingPlan(*row) for row in session.execute(asked)]


def to_review(session: Session, actor: Actor) -> list[WaitingPlan]:
    """List the agreed plans that wait for a quality assurer, but none that they wrote at, or where they assess."""
    reached = portfolios_of(actor, POLICY[PLAN_REVIEW])
    of_plan = PlanVersion.__table__.alias("of_plan")
    wrote = exists().where(of_plan.c.enrolment_id == PlanVersion.enrolment_id, of_plan.c.author_id == actor.account_id)
    assesses = exists().where(
        Assignment.portfolio_id == PlanVersion.portfolio_id,
        Assignment.account_id == actor.account_id,
        Assignment.part.in_(ASSESSING),
        or_(Assignment.ends.is_(None), Assignment.ends >= Assignment.starts),
    )
    asked = (
        _waiting(VersionStatus.AGREED).where(PlanVersion.portfolio_id.in_(reached), ~wrote, ~assesses).limit(AT_MOST)
    )
    return [WaitingPlan(*row) for row in session.execute(asked)]


LAST = (PlanVersion.holds.desc(), PlanVersion.number.desc())
"""Of the versions that plan an activity the one that holds stands first, else the last."""


def _offer(is_chosen: ColumnElement[bool]) -> Select[int, str, str, str, str, date, int, bool]:
    return select(
        PlannedActivity.id,
        PlannedActivity.public_id,
        PlanLine.title,
        PlanVersion.language,
        PlanLine.method,
        PlanLine.planned_on,
        PlannedActivity.fulfilled,
        is_chosen,
    )


def offered(session: Session, portfolio_id: int, chosen: ScalarSelect[int] | None = None) -> list[Offered]:
    """List the agreed activities of a portfolio's enrolments: those without evidence first, then by their days.

    `chosen`: asks for one that is listed whatever became of its plan, and named as chosen.
    """
    is_chosen = false() if chosen is None else PlannedActivity.id == chosen
    rows = session.execute(_agreed(is_chosen).where(PlannedActivity.portfolio_id == portfolio_id))
    found: dict[int, Offered] = {}
    for row in rows:
        found.setdefault(row[0], Offered(*row))
    return list(found.values())


def offered_in(session: Session, portfolio_ids: Collection[int]) -> dict[int, list[Offered]]:
    """List the agreed activities of several portfolios, as `offered` does of one."""
    asked = _agreed(false()).add_columns(PlannedActivity.portfolio_id)
    rows = session.execute(asked.where(PlannedActivity.portfolio_id.in_(portfolio_ids)))
    found: dict[int, dict[int, Offered]] = defaultdict(dict)
    for *row, portfolio_id in rows:
        found[portfolio_id].setdefault(row[0], Offered(*row))
    return {portfolio_id: list(by_id.values()) for portfolio_id, by_id in found.items()}


def _agreed(is_chosen: ColumnElement[bool]) -> Select[int, str, str, str, str, date, int, bool]:
    return (
        _offer(is_chosen)
        .join(PlanLine, PlanLine.activity_id == PlannedActivity.id)
        .join(PlanVersion, PlanVersion.id == PlanLine.version_id)
        .join(Enrolment, Enrolment.id == PlanVersion.enrolment_id)
        .where(
            PlanVersion.status != VersionStatus.DRAFT.value,
            or_(and_(PlanVersion.holds.is_(True), Enrolment.status.in_(RUNNING)), is_chosen),
        )
        .order_by(PlannedActivity.fulfilled > 0, PlanLine.planned_on, PlannedActivity.id, *LAST)
    )


def offered_by_id(session: Session, activity_id: int | None) -> Offered | None:
    """Give an activity as the version plans it that holds, else the last that was put forward."""
    if activity_id is None:
        return None
    row = session.execute(
        _offer(true())
        .join(PlanLine, PlanLine.activity_id == PlannedActivity.id)
        .join(PlanVersion, PlanVersion.id == PlanLine.version_id)
        .where(
            PlannedActivity.id == activity_id,
            PlanVersion.status != VersionStatus.DRAFT.value,
        )
        .order_by(*LAST)
        .limit(1)
    ).one_or_none()
    return Offered(*row) if row else None


def activity_titles(public_ids: Collection[str]) -> Select[str, str, str]:
    """Ask what activities are called, each in the last version that was put forward, and in which language."""
    last = (
        select(func.max(PlanLine.version_id))
        .join(PlanVersion, PlanVersion.id == PlanLine.version_id)
        .where(PlanLine.activity_id == PlannedActivity.id, PlanVersion.status != VersionStatus.DRAFT.value)
        .correlate(PlannedActivity)
        .scalar_subquery()
    )
    return (
        select(PlannedActivity.public_id, PlanLine.title, PlanVersion.language)
        .join(PlanLine, PlanLine.activity_id == PlannedActivity.id)
        .join(PlanVersion, PlanVersion.id == PlanLine.version_id)
        .where(PlannedActivity.public_id.in_(public_ids), PlanLine.version_id == last)
    )


def planned_keys(session: Session, activity_id: int) -> list[str]:
    """Name the criteria that an agreed activity is to show, as forms and links do."""
    rows = session.execute(
        select(EnrolledUnit.public_id, Criterion.code)
        .join(PlanLineCriterion, PlanLineCriterion.enrolled_unit_id == EnrolledUnit.id)
        .join(Criterion, Criterion.id == PlanLineCriterion.criterion_id)
        .join(PlanVersion, PlanVersion.id == PlanLineCriterion.version_id)
        .where(
            PlanLineCriterion.activity_id == activity_id,
            PlanVersion.holds.is_(True),
            Criterion.standard_id == EnrolledUnit.standard_id,
        )
        .order_by(EnrolledUnit.id, Criterion.position)
    )
    return [f"{unit}:{code}" for unit, code in rows]
