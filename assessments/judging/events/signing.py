"""The acts of signing units as the ledger keeps them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar

from assessments.judging.events.decisions import STANDING, bar_key, not_by_learner
from assessments.judging.rules import DECIDED, awaited, status_after
from portfolio.learning.events import CLAIMS, Disagrees, agree, by_learner, move_claim, set_status, settle
from portfolio.learning.rules import LOCKED, ClaimStatus, UnitStatus
from standards.foundation import Facts, told
from standards.qualifications.rules.signing import DEFAULT_SIGNING, SignaturePart, order_of

OVERTURNED = "_overturned"
"""Where a book's facts keep, by the unit, of which criteria the decisions fell: in a sample, or upon an appeal."""
SIGNATURES = "_signatures"
"""Where a unit's facts keep its live signatures."""
HOLDS = "_holds"
"""Where a unit's facts keep what holds it up."""


def _decided_by_trainee(facts: Facts, unit: str) -> bool:
    """Tell whether any decision that stands on a met claim was made by somebody who was a trainee then."""
    claims = (claim for claims in facts["unit", unit][CLAIMS].values() for claim in claims)
    met = (claim for claim in claims if facts["claim", claim]["status"] == ClaimStatus.MET)
    return any(facts["decision", facts[STANDING][claim]]["trainee"] for claim in met)


def _signature(facts: Facts, unit: str, signature: str, part: SignaturePart, *, trainee: bool = False) -> None:
    """Put a signature under a unit; all but the learner's come with the head of the book signed by the provider."""
    facts["signature", signature] = {
        "unit": unit,
        "part": part.value,
        "trainee": trainee,
        "superseded": None,
        "head": told(facts, "hash"),
        "sealed": part is not SignaturePart.LEARNER,
        "by": told(facts, "actor"),
        "at": told(facts, "at"),
    }
    facts["unit", unit].setdefault(SIGNATURES, []).append(signature)


def _supersede(facts: Facts, unit: str) -> list[str]:
    """Let the signatures under a unit stand no longer; give them."""
    live: list[str] = facts["unit", unit].pop(SIGNATURES, [])
    for signature in live:
        facts["signature", signature]["superseded"] = told(facts, "at")
    return live


def _signed(facts: Facts, unit: str) -> set[SignaturePart]:
    """Give the parts whose signatures stand; a declaration is void in a unit that is in progress again."""
    if facts["unit", unit]["status"] == UnitStatus.IN_PROGRESS:
        return set()
    return {SignaturePart(facts["signature", one]["part"]) for one in facts["unit", unit].get(SIGNATURES, ())}


def _check_turn(facts: Facts, unit: str, part: SignaturePart, signing: str) -> None:
    """Check that it was a part's turn to sign, by the order of the qualification. Raises Disagrees."""
    state = facts["unit", unit]
    if UnitStatus(state["status"]) in LOCKED:
        turn = state["awaits"] or SignaturePart.QUALITY_ASSURER
    else:
        turn = order_of(signing).next_part(_signed(facts, unit), needs_countersignature=True)
    if turn != part:
        raise Disagrees(f"unit {unit} was signed by the {part.value} when it was not their turn")


def _move(facts: Facts, unit: str, part: SignaturePart, signing: str, *, needs_countersignature: bool) -> None:
    """Let a unit's status follow from the signature of a part."""
    status = status_after(UnitStatus(facts["unit", unit]["status"]), part)
    signed = {*_signed(facts, unit), part}
    awaits = awaited(status, order_of(signing), signed, needs_countersignature=needs_countersignature)
    set_status(facts, unit, status, needs_countersignature=needs_countersignature, awaits=awaits)


@dataclass(frozen=True)
class UnitDeclared:
    """The learner: my own work, complete."""

    kind: ClassVar[str] = "unit.declared"
    unit: str
    signature: str
    units_after: tuple[Any, ...]
    signing: str = DEFAULT_SIGNING
    """The order of signing that was in force."""

    def apply(self, facts: Facts) -> None:
        if facts["unit", self.unit]["met"] != facts["unit", self.unit]["total"]:
            raise Disagrees(f"unit {self.unit} was declared before every criterion was met")
        if told(facts, "actor") is not None and not by_learner(facts):
            raise Disagrees(f"unit {self.unit} was declared by somebody else than its learner")
        _check_turn(facts, self.unit, SignaturePart.LEARNER, self.signing)
        if facts["unit", self.unit]["status"] == UnitStatus.IN_PROGRESS:
            _supersede(facts, self.unit)
        needs = facts["unit", self.unit]["needs_countersignature"]
        _move(facts, self.unit, SignaturePart.LEARNER, self.signing, needs_countersignature=needs)
        _signature(facts, self.unit, self.signature, SignaturePart.LEARNER)
        agree(facts, self.units_after)


@dataclass(frozen=True)
class UnitSigned:
    kind: ClassVar[str] = "unit.signed"
    unit: str
    signature: str
    trainee: bool
    """Whether the signer was a trainee when they signed."""
    decided_by_trainee: bool
    units_after: tuple[Any, ...]
    signing: str = DEFAULT_SIGNING
    overseen: bool = False
    """Whether somebody who assesses with oversight decided or signed."""

    def apply(self, facts: Facts) -> None:
        if facts["unit", self.unit]["met"] != facts["unit", self.unit]["total"]:
            raise Disagrees(f"unit {self.unit} was signed before every criterion was met")
        _check_turn(facts, self.unit, SignaturePart.ASSESSOR, self.signing)
        not_by_learner(facts)
        if _decided_by_trainee(facts, self.unit) != self.decided_by_trainee:
            raise Disagrees(f"unit {self.unit}: the entry and its decisions disagree on who was a trainee")
        if facts["unit", self.unit]["status"] == UnitStatus.IN_PROGRESS:
            _supersede(facts, self.unit)
        needs = self.trainee or self.decided_by_trainee or self.overseen
        _move(facts, self.unit, SignaturePart.ASSESSOR, self.signing, needs_countersignature=needs)
        _signature(facts, self.unit, self.signature, SignaturePart.ASSESSOR, trainee=self.trainee)
        agree(facts, self.units_after)


@dataclass(frozen=True)
class UnitCountersigned:
    kind: ClassVar[str] = "unit.countersigned"
    unit: str
    signature: str
    units_after: tuple[Any, ...]
    signing: str = DEFAULT_SIGNING

    def apply(self, facts: Facts) -> None:
        _check_turn(facts, self.unit, SignaturePart.COUNTERSIGNER, self.signing)
        not_by_learner(facts)
        _move(facts, self.unit, SignaturePart.COUNTERSIGNER, self.signing, needs_countersignature=True)
        _signature(facts, self.unit, self.signature, SignaturePart.COUNTERSIGNER)
        agree(facts, self.units_after)


@dataclass(frozen=True)
class UnitVerified:
    """A quality assurer confirms a unit that everybody else has signed."""

    kind: ClassVar[str] = "unit.verified"
    unit: str
    signature: str
    units_after: tuple[Any, ...]
    signing: str

    def apply(self, facts: Facts) -> None:
        state = facts["unit", self.unit]
        if UnitStatus(state["status"]) not in LOCKED - {UnitStatus.VERIFIED, UnitStatus.CERTIFIED}:
            raise Disagrees(f"unit {self.unit} had nothing to verify")
        if state.get(HOLDS):
            raise Disagrees(f"unit {self.unit} was verified while something held it up")
        _check_turn(facts, self.unit, SignaturePart.QUALITY_ASSURER, self.signing)
        not_by_learner(facts)
        if told(facts, "actor") in {facts["signature", one]["by"] for one in state[SIGNATURES]}:
            raise Disagrees(f"unit {self.unit} was verified by somebody who signed it before")
        needs = state["needs_countersignature"]
        _move(facts, self.unit, SignaturePart.QUALITY_ASSURER, self.signing, needs_countersignature=needs)
        _signature(facts, self.unit, self.signature, SignaturePart.QUALITY_ASSURER)
        agree(facts, self.units_after)


@dataclass(frozen=True)
class UnitHeld:
    """Something holds a unit up: until it is released the unit is neither verified nor certified."""

    kind: ClassVar[str] = "unit.held"
    unit: str
    hold: str
    reason: str

    def apply(self, facts: Facts) -> None:
        facts["hold", self.hold] = {
            "unit": self.unit,
            "reason": self.reason,
            "at": told(facts, "at"),
            "released": None,
        }
        facts["unit", self.unit].setdefault(HOLDS, []).append(self.hold)


@dataclass(frozen=True)
class UnitReleased:
    kind: ClassVar[str] = "unit.released"
    unit: str
    hold: str

    def apply(self, facts: Facts) -> None:
        if self.hold not in facts["unit", self.unit].get(HOLDS, ()):
            raise Disagrees(f"hold {self.hold} was released twice, or is another unit's")
        facts["unit", self.unit][HOLDS].remove(self.hold)
        facts["hold", self.hold]["released"] = told(facts, "at")


@dataclass(frozen=True)
class UnitReopened:
    """A signed unit goes back: the named criteria's met claims wait again, its signatures are superseded."""

    kind: ClassVar[str] = "unit.reopened"
    unit: str
    criteria: tuple[str, ...]
    claims: tuple[str, ...]
    signatures: tuple[str, ...]
    reason: str
    units_after: tuple[Any, ...]
    barred: tuple[str, ...] = ()
    """Who does not judge again what they decided of these claims: an appeal overturned it."""

    def apply(self, facts: Facts) -> None:
        overturned = facts.pop((OVERTURNED, self.unit), None)
        if UnitStatus(facts["unit", self.unit]["status"]) not in LOCKED and overturned is None:
            raise Disagrees(f"unit {self.unit} was reopened although it was not signed")
        if overturned is not None and set(overturned["criteria"]) != set(self.criteria):
            raise Disagrees(f"the reopening of unit {self.unit} names other criteria than were not upheld")
        not_by_learner(facts)
        set_status(facts, self.unit, UnitStatus.IN_PROGRESS, needs_countersignature=False)
        if set(_supersede(facts, self.unit)) != set(self.signatures):
            raise Disagrees(f"the reopening of unit {self.unit} names other signatures than it had")
        for claim in self.claims:
            self._wait_again(facts, claim, DECIDED if overturned else {ClaimStatus.MET})
        if overturned is None and self.barred:
            raise Disagrees(f"the reopening of unit {self.unit} bars somebody although nothing was overturned")
        facts["reopening", self.reason] = {
            "unit": self.unit,
            "criteria": self.criteria,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }
        settle(facts, self.unit)
        agree(facts, self.units_after)

    def _wait_again(self, facts: Facts, claim: str, reopened: Collection[ClaimStatus]) -> None:
        known = facts["claim", claim]
        if known["status"] not in reopened or known["criterion"] not in self.criteria:
            raise Disagrees(f"claim {claim} could not be reopened")
        decision = facts["decision", facts[STANDING].pop(claim)]
        decision["standing"] = False
        if decision["by"] in self.barred:
            facts.setdefault(bar_key(self.unit, known["criterion"], decision["by"]), {"at": told(facts, "at")})
        move_claim(facts, claim, ClaimStatus.WAITING)
