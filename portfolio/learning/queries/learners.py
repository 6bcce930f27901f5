"""The list of learners: whom it shows, narrowed and paged, and which of them need a manager's eye."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from portfolio.learning.models import Assignment, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.policy import LEARNERS_READ, POLICY
from portfolio.learning.queries.access import portfolios_of
from portfolio.learning.rules import Attention, EnrolmentStatus, Part
from portfolio.people.models import Account
from standards.foundation import Actor, Language, Text
from standards.paging import Paged, page_of, skipped
from standards.qualifications.models import Qualification
from standards.qualifications.rules.signing import SignaturePart
from standards.sorting import sort_key

PAGE_SIZE = 50


@dataclass(frozen=True)
class ListedEnrolment:
    """A row of the list of learners: one enrolment of one learner."""

    portfolio: str
    name: str
    enrolment: Enrolment
    qualification: Qualification
    units: int
    complete: int
    met: int
    total: int
    assessors: Sequence[str]


@dataclass(frozen=True)
class WantedLearners:
    """Which learners a list shows."""

    language: Language
    search: str = ""
    qualification: str = ""
    status: EnrolmentStatus | None = None
    assessor: str = ""
    attention: Attention | None = None
    by_planned_end: bool = False
    page: int = 1


def listed_learners(session: Session, actor: Actor, wanted: WantedLearners, today: date) -> Paged[ListedEnrolment]:
    """Give one page of the learners whom the actor may see, a row for each enrolment."""
    query = (
        select(Portfolio.id, Portfolio.public_id, Account.name, Enrolment, Qualification)
        .join(Enrolment, Enrolment.portfolio_id == Portfolio.id)
        .join(Account, Account.id == Portfolio.account_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(Portfolio.provider_id == actor.provider_id)
        .where(Portfolio.id.in_(portfolios_of(actor, POLICY[LEARNERS_READ])))
        .where(*_wanted(wanted, today))
    )
    total = session.scalar(query.with_only_columns(func.count(), maintain_column_froms=True)) or 0
    page = page_of(wanted.page, total, PAGE_SIZE)
    rows = session.execute(query.order_by(*_order(wanted)).limit(PAGE_SIZE).offset(skipped(page, PAGE_SIZE))).all()
    counted = _counted(session, [row[3].id for row in rows])
    assessors = _assessors(session, [row[0] for row in rows], today)
    shown = (ListedEnrolment(row[1], row[2], row[3], row[4], *counted[row[3].id], assessors[row[0]]) for row in rows)
    return Paged(tuple(shown), total, page, PAGE_SIZE)


def _wanted(wanted: WantedLearners, today: date) -> Iterator[ColumnElement[bool]]:
    if wanted.search:
        # The key knows no accents: "sian" finds Siân.
        key = sort_key(wanted.search, "en").partition("\t")[0]
        yield Account.sort_en.contains(key, autoescape=True) if key else Account.name.contains(wanted.search)
    if wanted.qualification:
        yield Qualification.public_id == wanted.qualification
    if wanted.status:
        yield Enrolment.status == wanted.status.value
    if wanted.assessor:
        yield Portfolio.id.in_(
            select(Assignment.portfolio_id)
            .join(Account, Account.id == Assignment.account_id)
            .where(Account.public_id == wanted.assessor, Assignment.part == Part.ASSESSOR.value, _in_force(today))
        )

    if wanted.attention:
        yield _needing(wanted.attention, today)


def _needing(attention: Attention, today: date) -> ColumnElement[bool]:
    """Tell which enrolments need a manager's eye, and why."""
    active = Enrolment.status == EnrolmentStatus.ACTIVE.value
    if attention is Attention.OVERDUE:
        return and_(active, Enrolment.planned_end < today)
    if attention is Attention.NO_ASSESSOR:
        return and_(active, ~_assigned_assessor(today))
    if attention is Attention.AFTER_LAST_CERTIFICATION:
        return planned_after_last_certification()
    unsigned = EnrolledUnit.awaits == SignaturePart.COUNTERSIGNER.value
    return and_(active, exists().where(EnrolledUnit.enrolment_id == Enrolment.id, unsigned))


def planned_after_last_certification() -> ColumnElement[bool]:
    """Tell which active enrolments are planned to end when their qualification's version is no longer certificated."""
    active = Enrolment.status == EnrolmentStatus.ACTIVE.value
    return and_(active, Enrolment.planned_end > Qualification.last_certification)


def _assigned_assessor(today: date) -> ColumnElement[bool]:
    """Tell whether anybody is assigned to assess any of an enrolment today."""
    of_unit = select(EnrolledUnit.id).where(EnrolledUnit.enrolment_id == Enrolment.id)
    reaches = or_(
        and_(Assignment.enrolment_id.is_(None), Assignment.enrolled_unit_id.is_(None)),
        Assignment.enrolment_id == Enrolment.id,
        Assignment.enrolled_unit_id.in_(of_unit),
    )
    return exists().where(
        Assignment.portfolio_id == Portfolio.id, Assignment.part == Part.ASSESSOR.value, _in_force(today), reaches
    )


def needing_attention(session: Session, actor: Actor, today: date) -> dict[Attention, int]:
    """Count the active enrolments that need a manager's eye, by the reason."""
    counts = [func.count().filter(_needing(one, today)) for one in Attention]
    row = session.execute(
        select(*counts)
        .select_from(Enrolment)
        .join(Portfolio, Portfolio.id == Enrolment.portfolio_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(Portfolio.provider_id == actor.provider_id)
        .where(Portfolio.id.in_(portfolios_of(actor, POLICY[LEARNERS_READ])))
    ).one()
    return dict(zip(Attention, row, strict=True))


@dataclass(frozen=True)
class Registration:
    """An enrolment without whose it is."""

    portfolio_id: int
    qualification: str
    title: Text
    start: date
    planned_end: date
    status: str
    language: str
    units: int
    complete: int


def registrations(session: Session, provider_id: int, first: date, last: date) -> list[Registration]:
    """List a provider's enrolments that began from one day to another, the newest first."""
    of_it = select(func.count()).where(EnrolledUnit.enrolment_id == Enrolment.id).correlate(Enrolment)
    rows = session.execute(
        select(
            Enrolment.portfolio_id,
            Qualification.number,
            Qualification.title,
            Enrolment.start,
            Enrolment.planned_end,
            Enrolment.status,
            Enrolment.language,
            of_it.scalar_subquery(),
            of_it.where(EnrolledUnit.complete.is_(True)).scalar_subquery(),
        )
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(Enrolment.provider_id == provider_id, Enrolment.start >= first, Enrolment.start <= last)
        .order_by(Enrolment.start.desc(), Enrolment.id.desc())
    )
    return [Registration(*row) for row in rows]


def _in_force(today: date) -> ColumnElement[bool]:
    return and_(Assignment.starts <= today, or_(Assignment.ends.is_(None), Assignment.ends >= today))


def _order(wanted: WantedLearners) -> list[ColumnElement[Any]]:
    name = Account.sort_cy if wanted.language == "cy" else Account.sort_en
    by_end = [Enrolment.planned_end.expression] if wanted.by_planned_end else []
    return [*by_end, name.expression, Enrolment.id.expression]


def _counted(session: Session, enrolment_ids: Sequence[int]) -> dict[int, tuple[int, int, int, int]]:
    found: dict[int, tuple[int, int, int, int]] = defaultdict(lambda: (0, 0, 0, 0))
    rows = session.execute(
        select(EnrolledUnit.enrolment_id, EnrolledUnit.complete, EnrolledUnit.met, EnrolledUnit.total).where(
            EnrolledUnit.enrolment_id.in_(enrolment_ids)
        )
    )
    for enrolment_id, complete, met, total in rows:
        so_far = found[enrolment_id]
        found[enrolment_id] = (so_far[0] + 1, so_far[1] + complete, so_far[2] + met, so_far[3] + total)
    return found


def _assessors(session: Session, portfolio_ids: Sequence[int], today: date) -> dict[int, list[str]]:
    rows = session.execute(
        select(Assignment.portfolio_id, Account.name)
        .join(Account, Account.id == Assignment.account_id)
        .where(Assignment.portfolio_id.in_(portfolio_ids), Assignment.part == Part.ASSESSOR.value, _in_force(today))
        .distinct()
        .order_by(Account.name)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for portfolio_id, name in rows:
        found[portfolio_id].append(name)
    return found
