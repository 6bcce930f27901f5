"""The records of exercises, the actions that the one before agreed on, and who has not taken part for long."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from assessments.standardising.models import BlindAnswer, Exercise, MinutesKept, Piece, TakingPart
from assessments.standardising.rules.exercises import WORDS, Action, ExerciseStatus, Minutes, due_on, is_due
from portfolio.learning.models import Assignment, Enrolment
from portfolio.learning.rules import EnrolmentStatus
from portfolio.people.models import Account
from standards.foundation import Text
from standards.library.models import Standard
from standards.qualifications.models import Qualification, Unit


@dataclass(frozen=True)
class ShownMinutes:
    """A version of a record with who kept it; `names`: of those who attended."""

    row: MinutesKept
    said: Minutes
    by: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Due:
    """Somebody who works on a qualification and has not taken part in its standardisation for long, or ever."""

    name: str
    qualification: Text
    last: date | None
    due: date | None


def written(said: Minutes) -> dict[str, Any]:
    """Write a record down as it is stored and sealed."""
    return {
        "attended": list(said.attended),
        **{name: getattr(said, name).strip() for name in WORDS},
        "actions": [{"words": one.words.strip(), "who": one.who.strip(), "due": _iso(one.due)} for one in said.actions],
        "next_on": _iso(said.next_on),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def read(row: MinutesKept) -> Minutes:
    said = dict(row.said)
    actions = [Action(one["words"], one["who"], _day(one["due"])) for one in said.pop("actions")]
    next_on = _day(said.pop("next_on"))
    return Minutes(**said, language=row.language, actions=actions, next_on=next_on)


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def last_minutes(session: Session, row: Exercise) -> ShownMinutes | None:
    """Give the record of an exercise that holds: its last version."""
    found = session.execute(
        select(MinutesKept, Account.name)
        .join(Account, Account.id == MinutesKept.account_id)
        .where(MinutesKept.exercise_id == row.id)
        .order_by(MinutesKept.version.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    said = read(found[0])
    names = session.execute(
        select(Account.name).where(Account.public_id.in_(said.attended)).order_by(Account.sort_cy, Account.id)
    )
    return ShownMinutes(found[0], said, found[1], tuple(one[0] for one in names))


@dataclass(frozen=True)
class Held:
    """An exercise that was held, without anybody's words: for somebody from outside."""

    row: Exercise
    urn: str
    title: Text
    chair: str
    pieces: int
    minutes: Minutes | None
    attended: tuple[str, ...]


def held_since(session: Session, provider_id: int, first: date) -> list[Held]:
    """List a provider's closed exercises from a day on, the newest first, each with the record that holds."""
    pieces = select(func.count()).where(Piece.exercise_id == Exercise.id).correlate(Exercise).scalar_subquery()
    rows = session.execute(
        select(Exercise, Standard.urn, Standard.title, Account.name, pieces)
        .join(Unit, Unit.id == Exercise.unit_id)
        .join(Standard, Standard.id == Unit.standard_id)
        .join(Account, Account.id == Exercise.chair_id)
        .where(
            Exercise.provider_id == provider_id,
            Exercise.status == ExerciseStatus.CLOSED.value,
            Exercise.day >= first,
        )
        .order_by(Exercise.number.desc())
    ).all()
    wanted = MinutesKept.exercise_id.in_([row[0].id for row in rows])
    kept = session.scalars(select(MinutesKept).where(wanted).order_by(MinutesKept.version))
    minutes = {one.exercise_id: read(one) for one in kept}
    ids = {account for one in minutes.values() for account in one.attended}
    asked = select(Account.public_id, Account.name).where(Account.public_id.in_(ids))
    names = {row[0]: row[1] for row in session.execute(asked)}
    found = []
    for row, urn, title, chair, number in rows:
        said = minutes.get(row.id)
        attended = tuple(sorted(names[one] for one in said.attended)) if said else ()
        found.append(Held(row, urn, title, chair, number, said, attended))
    return found


def actions_before(session: Session, row: Exercise) -> list[Action]:
    """Give what the last recorded exercise of the same qualification, before this one, agreed to do."""
    qualification = select(Unit.qualification_id).where(Unit.id == row.unit_id).scalar_subquery()
    found = session.scalar(
        select(MinutesKept)
        .join(Exercise, Exercise.id == MinutesKept.exercise_id)
        .join(Unit, Unit.id == Exercise.unit_id)
        .where(
            Exercise.provider_id == row.provider_id,
            Exercise.number < row.number,
            Unit.qualification_id == qualification,
        )
        .order_by(Exercise.number.desc(), MinutesKept.version.desc())
        .limit(1)
    )
    return list(read(found).actions) if found else []


def taken_part(session: Session, provider_id: int) -> dict[tuple[int, int], date]:
    """Give on which day each last took part, by account and qualification: in what is closed, and with a decision."""
    rows = session.execute(
        select(TakingPart.account_id, Unit.qualification_id, func.max(Exercise.day))
        .join(Exercise, Exercise.id == TakingPart.exercise_id)
        .join(Unit, Unit.id == Exercise.unit_id)
        .where(
            Exercise.provider_id == provider_id,
            Exercise.status == ExerciseStatus.CLOSED.value,
            select(BlindAnswer.id).where(BlindAnswer.person_id == TakingPart.id).exists(),
        )
        .group_by(TakingPart.account_id, Unit.qualification_id)
    )
    return {(row[0], row[1]): row[2] for row in rows}


def due(session: Session, provider_id: int, months: int, today: date) -> list[Due]:
    """List who works on a qualification today and has not taken part in its standardisation for so many months."""
    known = taken_part(session, provider_id)
    # By their ids alone: PostgreSQL tells no two texts in JSON apart.
    working = (
        select(Assignment.account_id, Enrolment.qualification_id)
        .join(Enrolment, Enrolment.portfolio_id == Assignment.portfolio_id)
        .where(
            Assignment.provider_id == provider_id,
            Assignment.starts <= today,
            or_(Assignment.ends.is_(None), Assignment.ends >= today),
            or_(Assignment.enrolment_id.is_(None), Assignment.enrolment_id == Enrolment.id),
            Enrolment.status == EnrolmentStatus.ACTIVE.value,
        )
        .distinct()
        .subquery()
    )
    rows = session.execute(
        select(Account.id, Account.name, Qualification.id, Qualification.title)
        .select_from(working)
        .join(Account, Account.id == working.c.account_id)
        .join(Qualification, Qualification.id == working.c.qualification_id)
        .order_by(Qualification.id, Account.id)
    )
    by_qualification: dict[int, list[Due]] = defaultdict(list)
    for account_id, name, qualification_id, title in rows:
        last = known.get((account_id, qualification_id))
        if is_due(last, months, today):
            by_qualification[qualification_id].append(Due(name, title, last, due_on(last, months)))
    return [one for some in by_qualification.values() for one in sorted(some, key=lambda one: one.name)]
