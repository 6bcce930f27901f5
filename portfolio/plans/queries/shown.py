"""A version of a plan whole, as pages and archives show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.learning.models import EnrolledUnit
from portfolio.people.models import Account
from portfolio.plans.models import (
    Fulfilment,
    PlanAssent,
    PlanComment,
    PlanLine,
    PlanLineCriterion,
    PlannedActivity,
    PlanVersion,
)
from portfolio.plans.queries.rows import lines_of
from portfolio.plans.rules import ActivityState, activity_state
from standards.foundation import Text
from standards.library.models import Criterion, Standard


@dataclass(frozen=True)
class ShownCriterion:
    """A criterion that an activity is to show."""

    unit: str
    urn: str
    code: str
    text: Text

    @property
    def key(self) -> str:
        """Name it as forms and links do."""
        return f"{self.unit}:{self.code}"


@dataclass(frozen=True)
class ShownActivity:
    """What a version says of an activity, and how the activity stands."""

    public_id: str
    line: PlanLine
    state: ActivityState
    criteria: tuple[ShownCriterion, ...]

    @property
    def by_unit(self) -> dict[str, list[ShownCriterion]]:
        """Give its criteria by the URN of their standard."""
        found: dict[str, list[ShownCriterion]] = defaultdict(list)
        for one in self.criteria:
            found[one.urn].append(one)
        return dict(found)


@dataclass(frozen=True)
class ShownAssent:
    part: str
    name: str
    at: datetime
    outcome: str
    words: str | None
    language: str | None


@dataclass(frozen=True)
class ShownComment:
    name: str
    at: datetime
    words: str
    language: str


@dataclass(frozen=True)
class Submitted:
    """Evidence that was submitted for an activity."""

    evidence: str
    at: datetime


@dataclass(frozen=True)
class ShownVersion:
    """A version of a plan with all that it says and that was said of it."""

    row: PlanVersion
    author: str
    activities: tuple[ShownActivity, ...]
    assents: Mapping[str, ShownAssent]
    """By part."""
    comments: tuple[ShownComment, ...]


def versions(session: Session, enrolment_id: int) -> list[PlanVersion]:
    """List all versions of an enrolment's plan, the newest first."""
    asked = select(PlanVersion).where(PlanVersion.enrolment_id == enrolment_id)
    return list(session.scalars(asked.order_by(PlanVersion.number.desc())))


def whole(session: Session, enrolment_id: int, today: date) -> list[ShownVersion]:
    """Give every version of an enrolment's plan with all that it says, the newest first."""
    return [shown(session, one, today) for one in versions(session, enrolment_id)]


def shown(session: Session, row: PlanVersion, today: date) -> ShownVersion:
    author = session.get_one(Account, row.author_id).name
    return ShownVersion(row, author, _activities(session, row, today), _assents(session, row), _comments(session, row))


def shown_activity(session: Session, row: PlanVersion, of: PlannedActivity, today: date) -> ShownActivity | None:
    """Give what a version says of one activity, if it plans it."""
    return next((one for one in _activities(session, row, today) if one.public_id == of.public_id), None)


def _activities(session: Session, row: PlanVersion, today: date) -> tuple[ShownActivity, ...]:
    criteria = _criteria(session, row)
    return tuple(
        ShownActivity(
            of.public_id, line, activity_state(line.planned_on, of.fulfilled, today), tuple(criteria[line.activity_id])
        )
        for line, of in lines_of(session, row)
    )


def _criteria(session: Session, row: PlanVersion) -> dict[int, list[ShownCriterion]]:
    found: dict[int, list[ShownCriterion]] = defaultdict(list)
    rows = session.execute(
        select(PlanLineCriterion.activity_id, EnrolledUnit.public_id, Standard.urn, Criterion.code, Criterion.text)
        .join(EnrolledUnit, EnrolledUnit.id == PlanLineCriterion.enrolled_unit_id)
        .join(Criterion, Criterion.id == PlanLineCriterion.criterion_id)
        .join(Standard, Standard.id == Criterion.standard_id)
        .where(PlanLineCriterion.version_id == row.id)
        .order_by(PlanLineCriterion.enrolled_unit_id, Criterion.position)
    )
    for activity_id, unit, urn, code, text in rows:
        found[activity_id].append(ShownCriterion(unit, urn, code, text))
    return found


def _assents(session: Session, row: PlanVersion) -> dict[str, ShownAssent]:
    rows = session.execute(
        select(PlanAssent, Account.name)
        .join(Account, Account.id == PlanAssent.account_id)
        .where(PlanAssent.version_id == row.id)
    )
    return {one.part: ShownAssent(one.part, name, one.at, one.outcome, one.words, one.language) for one, name in rows}


def _comments(session: Session, row: PlanVersion) -> tuple[ShownComment, ...]:
    rows = session.execute(
        select(Account.name, PlanComment.at, PlanComment.words, PlanComment.language)
        .join(Account, Account.id == PlanComment.author_id)
        .where(PlanComment.version_id == row.id)
        .order_by(PlanComment.id)
    )
    return tuple(ShownComment(*one) for one in rows)


def submitted_for(session: Session, of: PlannedActivity) -> Sequence[Submitted]:
    """List the evidence that was submitted for an activity, the earliest first."""
    rows = session.execute(
        select(Fulfilment.evidence, Fulfilment.at).where(Fulfilment.activity_id == of.id).order_by(Fulfilment.at)
    )
    return [Submitted(*row) for row in rows]
