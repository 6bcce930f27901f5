"""Questions before anything carries: which learners are on the older version, and what would carry over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from assessments.carrying.rules import MOST_AT_ONCE, Hindrance, Plan, hindrance, plan
from portfolio.learning.models import CriterionStatus, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import LOCKED, RUNNING, CriterionState, UnitStatus
from portfolio.people.models import Account
from standards.comparisons.queries import Compared
from standards.foundation import Actor, Language
from standards.library.models import Criterion, Standard
from standards.paging import PAGE_SIZE, Paged, page_of, skipped
from standards.qualifications.models import Qualification
from standards.qualifications.rules import Certification, certification


def on_versions(session: Session, actor: Actor, urn: str) -> list[tuple[Standard, int]]:
    """Give the versions of a URN that running enrolments of the provider have units on, and how many units."""
    units = (
        select(func.count(EnrolledUnit.id))
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .where(
            EnrolledUnit.provider_id == actor.provider_id,
            EnrolledUnit.standard_id == Standard.id,
            Enrolment.status.in_(RUNNING),
        )
        .scalar_subquery()
    )
    query = select(Standard, units).where(Standard.urn == urn, units > 0).order_by(Standard.id.desc())
    return [(row, int(number)) for row, number in session.execute(query)]


@dataclass(frozen=True)
class Whom:
    """Whose units are meant: one unit's, those of a cohort, or everybody's."""

    unit: str = ""
    cohort: str = ""


@dataclass(frozen=True)
class Preview:
    """One learner on the older version, and what would carry over."""

    learner: str
    unit: str
    cohort: str
    planned_end: date
    certification: Certification | None
    """Until when they may stay on the older version, where that is known."""
    hindrance: Hindrance | None
    """Why this reader cannot carry it over, if they cannot."""
    plan: Plan


@dataclass(frozen=True)
class UnitToCarry:
    """A unit on the older version, with whose it is and the book that tells of it."""

    row: EnrolledUnit
    book_id: int
    learner_id: int


def previews(
    session: Session, actor: Actor, found: Compared, language: Language, today: date, page: int
) -> Paged[Preview]:
    """Preview one page of the units on the older version whose enrolments go on, by learner's name."""
    order = Account.sort_cy if language == "cy" else Account.sort_en
    query = (
        select(
            EnrolledUnit,
            Account.name,
            Account.id,
            Enrolment.cohort,
            Enrolment.planned_end,
            Qualification.last_certification,
        )
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .join(Portfolio, Portfolio.id == EnrolledUnit.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(*_on_older(actor, found, Whom()))
    )
    total = session.scalar(query.with_only_columns(func.count(), maintain_column_froms=True)) or 0
    page = page_of(page, total)
    query = query.order_by(order, Account.id, EnrolledUnit.id).limit(PAGE_SIZE).offset(skipped(page))
    rows = session.execute(query).all()
    states = _states(session, [row[0].id for row in rows])
    shown = (
        Preview(
            name,
            unit.public_id,
            of_cohort or "",
            planned_end,
            certification(last, today),
            hindrance(UnitStatus(unit.status), learner_id, actor.account_id),
            plan(found.comparison.rows, states[unit.id]),
        )
        for unit, name, learner_id, of_cohort, planned_end, last in rows
    )
    return Paged(tuple(shown), total, page)


def cohorts(session: Session, actor: Actor, found: Compared) -> list[str]:
    """List the cohorts of those on the older version."""
    rows = session.scalars(
        select(Enrolment.cohort)
        .join(EnrolledUnit, EnrolledUnit.enrolment_id == Enrolment.id)
        .where(*_on_older(actor, found, Whom()), Enrolment.cohort.is_not(None))
        .distinct()
        .order_by(Enrolment.cohort)
    )
    return [one for one in rows if one]


def _on_older(actor: Actor, found: Compared, whom: Whom) -> list[ColumnElement[bool]]:
    wanted = [
        EnrolledUnit.provider_id == actor.provider_id,
        EnrolledUnit.standard_id == found.before.id,
        Enrolment.status.in_(RUNNING),
    ]
    if whom.cohort:
        wanted.append(Enrolment.cohort == whom.cohort)
    if whom.unit:
        wanted.append(EnrolledUnit.public_id == whom.unit)
    return wanted


def units_to_carry(session: Session, actor: Actor, found: Compared, whom: Whom) -> tuple[list[UnitToCarry], int]:
    """Give the units that an act takes, at most as many as one may, and how many there are.

    Of a cohort and of everybody, those that cannot be carried are left where they are; one unit is given as it stands.
    """
    wanted = _on_older(actor, found, whom)
    if not whom.unit:
        wanted += [EnrolledUnit.status.not_in(LOCKED), Portfolio.account_id != actor.account_id]
    rows = session.execute(
        select(EnrolledUnit, Portfolio.book_id, Portfolio.account_id, func.count().over())
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Portfolio, Portfolio.id == EnrolledUnit.portfolio_id)
        .where(*wanted)
        .order_by(EnrolledUnit.id)
        .limit(MOST_AT_ONCE)
    ).all()
    return [UnitToCarry(*row[:3]) for row in rows], rows[0][3] if rows else 0


def _states(session: Session, unit_ids: Collection[int]) -> dict[int, dict[str, CriterionState]]:
    rows = session.execute(
        select(CriterionStatus.enrolled_unit_id, Criterion.code, CriterionStatus.state)
        .join(Criterion, Criterion.id == CriterionStatus.criterion_id)
        .where(CriterionStatus.enrolled_unit_id.in_(unit_ids))
        .order_by(CriterionStatus.enrolled_unit_id, Criterion.position)
    )
    states: dict[int, dict[str, CriterionState]] = defaultdict(dict)
    for unit_id, code, state in rows:
        states[unit_id][code] = CriterionState(state)
    return states
