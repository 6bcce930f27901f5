"""What waits for an assessor: evidence, units to sign and countersign, and the learners assigned to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from assessments.judging.queries.reach import (
    TODAY,
    asked_by,
    enrolments_reached,
    evidence_reached,
    portfolios_reached,
    units_reached,
)
from assessments.judging.rules import Pace, pace
from portfolio.evidence.models import Claim, Evidence, Revision
from portfolio.evidence.queries import closed, put_forward
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import ClaimStatus, Counters, EnrolmentStatus, Part, UnitStatus
from portfolio.people.models import Account
from portfolio.plans.models import PlanLine
from portfolio.plans.queries import overdue
from portfolio.reviews import queries as reviews
from standards.foundation import Actor, Language, Role, Text
from standards.library.models import Standard
from standards.paging import PAGE_SIZE, Paged, page_of, skipped
from standards.qualifications.models import Qualification, Unit
from standards.qualifications.rules.signing import SignaturePart
from standards.statements import Many, columns, once


@dataclass(frozen=True)
class Counts:
    """What the queue holds in all."""

    evidence: int
    to_sign: int
    to_countersign: int
    learners: int
    overdue: int
    """Activities of their plans whose day is past, and of which no evidence has come."""


@dataclass(frozen=True)
class Wanted:
    """Which evidence the queue shows: public ids of a learner's account and of a unit, a language, a page."""

    learner: str = ""
    unit: str = ""
    language: str = ""
    page: int = 1

    @property
    def chosen(self) -> dict[str, str]:
        """Give what is filtered by, of unit, learner and language."""
        said = {"unit": self.unit, "learner": self.learner, "language": self.language}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class WaitingEvidence:
    evidence: str
    title: str
    language: str
    learner: str
    since: datetime | None
    units: tuple[tuple[Text, int], ...]
    """Titles of units with how many claims wait in each."""


@dataclass(frozen=True)
class Choices:
    """What the queue can be filtered by: (public id, name) of learners, (public id, title) of units."""

    learners: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class UnitToSign:
    unit: str
    title: Text
    learner: str
    counters: Counters


@dataclass(frozen=True)
class CaseloadRow:
    enrolment: str
    learner: str
    qualification: Text
    planned_end: date
    counters: Counters
    pace: Pace
    waiting_since: datetime | None
    overdue: int
    late_actions: int
    """What was agreed in their reviews and is not done, though its day is past."""


def _to_sign() -> ColumnElement[bool]:
    """Give the condition that it is the assessor's turn: the learner has declared, or is to declare after them."""
    assessor_first = (
        select(Unit.id)
        .join(Qualification, Qualification.id == Unit.qualification_id)
        .where(Unit.id == EnrolledUnit.unit_id, Qualification.signing.startswith(SignaturePart.ASSESSOR.value))
        .correlate(EnrolledUnit)
        .exists()
    )
    met = and_(EnrolledUnit.met == EnrolledUnit.total, EnrolledUnit.total > 0)
    begun = and_(EnrolledUnit.status == UnitStatus.IN_PROGRESS.value, met, assessor_first)
    return and_(or_(EnrolledUnit.status == UnitStatus.DECLARED.value, begun), units_reached(Part.ASSESSOR))


def to_countersign() -> ColumnElement[bool]:
    """Give the condition that a unit waits for somebody's countersignature."""
    return and_(EnrolledUnit.awaits == SignaturePart.COUNTERSIGNER.value, units_reached(Part.COUNTERSIGNER))


def _to_verify() -> ColumnElement[bool]:
    return and_(EnrolledUnit.awaits == SignaturePart.QUALITY_ASSURER.value, units_reached(Part.QUALITY_ASSURER))


def counts(session: Session, actor: Actor, today: date) -> Counts:
    """Count everything that waits for an assessor, in one statement."""
    [found] = columns(session, _counted_for(), asked_by(actor, today))
    return Counts(*found)


@cache
def _counted_for() -> Select[int, int, int, int, int]:
    evidence = select(func.count()).select_from(Evidence).where(evidence_reached())
    sign = select(func.count()).select_from(EnrolledUnit).where(_to_sign())
    countersign = select(func.count()).select_from(EnrolledUnit).where(to_countersign())
    learners = select(func.count()).select_from(Enrolment).where(_caseload())
    late = select(func.count(PlanLine.activity_id)).where(overdue(TODAY), _caseload())
    return select(
        evidence.scalar_subquery(),
        sign.scalar_subquery(),
        countersign.scalar_subquery(),
        learners.scalar_subquery(),
        late.scalar_subquery(),
    )


def waiting_evidence(
    session: Session, actor: Actor, wanted: Wanted, in_all: int, today: date
) -> Paged[WaitingEvidence]:
    """Give one page of the evidence that waits for an assessor, what waits longest first; `in_all`: how many wait."""
    chosen = wanted.chosen
    counting, listing = _waiting(frozenset(chosen))
    asked = {**asked_by(actor, today), **chosen}
    total = columns(session, counting, asked)[0][0] if chosen else in_all
    page = page_of(wanted.page, total)
    rows = columns(session, listing, {**asked, "skipped": skipped(page)})
    units = _units_waiting(session, actor, [row[0] for row in rows], today)
    return Paged(tuple(WaitingEvidence(*row[1:], tuple(units[row[0]])) for row in rows), total, page)


@cache
def _waiting(
    filters: frozenset[str],
) -> tuple[Select[int], Select[int, str, str, str, str, datetime | None]]:
    """Make the statements that count and list what waits, for those of unit, learner and language that are chosen."""
    condition = waiting_for(filters)
    title = case((closed(TODAY), ""), else_=Revision.title)
    columns = (Evidence.id, Evidence.public_id, title, Revision.language, Account.name, Evidence.waiting_since)
    listing = select(*columns).where(*condition).order_by(Evidence.waiting_since, Evidence.id)
    counting = select(func.count()).select_from(Evidence, Revision, Portfolio, Account).where(*condition)
    return counting, listing.limit(PAGE_SIZE).offset(bindparam("skipped"))


def waiting_for(filters: frozenset[str]) -> list[ColumnElement[bool]]:
    """Give the conditions of the evidence that waits for an assessor, for those filters that are chosen."""
    unit = select(Unit.id).where(Unit.public_id == bindparam("unit")).scalar_subquery() if "unit" in filters else None
    condition = [put_forward(), Portfolio.id == Evidence.portfolio_id, Account.id == Portfolio.account_id]
    condition.append(evidence_reached(unit))
    if "learner" in filters:
        condition.append(Account.public_id == bindparam("learner"))
    if "language" in filters:
        condition.append(Revision.language == bindparam("language"))
    return condition


def _units_waiting(
    session: Session, actor: Actor, evidence_ids: Collection[int], today: date
) -> dict[int, list[tuple[Text, int]]]:
    found: dict[int, list[tuple[Text, int]]] = defaultdict(list)
    asked = {**asked_by(actor, today), "evidence_ids": list(evidence_ids)}
    for evidence_id, title, number in columns(session, _waiting_in(), asked):
        found[evidence_id].append((title, number))
    return found


@once
def _waiting_in(evidence_ids: Many) -> Select[int, Text, int]:
    return (
        select(Claim.evidence_id, Standard.title, func.count())
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(
            Claim.evidence_id.in_(evidence_ids),
            Claim.status == ClaimStatus.WAITING.value,
            units_reached(Part.ASSESSOR),
        )
        .group_by(Claim.evidence_id, Standard.id)
        .order_by(Standard.id)
    )


def choices(session: Session, actor: Actor, language: Language, today: date) -> Choices:
    """Give the learners and units that somebody assesses, in the order of the reader's alphabet."""
    learners, units = _choices(language)
    asked = asked_by(actor, today)
    return Choices(
        tuple((row[0], row[1]) for row in columns(session, learners, asked)),
        tuple((row[0], row[1]) for row in columns(session, units, asked)),
    )


@cache
def _choices(language: Language) -> tuple[Select[str, str, str], Select[str, Text]]:
    name = Account.sort_cy if language == "cy" else Account.sort_en
    title = Standard.sort_cy if language == "cy" else Standard.sort_en
    learners = (
        select(Account.public_id, Account.name, name)
        .join(Portfolio, Portfolio.account_id == Account.id)
        .where(Portfolio.id.in_(portfolios_reached(Part.ASSESSOR)))
        .order_by(name, Account.public_id)
    )
    units = (
        select(Unit.public_id, Standard.title)
        .join(Standard, Standard.id == Unit.standard_id)
        .where(Unit.id.in_(select(EnrolledUnit.unit_id).where(units_reached(Part.ASSESSOR))))
        .order_by(title, Unit.id)
    )
    return learners, units


def units_to_sign(session: Session, actor: Actor, today: date) -> list[UnitToSign]:
    """List the declared units that wait for an assessor's signature, as many as a page holds."""
    return _units(session, _signing(), actor, today)


def units_to_countersign(session: Session, actor: Actor, today: date) -> list[UnitToSign]:
    """List the signed units that wait for somebody's countersignature, as many as a page holds."""
    return _units(session, _countersigning(), actor, today)


def units_to_verify(session: Session, actor: Actor, today: date) -> list[UnitToSign]:
    """List the units that wait for a quality assurer to verify them, as many as a page holds."""
    rows = columns(session, _verified(), asked_by(actor, today, Role.QUALITY_ASSURER))
    return [UnitToSign(row[0], row[1], row[2], Counters(*row[3:])) for row in rows]


def verifying(session: Session, actor: Actor, today: date) -> int:
    """Count the units that wait for a quality assurer to verify them."""
    [(found,)] = columns(session, _counted_to_verify(), asked_by(actor, today, Role.QUALITY_ASSURER))
    return found


@cache
def _counted_to_verify() -> Select[int]:
    return select(func.count()).select_from(EnrolledUnit).where(_to_verify())


@cache
def _verified() -> Any:
    return _listing(_to_verify())


def _units(session: Session, listing: Any, actor: Actor, today: date) -> list[UnitToSign]:
    rows = columns(session, listing, asked_by(actor, today))
    return [UnitToSign(row[0], row[1], row[2], Counters(*row[3:])) for row in rows]


@cache
def _signing() -> Any:
    return _listing(_to_sign())


@cache
def _countersigning() -> Any:
    return _listing(to_countersign())


def _listing(condition: ColumnElement[bool]) -> Any:
    return (
        select(
            EnrolledUnit.public_id,
            Standard.title,
            Account.name,
            EnrolledUnit.total,
            EnrolledUnit.met,
            EnrolledUnit.claimed,
            EnrolledUnit.referred,
        )
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .join(Portfolio, Portfolio.id == EnrolledUnit.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(condition)
        .order_by(EnrolledUnit.id)
        .limit(PAGE_SIZE)
    )


def _caseload() -> ColumnElement[bool]:
    active = Enrolment.status.in_([EnrolmentStatus.ACTIVE.value, EnrolmentStatus.PAUSED.value])
    return and_(active, enrolments_reached())


@cache
def _learners(language: Language) -> tuple[Select[int], Select[Enrolment, str, Text]]:
    name = Account.sort_cy if language == "cy" else Account.sort_en
    listing = (
        select(Enrolment, Account.name, Qualification.title)
        .join(Portfolio, Portfolio.id == Enrolment.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(_caseload())
        .order_by(name, Enrolment.id)
        .limit(PAGE_SIZE)
        .offset(bindparam("skipped"))
    )
    return select(func.count()).select_from(Enrolment).where(_caseload()), listing


def caseload(session: Session, actor: Actor, language: Language, page: int, today: date) -> Paged[CaseloadRow]:
    """Give one page of the learners that somebody assesses, held against their plans."""
    counting, listing = _learners(language)
    asked = asked_by(actor, today)
    total = session.scalar(counting, asked) or 0
    page = page_of(page, total)
    rows = session.execute(listing, {**asked, "skipped": skipped(page)}).all()
    counted = _counted(session, [row[0].id for row in rows])
    waiting = _waiting_since(session, [row[0].portfolio_id for row in rows])
    late = _overdue_in(session, [row[0].id for row in rows], today)
    late_actions = reviews.overdue_in(session, [row[0].id for row in rows], today)
    shown = tuple(
        CaseloadRow(
            enrolment.public_id,
            learner,
            qualification,
            enrolment.planned_end,
            counters := counted.get(enrolment.id, Counters(0)),
            pace(counters.met, counters.total, enrolment.start, enrolment.planned_end, today),
            waiting.get(enrolment.portfolio_id),
            late.get(enrolment.id, 0),
            late_actions.get(enrolment.id, 0),
        )
        for enrolment, learner, qualification in rows
    )
    return Paged(shown, total, page)


def _counted(session: Session, enrolment_ids: Collection[int]) -> dict[int, Counters]:
    rows = session.execute(
        select(
            EnrolledUnit.enrolment_id,
            func.sum(EnrolledUnit.total),
            func.sum(EnrolledUnit.met),
            func.sum(EnrolledUnit.claimed),
            func.sum(EnrolledUnit.referred),
        )
        .where(EnrolledUnit.enrolment_id.in_(enrolment_ids))
        .group_by(EnrolledUnit.enrolment_id)
    )
    return {row[0]: Counters(*row[1:]) for row in rows}


def _overdue_in(session: Session, enrolment_ids: Collection[int], today: date) -> dict[int, int]:
    """Count the overdue activities of each of these enrolments."""
    rows = session.execute(
        select(Enrolment.id, func.count(PlanLine.activity_id))
        .where(overdue(today), Enrolment.id.in_(enrolment_ids))
        .group_by(Enrolment.id)
    )
    return {row[0]: row[1] for row in rows}


def _waiting_since(session: Session, portfolio_ids: Collection[int]) -> dict[int, datetime | None]:
    rows = session.execute(
        select(Evidence.portfolio_id, func.min(Evidence.waiting_since))
        .where(Evidence.portfolio_id.in_(portfolio_ids), Evidence.waiting > 0)
        .group_by(Evidence.portfolio_id)
    )
    return {row[0]: row[1] for row in rows}
