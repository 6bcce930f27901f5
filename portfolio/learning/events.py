"""The acts of learning as the ledger keeps them, and how a unit's state follows from its claims in a replay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from portfolio.learning.rules import (
    LOCKED,
    AssessmentLanguage,
    ClaimStatus,
    CriterionState,
    UnitStatus,
    after_change_of_claims,
    counted,
    criterion_state,
    is_complete,
)
from standards.foundation import Facts, told

CLAIMS = "_claims"
"""Where a unit's facts keep its claims while a book is replayed: criterion → claim → status. Never compared."""


LEARNER = ("_learner", "")
"""Where a portfolio's facts keep whose it is."""


class Disagrees(ValueError):
    """An entry says something else of its unit than the rules give."""


@dataclass(frozen=True)
class UnitAfter:
    """A unit as an act left it: written in the entry, so that «as at» a date is the last entry by unit."""

    unit: str
    status: str
    total: int
    met: int
    claimed: int
    referred: int


COUNTED = ("status", "total", "met", "claimed", "referred")


def told_of(part: Any) -> Mapping[str, Any]:
    """Give a part of an act by names: read back from an entry it is a mapping, made by a service it is not."""
    found: Mapping[str, Any] = part if isinstance(part, dict) else vars(part)
    return found


def set_claim(facts: Facts, claim: str, unit: str, criterion: str, status: ClaimStatus) -> None:
    """Put a claim into a state, in the book's facts and among its unit's claims."""
    facts.setdefault(("claim", claim), {}).update(unit=unit, criterion=criterion, status=status)
    facts["unit", unit][CLAIMS].setdefault(criterion, {})[claim] = status


def move_claim(facts: Facts, claim: str, status: ClaimStatus) -> str:
    """Put a known claim into another state; give its unit."""
    known = facts["claim", claim]
    unit: str = known["unit"]
    known["status"] = facts["unit", unit][CLAIMS][known["criterion"]][claim] = status
    return unit


def settle(facts: Facts, unit: str) -> None:
    """Let a unit's criteria, counters and status follow from its claims, by the rules alone."""
    state = facts["unit", unit]
    status = UnitStatus(state["status"])
    if status in LOCKED:
        raise Disagrees(f"claims of the locked unit {unit} were changed")
    criteria = {}
    for code, claims in state[CLAIMS].items():
        found = criterion_state(claims.values())
        if found is not CriterionState.OPEN:
            criteria[code] = found
    counters = counted(state["total"], criteria.values())
    state.update(criteria=criteria, met=counters.met, claimed=counters.claimed, referred=counters.referred)
    state["status"] = after_change_of_claims(status)


def agree(facts: Facts, after: tuple[Any, ...]) -> None:
    """Hold what an entry says of its units against what the rules gave. Raises Disagrees."""
    for one in after:
        said = told_of(one)
        state = facts["unit", said["unit"]]
        unlike = [name for name in COUNTED if state[name] != said[name]]
        if unlike:
            differing = ", ".join(f"{name} {said[name]} ≠ {state[name]}" for name in unlike)
            raise Disagrees(f"unit {said['unit']}: the entry and the rules give {differing}")


def set_status(
    facts: Facts, unit: str, status: UnitStatus, *, needs_countersignature: bool, awaits: str | None = None
) -> None:
    facts["unit", unit].update(
        status=status.value,
        needs_countersignature=needs_countersignature,
        awaits=awaits,
        complete=is_complete(status, awaits),
    )


def by_learner(facts: Facts) -> bool:
    """Tell whether the act being applied is the learner's own."""
    return facts.get(LEARNER, {}).get("account") == told(facts, "actor")


@dataclass(frozen=True)
class PortfolioOpened:
    kind: ClassVar[str] = "portfolio.opened"
    portfolio: str
    provider: str
    learner: str

    def apply(self, facts: Facts) -> None:
        facts["portfolio", self.portfolio] = {
            "learner": self.learner,
            "provider": self.provider,
            "at": told(facts, "at"),
        }
        facts[LEARNER] = {"account": self.learner}


@dataclass(frozen=True)
class Enrolled:
    kind: ClassVar[str] = "enrolment.made"
    enrolment: str
    qualification: str
    start: str
    planned_end: str
    language: str

    def apply(self, facts: Facts) -> None:
        facts["enrolment", self.enrolment] = {
            "qualification": self.qualification,
            "status": "active",
            "since": self.start,
            "start": self.start,
            "planned_end": self.planned_end,
            "language": self.language,
        }


@dataclass(frozen=True)
class EnrolmentChanged:
    """The enrolment goes on, pauses, ends: dated, with a sealed reason."""

    kind: ClassVar[str] = "enrolment.changed"
    enrolment: str
    status: str
    since: str
    reason: str

    def apply(self, facts: Facts) -> None:
        facts["enrolment", self.enrolment].update(status=self.status, since=self.since)
        facts["reason", self.reason] = {"enrolment": self.enrolment, "at": told(facts, "at")}


@dataclass(frozen=True)
class PlannedEndMoved:
    kind: ClassVar[str] = "enrolment.planned_end_moved"
    enrolment: str
    planned_end: str
    reason: str

    def apply(self, facts: Facts) -> None:
        facts["enrolment", self.enrolment]["planned_end"] = self.planned_end
        facts["reason", self.reason] = {"enrolment": self.enrolment, "at": told(facts, "at")}


@dataclass(frozen=True)
class UnitOffered:
    """A chosen unit, and the unit of the qualification that it is."""

    unit: str
    offered: str


@dataclass(frozen=True)
class EnrolmentMoved:
    """The enrolment goes on in another version of its qualification; what was claimed and decided stays as it is."""

    kind: ClassVar[str] = "enrolment.version_moved"
    enrolment: str
    before: str
    qualification: str
    version: int
    units: tuple[Any, ...]

    def apply(self, facts: Facts) -> None:
        state = facts["enrolment", self.enrolment]
        if state["qualification"] != self.before:
            raise Disagrees(f"enrolment {self.enrolment} was not on the version that it was moved from")
        moved = {one["unit"]: one["offered"] for one in map(told_of, self.units)}
        own = {name for (kind, name), unit in facts.items() if kind == "unit" and unit["enrolment"] == self.enrolment}
        if own != set(moved):
            raise Disagrees(f"enrolment {self.enrolment} was moved without some unit, or with one of another")
        state["qualification"] = self.qualification
        for unit, offered in moved.items():
            facts["unit", unit]["offered"] = offered


@dataclass(frozen=True)
class LanguageOfAssessmentChosen:
    """For the enrolment or, where a unit is named, for that unit alone."""

    kind: ClassVar[str] = "enrolment.language_chosen"
    enrolment: str
    unit: str | None
    language: str

    def apply(self, facts: Facts) -> None:
        AssessmentLanguage(self.language)
        key = ("enrolment", self.enrolment) if self.unit is None else ("unit", self.unit)
        facts[key]["language"] = self.language


@dataclass(frozen=True)
class UnitChosen:
    kind: ClassVar[str] = "unit.chosen"
    unit: str
    enrolment: str
    offered: str
    """The unit of the qualification."""
    standard: str
    digest: str
    """The SHA-256 of the standard's texts as they stood."""
    total: int

    def apply(self, facts: Facts) -> None:
        facts["unit", self.unit] = {
            "enrolment": self.enrolment,
            "offered": self.offered,
            "standard": self.standard,
            "language": None,
            "total": self.total,
            "criteria": {},
            CLAIMS: {},
        }
        facts["unit", self.unit].update(met=0, claimed=0, referred=0)
        set_status(facts, self.unit, UnitStatus.IN_PROGRESS, needs_countersignature=False)


@dataclass(frozen=True)
class UnitDropped:
    """A unit that nothing was claimed for leaves the enrolment."""

    kind: ClassVar[str] = "unit.dropped"
    unit: str

    def apply(self, facts: Facts) -> None:
        if facts["unit", self.unit][CLAIMS]:
            raise Disagrees(f"unit {self.unit} was dropped although it has claims")
        del facts["unit", self.unit]
        for (kind, _id), state in facts.items():
            if kind == "assignment" and state["unit"] == self.unit:
                state["unit"] = None


@dataclass(frozen=True)
class Assigned:
    kind: ClassVar[str] = "assignment.made"
    assignment: str
    account: str
    part: str
    enrolment: str | None
    unit: str | None
    starts: str
    ends: str | None
    reason: str

    def apply(self, facts: Facts) -> None:
        facts["assignment", self.assignment] = {
            "account": self.account,
            "part": self.part,
            "enrolment": self.enrolment,
            "unit": self.unit,
            "starts": self.starts,
            "ends": self.ends,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class AssignmentEnded:
    kind: ClassVar[str] = "assignment.ended"
    assignment: str
    ends: str

    def apply(self, facts: Facts) -> None:
        facts["assignment", self.assignment]["ends"] = self.ends


ACTS = (
    PortfolioOpened,
    Enrolled,
    EnrolmentChanged,
    PlannedEndMoved,
    EnrolmentMoved,
    LanguageOfAssessmentChosen,
    UnitChosen,
    UnitDropped,
    Assigned,
    AssignmentEnded,
)
