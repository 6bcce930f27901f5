"""The acts of carrying a unit over to a later version, and of taking that back, as the ledger keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from assessments.carrying.rules import Became, status_when_carried
from assessments.judging.events import STANDING
from portfolio.evidence.rules import LIVE_CLAIMS
from portfolio.learning.events import CLAIMS, Disagrees, agree, move_claim, set_claim, settle, told_of
from portfolio.learning.rules import LOCKED, ClaimStatus, Counters, UnitStatus
from standards.foundation import Facts, told

BEFORE = "_before"
"""Where a replay keeps, by carrying, how the unit stood before: what undoing gives back."""
AFTER = "_after"
"""Where a replay keeps, by carrying, how the unit's claims stood when it had been carried."""


@dataclass(frozen=True)
class CriterionCarried:
    """What became of one criterion (its UUID); what is new has none before, what is gone has none after."""

    before: str | None
    after: str | None
    became: str


@dataclass(frozen=True)
class ClaimCarried:
    """A claim on the earlier version, and the one on the later version that takes its place."""

    earlier: str
    claim: str
    criterion: str
    status: str
    note: str
    """Seal of where to look and why."""
    decision: str | None
    """What was decided, as it stands for the later version; none where nothing was or it is to be decided again."""
    feedback: str | None
    """Seal of the decision's feedback."""


def claims_of(facts: Facts, unit: str) -> dict[str, tuple[Any, ...]]:
    """Tell how a unit's claims stand, and what was decided on each; without those of a carrying that was undone."""
    standing = facts.get(STANDING, {})
    found = (claim for claims in facts["unit", unit][CLAIMS].values() for claim in claims)
    stand = {one: (facts["claim", one]["status"], facts["claim", one]["revision"], standing.get(one)) for one in found}
    return {one: how for one, how in stand.items() if how[0] != ClaimStatus.WITHDRAWN or ("origin", one) not in facts}


@dataclass(frozen=True)
class UnitCarried:
    """A unit points at a later version: what is the same keeps its decisions, what changed is claimed again."""

    kind: ClassVar[str] = "unit.carried"
    carrying: str
    unit: str
    before: str
    standard: str
    digest: str
    """The SHA-256 of the later version's texts as they stood."""
    total: int
    criteria: tuple[Any, ...]
    claims: tuple[Any, ...]
    superseded: tuple[str, ...]
    """Every claim on the earlier version that counted: it stays in the record, on its criterion."""
    units_after: tuple[Any, ...]

    def apply(self, facts: Facts) -> None:
        state = facts["unit", self.unit]
        status = UnitStatus(state["status"])
        if state["standard"] != self.before:
            raise Disagrees(f"unit {self.unit} was not on the version that it was carried from")
        stood = {one: facts["claim", one]["status"] for one in self.superseded}
        if unlike := set(stood.values()) - LIVE_CLAIMS:
            raise Disagrees(f"unit {self.unit} was carried with claims that were {sorted(unlike)}")
        facts[BEFORE, self.carrying] = {"total": state["total"], "status": state["status"], "claims": stood}
        for one in map(told_of, self.claims):
            self._carry(facts, one, stood)
        for earlier in self.superseded:
            move_claim(facts, earlier, ClaimStatus.SUPERSEDED)
        state.update(standard=self.standard, total=self.total)
        settle(facts, self.unit)
        state["status"] = status_when_carried(status, Counters(state["total"], state["met"])).value
        facts["carrying", self.carrying] = {
            "unit": self.unit,
            "before": self.before,
            "after": self.standard,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
            "undone": None,
        }
        facts[AFTER, self.carrying] = {"claims": claims_of(facts, self.unit), "status": state["status"]}
        agree(facts, self.units_after)

    def _carry(self, facts: Facts, one: Mapping[str, Any], stood: Mapping[str, str]) -> None:
        """Let a claim on the later version take an earlier one's place, with its decision where that stands."""
        self._check(facts, one, stood)
        earlier, claim = facts["claim", one["earlier"]], one["claim"]
        set_claim(facts, claim, self.unit, one["criterion"], ClaimStatus(one["status"]))
        facts["claim", claim].update(
            evidence=earlier["evidence"], revision=earlier["revision"], note=one["note"], at=told(facts, "at")
        )
        facts["origin", claim] = {"claim": one["earlier"]}
        if one["decision"] is None:
            return
        standing = facts[STANDING]
        decided = standing[one["earlier"]]
        facts["decision", one["decision"]] = {
            **facts["decision", decided],
            "claim": claim,
            "criterion": one["criterion"],
            "feedback": one["feedback"],
            "corrects": None,
            "reason": None,
        }
        facts["origin", one["decision"]] = {"decision": decided}
        standing[claim] = one["decision"]

    def _check(self, facts: Facts, one: Mapping[str, Any], stood: Mapping[str, str]) -> None:
        earlier = facts["claim", one["earlier"]]
        became = {(said["before"], said["after"]): said["became"] for said in map(told_of, self.criteria)}
        found = became.get((earlier["criterion"], one["criterion"]))
        kept = one["status"] == stood.get(one["earlier"])
        if earlier["unit"] != self.unit or not (
            (found == Became.CARRIED and kept) or (found == Became.AGAIN and one["status"] == ClaimStatus.WAITING)
        ):
            raise Disagrees(f"claim {one['claim']} stands otherwise than its criterion was carried")


@dataclass(frozen=True)
class CarryingUndone:
    """A carrying is taken back: the unit points at the earlier version and stands as it did."""

    kind: ClassVar[str] = "unit.carrying_undone"
    carrying: str
    unit: str
    standard: str
    """The earlier version."""
    units_after: tuple[Any, ...]

    def apply(self, facts: Facts) -> None:
        carried, before = facts["carrying", self.carrying], facts[BEFORE, self.carrying]
        state, after = facts["unit", self.unit], facts[AFTER, self.carrying]
        if carried["undone"] is not None or (carried["unit"], carried["before"]) != (self.unit, self.standard):
            raise Disagrees(f"the carrying {self.carrying} could not be undone")
        if (claims_of(facts, self.unit), state["status"]) != (after["claims"], after["status"]):
            raise Disagrees(f"unit {self.unit} was judged or claimed for after it was carried")
        if UnitStatus(state["status"]) in LOCKED:
            raise Disagrees(f"unit {self.unit} was carried back although it was signed")
        for claim in [one for one in after["claims"] if self._made(facts, one, before["claims"])]:
            decision = facts.get(STANDING, {}).pop(claim, None)
            if decision is not None:
                facts["decision", decision]["standing"] = False
            move_claim(facts, claim, ClaimStatus.WITHDRAWN)
        for claim, status in before["claims"].items():
            move_claim(facts, claim, ClaimStatus(status))
        state.update(standard=self.standard, total=before["total"])
        settle(facts, self.unit)
        state["status"] = before["status"]
        carried["undone"] = told(facts, "at")
        agree(facts, self.units_after)

    @staticmethod
    def _made(facts: Facts, claim: str, before: Mapping[str, str]) -> bool:
        """Tell whether a claim was made by this carrying: it stands for one that gave way to it."""
        origin = facts.get(("origin", claim))
        live = facts["claim", claim]["status"] in LIVE_CLAIMS
        return live and origin is not None and origin["claim"] in before


ACTS = (UnitCarried, CarryingUndone)
