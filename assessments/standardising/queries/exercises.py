"""Exercises: whose they are to read, the lists of them, who takes part, and what waits for whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from assessments.standardising.models import BlindAnswer, Exercise, Piece, TakingPart
from assessments.standardising.rules.exercises import CHAIRS, ExerciseStatus
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.people.models import Account, Membership
from portfolio.people.queries.actors import in_force_on
from standards.foundation import Actor, Role, Text
from standards.library.models import Standard
from standards.paging import Paged, page_of, skipped
from standards.qualifications.models import Qualification, Unit

AT_MOST = 20
"""Rows on a start page."""
CHAIR = aliased(Account)
CANDIDATES = (Role.ASSESSOR, Role.QUALITY_ASSURER, Role.MANAGER)


@dataclass(frozen=True)
class Head:
    """For which unit of which qualification an exercise is."""

    unit: str
    urn: str
    title: Text
    qualification: Text
    standard_id: int
    qualification_id: int
    chair: str
    chair_id: int


@dataclass(frozen=True)
class ListedExercise:
    exercise: str
    number: int
    name: str
    language: str
    urn: str
    day: date
    status: ExerciseStatus
    people: int
    pieces: int


@dataclass(frozen=True)
class Candidate:
    """Somebody of the centre with the roles that they hold."""

    account_id: int
    public_id: str
    name: str
    roles: frozenset[Role]
    qualified: bool

    @property
    def trainee(self) -> bool:
        return Role.ASSESSOR in self.roles and not self.qualified


@dataclass(frozen=True)
class Asked:
    """Somebody who takes part, with on how many pieces they have decided."""

    row: TakingPart
    public_id: str
    name: str
    answered: int


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody: pieces to decide on, or an exercise to close."""

    exercise: str
    number: int
    name: str
    language: str
    day: date
    left: int
    decides: bool
    """Whether they take part, and not only chair."""


def exercise(session: Session, public_id: str) -> Exercise | None:
    return session.scalar(select(Exercise).where(Exercise.public_id == public_id))


def exercise_of(session: Session, row: Piece) -> Exercise:
    return session.get_one(Exercise, row.exercise_id)


def _owns_a_piece(actor: Actor) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            Piece.exercise_id == Exercise.id,
            Portfolio.id == Piece.portfolio_id,
            Portfolio.account_id == actor.account_id,
        )
        .correlate(Exercise)
    )


def _for(actor: Actor, provider_id: int | None) -> ColumnElement[bool]:
    """Say which exercises are for somebody's eyes: none with a piece of their own; else all, or where they are asked.

    Nobody who takes part knows of one that is still being put together, unless they put it together themselves.
    """
    asked = exists().where(TakingPart.exercise_id == Exercise.id, TakingPart.account_id == actor.account_id)
    reads = and_(asked.correlate(Exercise), Exercise.status != ExerciseStatus.PREPARED.value)
    if CHAIRS & actor.roles_at(provider_id):
        return ~_owns_a_piece(actor)
    return and_(reads, ~_owns_a_piece(actor))


def reaches(session: Session, actor: Actor, row: Exercise) -> bool:
    """Tell whether an exercise is for somebody's eyes."""
    return bool(session.scalar(select(exists().where(Exercise.id == row.id, _for(actor, row.provider_id)))))


def exercises(session: Session, actor: Actor, number: int) -> Paged[ListedExercise]:
    """List the exercises that somebody may read, the newest first."""
    wanted = (Exercise.provider_id == actor.provider_id, _for(actor, actor.provider_id))
    total = session.scalar(select(func.count()).select_from(Exercise).where(*wanted)) or 0
    page = page_of(number, total)
    people = select(func.count()).where(TakingPart.exercise_id == Exercise.id).scalar_subquery()
    pieces = select(func.count()).where(Piece.exercise_id == Exercise.id).scalar_subquery()
    rows = session.execute(
        select(
            Exercise.public_id,
            Exercise.number,
            Exercise.name,
            Exercise.language,
            Standard.urn,
            Exercise.day,
            Exercise.status,
            people,
            pieces,
        )
        .join(Unit, Unit.id == Exercise.unit_id)
        .join(Standard, Standard.id == Unit.standard_id)
        .where(*wanted)
        .order_by(Exercise.number.desc())
        .limit(Paged.size)
        .offset(skipped(page))
    )
    found = (tuple[Any, ...](row) for row in rows)
    listed = (ListedExercise(*one[:6], *(ExerciseStatus(one[6]), *one[7:])) for one in found)
    return Paged(tuple(listed), total, page)


def head(session: Session, row: Exercise) -> Head:
    found = session.execute(
        select(
            Unit.public_id,
            Standard.urn,
            Standard.title,
            Qualification.title,
            Standard.id,
            Qualification.id,
            CHAIR.name,
            CHAIR.id,
        )
        .select_from(Unit)
        .join(Standard, Standard.id == Unit.standard_id)
        .join(Qualification, Qualification.id == Unit.qualification_id)
        .join(CHAIR, CHAIR.id == row.chair_id)
        .where(Unit.id == row.unit_id)
    ).one()
    return Head(*found)


def units_offered(session: Session, provider_id: int | None) -> dict[str, tuple[Text, str, Text]]:
    """Give the units that learners of a centre are on, each with its qualification, URN and title."""
    chosen = select(EnrolledUnit.unit_id).where(EnrolledUnit.provider_id == provider_id)
    rows = session.execute(
        select(Unit.public_id, Qualification.title, Standard.urn, Standard.title)
        .join(Standard, Standard.id == Unit.standard_id)
        .join(Qualification, Qualification.id == Unit.qualification_id)
        .where(Unit.id.in_(chosen))
        .order_by(Qualification.number, Qualification.id, Unit.group_id, Unit.position)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def unit_named(session: Session, public_id: str) -> Unit | None:
    return session.scalar(select(Unit).where(Unit.public_id == public_id))


def candidates(session: Session, provider_id: int | None, today: date) -> list[Candidate]:
    """List the staff of a centre who can take part or chair, by name."""
    rows = session.execute(
        select(Account.id, Account.public_id, Account.name, Membership.role, Membership.qualified)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.provider_id == provider_id,
            Membership.role.in_([role.value for role in CANDIDATES]),
            Account.disabled.is_(False),
            in_force_on(today),
        )
        .order_by(Account.sort_cy, Account.id)
    )
    found: dict[int, Candidate] = {}
    for account_id, public_id, name, role, qualified in rows:
        known = found.get(account_id, Candidate(account_id, public_id, name, frozenset(), qualified=False))
        holds = known.qualified or (qualified and role == Role.ASSESSOR)
        found[account_id] = Candidate(account_id, public_id, name, known.roles | {Role(role)}, qualified=holds)
    return list(found.values())


def people(session: Session, row: Exercise) -> list[Asked]:
    """List who takes part, in their numbers' order."""
    answered = select(func.count()).where(BlindAnswer.person_id == TakingPart.id).scalar_subquery()
    rows = session.execute(
        select(TakingPart, Account.public_id, Account.name, answered)
        .join(Account, Account.id == TakingPart.account_id)
        .where(TakingPart.exercise_id == row.id)
        .order_by(TakingPart.number)
    )
    return [Asked(*one) for one in rows]


def person_in(session: Session, row: Exercise, account_id: int | None) -> TakingPart | None:
    wanted = (TakingPart.exercise_id == row.id, TakingPart.account_id == account_id)
    return session.scalar(select(TakingPart).where(*wanted))


def owners(session: Session, row: Exercise) -> set[int]:
    """Give whose portfolios the pieces of an exercise are from."""
    asked = select(Portfolio.account_id).join(Piece, Piece.portfolio_id == Portfolio.id)
    return set(session.scalars(asked.where(Piece.exercise_id == row.id)))


def accounts(session: Session, ids: Collection[int]) -> Mapping[int, str]:
    """Give the public ids of accounts."""
    rows = session.execute(select(Account.id, Account.public_id).where(Account.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def last_number(session: Session, provider_id: int) -> int:
    return session.scalar(select(func.max(Exercise.number)).where(Exercise.provider_id == provider_id)) or 0


def waiting(session: Session, actor: Actor) -> list[Waiting]:
    """List the open exercises in which somebody has pieces left to decide on, and those that they can close now."""
    pieces = select(func.count()).where(Piece.exercise_id == Exercise.id).scalar_subquery()
    mine = TakingPart.account_id == actor.account_id
    done = (
        select(func.count())
        .select_from(BlindAnswer)
        .join(TakingPart, TakingPart.id == BlindAnswer.person_id)
        .where(TakingPart.exercise_id == Exercise.id, mine)
        .scalar_subquery()
    )
    asked = exists().where(TakingPart.exercise_id == Exercise.id, mine).correlate(Exercise)
    rows = session.execute(
        select(
            Exercise.public_id, Exercise.number, Exercise.name, Exercise.language, Exercise.day, pieces - done, asked
        )
        .where(
            Exercise.provider_id == actor.provider_id,
            Exercise.status == ExerciseStatus.OPEN.value,
            _for(actor, actor.provider_id),
            or_(and_(asked, done < pieces), and_(Exercise.chair_id == actor.account_id, ~_somebody_decides())),
        )
        .order_by(Exercise.day, Exercise.id)
        .limit(AT_MOST)
    )
    return [Waiting(*one) for one in rows]


def _somebody_decides() -> ColumnElement[bool]:
    """Say that an exercise still waits for a decision of somebody."""
    there = select(func.count()).where(Piece.exercise_id == Exercise.id).correlate(Exercise).scalar_subquery()
    given = select(func.count()).where(BlindAnswer.person_id == TakingPart.id).correlate(TakingPart).scalar_subquery()
    return exists().where(TakingPart.exercise_id == Exercise.id, given < there).correlate(Exercise)
