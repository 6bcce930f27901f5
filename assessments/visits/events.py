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


def _visit(facts: Facts, visit: str) -> dict[str, Any]:
    return facts["visit", visit]


ACTS = (VisitGranted, VisitRevoked, VisitCommented, UnitFrozen)
