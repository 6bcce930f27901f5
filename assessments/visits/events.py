"""The acts of external visits as the ledger keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from assessments.visits.rules import OF_VISITOR, CommentKind
from portfolio.learning.events import Disagrees
from standards.foundation import Facts, told


@dataclass(frozen=True)
class VisitGranted:
    """Somebody from outside was let in, from a day until a day."""

    kind: ClassVar[str] = "visit.granted"
    visit: str
    number: int
    visitor: str
    starts: str
    ends: str
    said: str
    """Seal of name, organisation and address."""

    def apply(self, facts: Facts) -> None:
        if date.fromisoformat(self.ends) < date.fromisoformat(self.starts):
            raise Disagrees(f"visit {self.visit} ends before it starts")
        facts["visit", self.visit] = {
            "number": self.number,
            "visitor": self.visitor,
            "starts": self.starts,
            "ends": self.ends,
            "said": self.said,
            "revoked": None,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }


@dataclass(frozen=True)
class VisitRevoked:
    """A visitor was let in no longer."""

    kind: ClassVar[str] = "visit.revoked"
    visit: str
    number: int
    reason: str
    """Seal of it."""

    def apply(self, facts: Facts) -> None:
        known = _visit(facts, self.visit)
        if known["revoked"] is not None:
            raise Disagrees(f"visit {self.visit} was revoked before")
        known["revoked"] = self.reason


@dataclass(frozen=True)
class VisitCommented:
    """The visitor commented or reported, or the centre answered."""

    kind: ClassVar[str] = "visit.commented"
    comment: str
    visit: str
    number: int
    said_as: str
    unit: str | None
    """The frozen unit that it is about, if one."""
    words: str
    """Seal of them."""

    def apply(self, facts: Facts) -> None:
        known, actor = _visit(facts, self.visit), told(facts, "actor")
        if actor is not None and (CommentKind(self.said_as) in OF_VISITOR) != (actor == known["visitor"]):
            raise Disagrees(f"comment {self.comment} was made by whom it is not for to say")
        facts["visit_comment", self.comment] = {
            "visit": self.visit,
            "said_as": self.said_as,
            "unit": self.unit,
            "words": self.words,
            "by": actor,
            "at": told(facts, "at"),
        }


@dataclass(frozen=True)
class UnitFrozen:
    """A unit was put into the sample of an external visit, as it stood then."""

    kind: ClassVar[str] = "visit.unit_frozen"
    visited: str
    visit: str
    number: int
    unit: str
    decisions: tuple[str, ...]
    revisions: tuple[str, ...]
    signatures: tuple[str, ...]
    samples: tuple[str, ...]
    content: str
    """Seal of all that was frozen."""

    def apply(self, facts: Facts) -> None:
        for one in self.decisions:
            known = facts["decision", one]
            if known["unit"] != self.unit or not known["standing"]:
                raise Disagrees(f"decision {one} did not stand when unit {self.unit} was frozen for a visit")
        facts["visited_unit", self.visited] = {
            "visit": self.visit,
            "unit": self.unit,
            "decisions": tuple(self.decisions),
            "revisions": tuple(self.revisions),
            "signatures": tuple(self.signatures),
            "samples": tuple(self.samples),
            "content": self.content,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }


@dataclass(frozen=True)
class ActionAsked:
    """An action was put into the plan of a visit: by the visitor, or by the centre for them afterwards."""

    kind: ClassVar[str] = "visit.action_asked"
    action: str
    visit: str
    number: int
    place: int
    """Of the action, in the plan."""
    unit: str | None
    """The frozen unit that it is about, if one."""
    owner: str
    due: str
    words: str
    """Seal of them."""

    def apply(self, facts: Facts) -> None:
        known, at = _visit(facts, self.visit), told(facts, "at")
        if self.due < str(at)[:10]:
            raise Disagrees(f"action {self.action} was due before it was asked for")
        if told(facts, "actor") == known["visitor"] and known["revoked"] is not None:
            raise Disagrees(f"action {self.action} was asked for by a visitor who was let in no longer")
        facts["visit_action", self.action] = {
            "visit": self.visit,
            "place": self.place,
            "unit": self.unit,
            "owner": self.owner,
            "due": self.due,
            "words": self.words,
            "by": told(facts, "actor"),
            "at": at,
            "acknowledged": None,
            "done": None,
            "done_by": None,
            "closed_by": None,
        }


@dataclass(frozen=True)
class PlanAcknowledged:
    """The centre acknowledged actions of a visit's plan."""

    kind: ClassVar[str] = "visit.plan_acknowledged"
    visit: str
    number: int
    actions: tuple[str, ...]

    def apply(self, facts: Facts) -> None:
        for one in self.actions:
            known = _action(facts, one)
            if known["visit"] != self.visit or known["acknowledged"] is not None:
                raise Disagrees(f"action {one} was acknowledged before, or is of another visit")
            known["acknowledged"] = told(facts, "at")


@dataclass(frozen=True)
class ActionDone:
    """Somebody of the centre said that an action is done, and what was done."""

    kind: ClassVar[str] = "visit.action_done"
    action: str
    number: int
    place: int
    words: str
    """Seal of them."""

    def apply(self, facts: Facts) -> None:
        known = _action(facts, self.action)
        if known["done"] is not None:
            raise Disagrees(f"action {self.action} was done before")
        known["done"], known["done_by"] = self.words, told(facts, "actor")


@dataclass(frozen=True)
class ActionClosed:
    """An action that was done was closed."""

    kind: ClassVar[str] = "visit.action_closed"
    action: str
    number: int
    place: int

    def apply(self, facts: Facts) -> None:
        known, actor = _action(facts, self.action), told(facts, "actor")
        if known["done"] is None or known["closed_by"] is not None:
            raise Disagrees(f"action {self.action} was closed undone, or twice")
        if actor == known["done_by"]:
            raise Disagrees(f"action {self.action} was closed by who did it")
        known["closed_by"] = actor


def _action(facts: Facts, action: str) -> dict[str, Any]:
    return facts["visit_action", action]


def _visit(facts: Facts, visit: str) -> dict[str, Any]:
    return facts["visit", visit]


ACTS = (
    VisitGranted,
    VisitRevoked,
    VisitCommented,
    UnitFrozen,
    ActionAsked,
    PlanAcknowledged,
    ActionDone,
    ActionClosed,
)
