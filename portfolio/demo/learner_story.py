"""One learner's enrolment told act by act into rows, by the rules and acts of the services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from portfolio.core import ledger
from portfolio.core.ledger import Book, Entry
from portfolio.demo.sheets import Sheets
from portfolio.learning.events import Assigned, Enrolled, PortfolioOpened, UnitAfter, UnitChosen
from portfolio.learning.models import Assignment, CriterionStatus, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import (
    ClaimStatus,
    Counters,
    CriterionState,
    EnrolmentStatus,
    Part,
    UnitStatus,
    counted,
    criterion_state,
    is_complete,
)
from standards.foundation import Act, Base, new_public_id


@dataclass(frozen=True)
class Known:
    """An account by its two names."""

    id: int
    public_id: str


@dataclass(frozen=True)
class ChosenUnit:
    """A unit of the qualification with the criteria of its standard, as (id, UUID)."""

    unit_id: int
    unit: str
    standard_id: int
    standard: str
    digest: str
    criteria: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class StoredPiece:
    """A file that all pieces of evidence may hold."""

    id: int
    sha256: str
    media_type: str


@dataclass(frozen=True)
class Centre:
    """What the stories of one centre share."""

    provider_id: int
    provider: str
    qualification_id: int
    qualification: str
    units: Sequence[ChosenUnit]
    file: StoredPiece
    sign: Callable[[bytes], bytes]
    """Signs the bytes of a book's head with the provider's key."""


@dataclass
class UnitNow:
    """A chosen unit while its story is told."""

    id: int
    public_id: str
    plan: ChosenUnit
    status: UnitStatus = UnitStatus.IN_PROGRESS
    claims: dict[int, ClaimStatus] = field(default_factory=dict)
    states: dict[int, CriterionState] = field(default_factory=dict)
    version: int = 1
    """Counts the changes, as the row does."""

    def move(self, criterion_id: int, claim: ClaimStatus) -> None:
        """Put the one claim on a criterion into a status."""
        self.claims[criterion_id] = claim
        self.states[criterion_id] = criterion_state([claim])

    @property
    def counters(self) -> Counters:
        return counted(len(self.plan.criteria), self.states.values())

    @property
    def after(self) -> UnitAfter:
        now = self.counters
        return UnitAfter(self.public_id, self.status.value, now.total, now.met, now.claimed, now.referred)


class Story:
    """Tells one learner's story; every method is an act, dated an hour after the one before."""

    def __init__(self, sheets: Sheets, centre: Centre, learner: Known, assessor: Known, begin: datetime) -> None:
        self.sheets, self.centre, self.learner, self.assessor = sheets, centre, learner, assessor
        self.at = begin
        self.book = Book(
            kind="portfolio",
            public_id=new_public_id(),
            provider_id=centre.provider_id,
            head_seq=0,
            head_hash=ledger.GENESIS,
        )
        self.book.id = sheets.reserve(Book)
        self.portfolio_id = self.enrolment_id = 0
        self.units: list[UnitNow] = []

    def record(self, act: Act, actor: str, role: str) -> None:
        self.sheets.add(Entry, **ledger.next_values(self.book, act, at=self.at, actor=actor, role=role))
        self.at += timedelta(hours=1)

    def enrol(self, language: str, weeks: int) -> None:
        centre, portfolio = self.centre, new_public_id()
        self.portfolio_id = self.sheets.add(
            Portfolio,
            public_id=portfolio,
            provider_id=centre.provider_id,
            account_id=self.learner.id,
            book_id=self.book.id,
            opened_at=self.at,
        )
        self.record(PortfolioOpened(portfolio, centre.provider, self.learner.public_id), "system", "system")
        start, enrolment = self.at.date(), new_public_id()
        planned_end = start + timedelta(weeks=weeks)
        self.enrolment_id = self.sheets.add(
            Enrolment,
            public_id=enrolment,
            provider_id=centre.provider_id,
            portfolio_id=self.portfolio_id,
            qualification_id=centre.qualification_id,
            start=start,
            planned_end=planned_end,
            language=language,
            status=EnrolmentStatus.ACTIVE.value,
            status_since=start,
        )
        act = Enrolled(enrolment, centre.qualification, start.isoformat(), planned_end.isoformat(), language)
        self.record(act, "system", "system")
        for plan in centre.units:
            self._choose(enrolment, plan)
        self._assign()

    def _choose(self, enrolment: str, plan: ChosenUnit) -> None:
        public_id = new_public_id()
        self.units.append(UnitNow(self.sheets.reserve(EnrolledUnit), public_id, plan))
        act = UnitChosen(public_id, enrolment, plan.unit, plan.standard, plan.digest, len(plan.criteria))
        self.record(act, "system", "system")

    def _assign(self) -> None:
        sealed, assignment = ledger.seal(""), new_public_id()
        starts = self.at.date()
        self.sheets.add(
            Assignment,
            public_id=assignment,
            provider_id=self.centre.provider_id,
            portfolio_id=self.portfolio_id,
            account_id=self.assessor.id,
            part=Part.ASSESSOR.value,
            starts=starts,
            why="",
            salt=sealed.salt,
        )
        act = Assigned(
            assignment,
            self.assessor.public_id,
            Part.ASSESSOR.value,
            None,
            None,
            starts.isoformat(),
            None,
            sealed.digest,
        )
        self.record(act, "system", "system")

    def close(self) -> None:
        """Write down how the book and the units stand at the end."""
        self.sheets.add_plain(Book, id=self.book.id, **columns_of(self.book))
        for unit in self.units:
            self._write_unit(unit)

    def _write_unit(self, unit: UnitNow) -> None:
        now = unit.counters
        self.sheets.add_plain(
            EnrolledUnit,
            id=unit.id,
            public_id=unit.public_id,
            provider_id=self.centre.provider_id,
            portfolio_id=self.portfolio_id,
            enrolment_id=self.enrolment_id,
            unit_id=unit.plan.unit_id,
            standard_id=unit.plan.standard_id,
            status=unit.status.value,
            needs_countersignature=False,
            awaits=None,
            complete=is_complete(unit.status, None),
            total=now.total,
            met=now.met,
            claimed=now.claimed,
            referred=now.referred,
            touched=bool(unit.claims),
            version=unit.version,
        )
        for criterion_id, state in unit.states.items():
            self.sheets.add_plain(
                CriterionStatus,
                enrolled_unit_id=unit.id,
                criterion_id=criterion_id,
                provider_id=self.centre.provider_id,
                state=state.value,
            )


def columns_of(row: Base) -> dict[str, Any]:
    """Give what is set of a row that is not in a session."""
    return {name: value for name, value in vars(row).items() if not name.startswith("_") and name != "id"}
