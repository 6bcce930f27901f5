"""How far everybody is: figures counted over the stored counters of units, never over evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from assessments.judging.rules import Pace, pace
from assessments.reporting.policy import COMPLETION_READ, POLICY
from assessments.reporting.rules import CURRENT, Progress, Sort, planned_by_now
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.queries import planned_after_last_certification, portfolios_of
from portfolio.learning.rules import EnrolmentStatus, UnitStatus
from portfolio.people.models import Account
from standards.foundation import Actor, Language, Text
from standards.library.models import Standard
from standards.qualifications.models import Qualification, Unit

PAGE_SIZE = 50
ALL_AT_ONCE = 5000
"""The most learners on one page, for those who ask for all."""
ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Figures:
    """Criteria of units by state, and units that count as signed off: not while they await another signature."""

    units: int
    complete: int
    awaiting: int
    total: int
    met: int
    claimed: int
    referred: int

    @property
    def open(self) -> int:
        return self.total - self.met - self.claimed - self.referred

    @property
    def done(self) -> bool:
        return self.units > 0 and self.complete == self.units


@dataclass(frozen=True)
class OfQualification:
    row: Qualification
    learners: int
    overdue: int
    after_certification: int
    """Those planned to end when this version is no longer certificated."""
    figures: Figures


@dataclass(frozen=True)
class OfUnit:
    """One unit of a qualification over all learners who chose it."""

    number: str
    title: Text
    learners: int
    figures: Figures


@dataclass(frozen=True)
class Cell:
    """A unit of a learner as the report's narrow cell shows it."""

    public_id: str
    number: str
    met: int
    total: int
    state: str
    """complete, awaiting, declared, or nothing."""


@dataclass(frozen=True)
class OfLearner:
    enrolment: str
    name: str
    start: date
    planned_end: date
    status: str
    figures: Figures
    planned: int
    """How many criteria an even pace would have brought by now."""
    pace: Pace
    units: Sequence[Cell] = ()


@dataclass(frozen=True)
class Wanted:
    """Which learners a report shows, in which order."""

    language: Language
    search: str = ""
    status: EnrolmentStatus | None = None
    progress: Progress = Progress.ALL
    sort: Sort = Sort.NAME
    page: int = 1
    size: int = PAGE_SIZE


@dataclass(frozen=True)
class Report:
    """One page of a qualification's learners."""

    rows: Sequence[OfLearner]
    total: int
    page: int
    size: int
    units: Sequence[OfUnit] = field(default=())

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


AWAITING = EnrolledUnit.awaits.is_not(None)
COUNTED: tuple[ColumnElement[Any], ...] = (
    func.count(EnrolledUnit.id),
    func.coalesce(func.sum(case((EnrolledUnit.complete, 1), else_=0)), 0),
    func.coalesce(func.sum(case((AWAITING, 1), else_=0)), 0),
    func.coalesce(func.sum(EnrolledUnit.total), 0),
    func.coalesce(func.sum(EnrolledUnit.met), 0),
    func.coalesce(func.sum(EnrolledUnit.claimed), 0),
    func.coalesce(func.sum(EnrolledUnit.referred), 0),
)
KEY = "enrolment_id"
NAMES = ("units", "complete", "awaiting", "total", "met", "claimed", "referred")


def _reached(actor: Actor) -> ColumnElement[bool]:
    """Give the condition that an enrolment is at the provider that the actor works in, and not their own."""
    if actor.provider_id is None:
        return false()
    reached = portfolios_of(actor, POLICY[COMPLETION_READ])
    return and_(Enrolment.provider_id == actor.provider_id, Enrolment.portfolio_id.in_(reached))


def _by_enrolment(condition: ColumnElement[bool]) -> Subquery:
    """Count each enrolment's units once: every figure of a report is a sum over these."""
    counted = (one.label(name) for one, name in zip(COUNTED, NAMES, strict=True))
    return (
        select(Enrolment.id.label(KEY), *counted)
        .outerjoin(EnrolledUnit, EnrolledUnit.enrolment_id == Enrolment.id)
        .where(condition)
        .group_by(Enrolment.id)
        .subquery()
    )


def _current(status: EnrolmentStatus | None) -> ColumnElement[bool]:
    return Enrolment.status.in_([status.value] if status else [one.value for one in CURRENT])


def _overdue(counted: Subquery, today: date) -> ColumnElement[bool]:
    unfinished = or_(counted.c.units == 0, counted.c.complete < counted.c.units)
    running = Enrolment.status.in_([EnrolmentStatus.ACTIVE.value, EnrolmentStatus.PAUSED.value])
    return and_(Enrolment.planned_end < today, running, unfinished)


def qualifications(session: Session, actor: Actor, language: Language, today: date) -> list[OfQualification]:
    """List the qualifications that the actor's learners are on, with their figures."""
    counted = _by_enrolment(and_(_reached(actor), _current(None)))
    title = Qualification.sort_cy if language == "cy" else Qualification.sort_en
    sums = (func.sum(counted.c[name]) for name in NAMES)
    overdue = func.sum(case((_overdue(counted, today), 1), else_=0))
    after = func.sum(case((planned_after_last_certification(), 1), else_=0))
    rows = session.execute(
        select(Qualification, func.count(), overdue, after, *sums)
        .join(Enrolment, Enrolment.qualification_id == Qualification.id)
        .join(counted, counted.c.enrolment_id == Enrolment.id)
        .group_by(Qualification.id)
        .order_by(title, Qualification.version)
    )
    return [OfQualification(row[0], row[1], int(row[2]), int(row[3]), Figures(*map(int, row[4:]))) for row in rows]


def learners(session: Session, actor: Actor, qualification: Qualification, wanted: Wanted, today: date) -> Report:
    """Give one page of a qualification's learners with their units."""
    condition = and_(_reached(actor), Enrolment.qualification_id == qualification.id, _current(wanted.status))
    counted = _by_enrolment(condition)
    query = (
        select(Enrolment, Account.name, counted)
        .join(counted, counted.c.enrolment_id == Enrolment.id)
        .join(Portfolio, Portfolio.id == Enrolment.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(*_filters(counted, wanted, today))
    )
    total = session.scalar(query.with_only_columns(func.count(), maintain_column_froms=True)) or 0
    page = min(max(wanted.page, 1), max(1, -(-total // wanted.size)))
    query = _sorted(query, counted, wanted).limit(wanted.size).offset((page - 1) * wanted.size)
    rows = session.execute(query).all()
    cells = _cells(session, [row[0].id for row in rows])
    shown = [_of_learner(row, cells[row[0].id], today) for row in rows]
    return Report(shown, total, page, wanted.size, units(session, condition))


def _filters(counted: Subquery, wanted: Wanted, today: date) -> Iterator[ColumnElement[bool]]:
    if wanted.search:
        yield Account.name.icontains(wanted.search, autoescape=True)
    done = and_(counted.c.units > 0, counted.c.complete == counted.c.units)
    if wanted.progress is Progress.COMPLETE:
        yield done
    elif wanted.progress is Progress.UNFINISHED:
        yield ~done
    elif wanted.progress is Progress.OVERDUE:
        yield _overdue(counted, today)


def _sorted(query: Select[Any], counted: Subquery, wanted: Wanted) -> Select[Any]:
    name = Account.sort_cy if wanted.language == "cy" else Account.sort_en
    by: dict[Sort, ColumnElement[Any]] = {
        Sort.NAME: name.expression,
        Sort.MET: counted.c.met,
        Sort.REFERRED: counted.c.referred,
        Sort.PLANNED_END: Enrolment.planned_end.expression,
    }
    first = by[wanted.sort]
    return query.order_by(first.desc() if wanted.sort is Sort.REFERRED else first.asc(), name, Enrolment.id)


def _of_learner(row: Row[Any], cells: Sequence[Cell], today: date) -> OfLearner:
    enrolment, name, _id, *numbers = tuple[Any, ...](row)
    figures = Figures(*map(int, numbers))
    return OfLearner(
        enrolment=enrolment.public_id,
        name=name,
        start=enrolment.start,
        planned_end=enrolment.planned_end,
        status=enrolment.status,
        figures=figures,
        planned=planned_by_now(figures.total, enrolment.start, enrolment.planned_end, today),
        pace=pace(figures.met, figures.total, enrolment.start, enrolment.planned_end, today),
        units=cells,
    )


def _cells(session: Session, enrolment_ids: Sequence[int]) -> dict[int, list[Cell]]:
    rows = session.execute(
        select(
            EnrolledUnit.enrolment_id,
            EnrolledUnit.public_id,
            func.coalesce(Unit.number, Standard.urn),
            EnrolledUnit.met,
            EnrolledUnit.total,
            EnrolledUnit.status,
            EnrolledUnit.complete,
            EnrolledUnit.awaits,
        )
        .join(Unit, Unit.id == EnrolledUnit.unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(EnrolledUnit.enrolment_id.in_(enrolment_ids))
        .order_by(EnrolledUnit.enrolment_id, Unit.group_id, Unit.position)
    )
    found: dict[int, list[Cell]] = defaultdict(list)
    for enrolment_id, public_id, number, met, total, status, complete, awaits in rows:
        state = "complete" if complete else "awaiting" if awaits else STATES.get(status, "")
        found[enrolment_id].append(Cell(public_id, number, met, total, state))
    return found


STATES = {UnitStatus.DECLARED.value: "declared"}
"""The states of an unfinished unit that a report tells apart."""


def units(session: Session, condition: ColumnElement[bool]) -> list[OfUnit]:
    """Give each unit's figures over the enrolments of a condition."""
    # Counted by number first: grouping thousands of rows with their standards' texts is slow.
    counted = (
        select(EnrolledUnit.unit_id, *(one.label(name) for one, name in zip(COUNTED, NAMES, strict=True)))
        .select_from(Enrolment)
        .join(EnrolledUnit, EnrolledUnit.enrolment_id == Enrolment.id)
        .where(condition)
        .group_by(EnrolledUnit.unit_id)
        .subquery()
    )
    rows = session.execute(
        select(func.coalesce(Unit.number, Standard.urn), Standard.title, *(counted.c[name] for name in NAMES))
        .select_from(counted)
        .join(Unit, Unit.id == counted.c.unit_id)
        .join(Standard, Standard.id == Unit.standard_id)
        .order_by(Unit.group_id, Unit.position)
    )
    return [OfUnit(row[0], row[1], int(row[2]), Figures(*map(int, row[2:]))) for row in rows]


def exported(session: Session, actor: Actor, language: Language, qualification_id: int | None) -> Iterator[Any]:
    """Stream one row a learner and unit, of one qualification or of all, for a file."""
    name = Account.sort_cy if language == "cy" else Account.sort_en
    condition = and_(_reached(actor), _current(None))
    if qualification_id is not None:
        condition &= Enrolment.qualification_id == qualification_id
    query = (
        select(Account.name, Account.email, Qualification, Enrolment, Unit.number, Standard, EnrolledUnit)
        .select_from(Enrolment)
        .join(Portfolio, Portfolio.id == Enrolment.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .join(EnrolledUnit, EnrolledUnit.enrolment_id == Enrolment.id)
        .join(Unit, Unit.id == EnrolledUnit.unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(condition)
        .order_by(Qualification.id, name, Enrolment.id, Unit.group_id, Unit.position)
    )
    return iter(session.execute(query.execution_options(yield_per=ROWS_AT_ONCE)))
