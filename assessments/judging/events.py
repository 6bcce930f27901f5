"""The acts of judging as the ledger keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from assessments.judging.rules import DECIDABLE, DECIDED, TAKEN_BACK_WITHIN, Outcome, awaited, status_after
from portfolio.learning.events import CLAIMS, Disagrees, agree, by_learner, move_claim, set_status, settle, told_of
from portfolio.learning.rules import LOCKED, ClaimStatus, UnitStatus
from standards.foundation import Facts, told
from standards.qualifications.rules.signing import DEFAULT_SIGNING, SignaturePart, order_of

STANDING = ("_standing", "")
"""Where a book's facts keep which decision stands on each claim."""
CLAIM_STATUS: Mapping[str, ClaimStatus] = {outcome.value: outcome.claim_status for outcome in Outcome}
OVERTURNED = "_overturned"
"""Where a book's facts keep, by the unit, of which criteria a quality assurer did not uphold the decisions."""
SIGNATURES = "_signatures"
"""Where a unit's facts keep its live signatures."""
HOLDS = "_holds"
"""Where a unit's facts keep what holds it up."""


@dataclass(frozen=True)
class Decided:
    """One decision of a judgement: on a claim; `corrects` names the decision it corrects."""

    decision: str
    claim: str
    unit: str
    criterion: str
    outcome: str
    feedback: str
    """Seal of the feedback."""
    corrects: str | None
    reason: str | None
    """Seal of why the earlier decision is corrected."""


@dataclass(frozen=True)
class EvidenceJudged:
    """An assessor judged claims of one revision in one save."""

    kind: ClassVar[str] = "evidence.judged"
    judgement: str
    evidence: str
    revision: str
    language: str
    trainee: bool
    """Whether the assessor was a trainee when they decided."""
    valid: bool
    authentic: bool
    current: bool
    feedback: str
    """Seal of the feedback on the whole item."""
    decisions: tuple[Any, ...]
    units_after: tuple[Any, ...]

    def apply(self, facts: Facts) -> None:
        _not_by_learner(facts)
        decisions = [told_of(one) for one in self.decisions]
        if not self._rules_hold and any(one["outcome"] == Outcome.MET for one in decisions):
            raise Disagrees(f"judgement {self.judgement} finds met what breaks a rule of evidence")
        facts["judgement", self.judgement] = {
            "evidence": self.evidence,
            "revision": self.revision,
            "language": self.language,
            "trainee": self.trainee,
            "valid": self.valid,
            "authentic": self.authentic,
            "current": self.current,
            "feedback": self.feedback,
            "taken_back": None,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }
        touched = set()
        for one in decisions:
            self._decide(facts, one)
            touched.add(move_claim(facts, one["claim"], CLAIM_STATUS[one["outcome"]]))
        for unit in touched:
            settle(facts, unit)
        agree(facts, self.units_after)

    @property
    def _rules_hold(self) -> bool:
        return self.valid and self.authentic and self.current

    def _decide(self, facts: Facts, one: Mapping[str, Any]) -> None:
        claim, corrects = facts["claim", one["claim"]], one["corrects"]
        status = claim["status"]
        if status not in DECIDABLE or (status in DECIDED) != (corrects is not None):
            raise Disagrees(f"claim {one['claim']} was {status} when it was decided")
        if claim["unit"] != one["unit"] or claim["criterion"] != one["criterion"]:
            raise Disagrees(f"decision {one['decision']} names another criterion than claim {one['claim']}")
        standing = facts.setdefault(STANDING, {})
        if corrects is not None:
            if standing.get(one["claim"]) != corrects:
                raise Disagrees(f"decision {one['decision']} corrects one that does not stand")
            facts["decision", corrects]["standing"] = False
        standing[one["claim"]] = one["decision"]
        facts["decision", one["decision"]] = {
            "judgement": self.judgement,
            "claim": one["claim"],
            "unit": one["unit"],
            "criterion": one["criterion"],
            "outcome": one["outcome"],
            "trainee": self.trainee,
            "standing": True,
            "feedback": one["feedback"],
            "corrects": corrects,
            "reason": one["reason"],
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }


@dataclass(frozen=True)
class JudgementTakenBack:
    """An assessor undid a save at once, and nobody had acted on it: its claims stand as they did before."""

    kind: ClassVar[str] = "judgement.taken_back"
    judgement: str
    decisions: tuple[str, ...]
    units_after: tuple[Any, ...]

    def apply(self, facts: Facts) -> None:
        judgement = facts["judgement", self.judgement]
        if judgement["by"] != told(facts, "actor") or judgement["taken_back"] is not None:
            raise Disagrees(f"judgement {self.judgement} was taken back twice, or by somebody else")
        if ("acknowledgement", self.judgement) in facts:
            raise Disagrees(f"judgement {self.judgement} was taken back after the learner had read it")
        now, then = (datetime.fromisoformat(str(at)) for at in (told(facts, "at"), judgement["at"]))
        if now - then > TAKEN_BACK_WITHIN:
            raise Disagrees(f"judgement {self.judgement} was taken back too late")
        judgement["taken_back"] = told(facts, "at")
        units = {self._undo(facts, decision) for decision in self.decisions}
        for unit in units:
            settle(facts, unit)
        agree(facts, self.units_after)

    def _undo(self, facts: Facts, decision: str) -> str:
        known, standing = facts["decision", decision], facts[STANDING]
        claim, corrects = known["claim"], known["corrects"]
        if known["judgement"] != self.judgement or standing.get(claim) != decision:
            raise Disagrees(f"decision {decision} did not stand, or is another judgement's")
        known["standing"] = False
        if corrects is None:
            del standing[claim]
            return move_claim(facts, claim, ClaimStatus.WAITING)
        standing[claim] = corrects
        facts["decision", corrects]["standing"] = True
        return move_claim(facts, claim, CLAIM_STATUS[facts["decision", corrects]["outcome"]])


def _not_by_learner(facts: Facts) -> None:
    if told(facts, "actor") is not None and by_learner(facts):
        raise Disagrees("a learner judged or signed for themselves")


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
        _not_by_learner(facts)
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
        _not_by_learner(facts)
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
        _not_by_learner(facts)
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

    def apply(self, facts: Facts) -> None:
        overturned = facts.pop((OVERTURNED, self.unit), None)
        if UnitStatus(facts["unit", self.unit]["status"]) not in LOCKED and overturned is None:
            raise Disagrees(f"unit {self.unit} was reopened although it was not signed")
        if overturned is not None and set(overturned["criteria"]) != set(self.criteria):
            raise Disagrees(f"the reopening of unit {self.unit} names other criteria than were not upheld")
        _not_by_learner(facts)
        set_status(facts, self.unit, UnitStatus.IN_PROGRESS, needs_countersignature=False)
        if set(_supersede(facts, self.unit)) != set(self.signatures):
            raise Disagrees(f"the reopening of unit {self.unit} names other signatures than it had")
        for claim in self.claims:
            self._wait_again(facts, claim)
        facts["reopening", self.reason] = {
            "unit": self.unit,
            "criteria": self.criteria,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }
        settle(facts, self.unit)
        agree(facts, self.units_after)

    def _wait_again(self, facts: Facts, claim: str) -> None:
        known = facts["claim", claim]
        if known["status"] != ClaimStatus.MET or known["criterion"] not in self.criteria:
            raise Disagrees(f"claim {claim} could not be reopened")
        facts["decision", facts[STANDING].pop(claim)]["standing"] = False
        move_claim(facts, claim, ClaimStatus.WAITING)


@dataclass(frozen=True)
class FeedbackAcknowledged:
    """The learner has read what came back; it gates nothing."""

    kind: ClassVar[str] = "feedback.acknowledged"
    judgement: str

    def apply(self, facts: Facts) -> None:
        if ("acknowledgement", self.judgement) in facts:
            raise Disagrees(f"the feedback of judgement {self.judgement} was acknowledged twice")
        if ("judgement", self.judgement) not in facts:
            raise Disagrees(f"judgement {self.judgement}, whose feedback was acknowledged, is unknown")
        facts["acknowledgement", self.judgement] = {"by": told(facts, "actor"), "at": told(facts, "at")}


ACTS = (
    EvidenceJudged,
    JudgementTakenBack,
    UnitDeclared,
    UnitSigned,
    UnitCountersigned,
    UnitVerified,
    UnitHeld,
    UnitReleased,
    UnitReopened,
    FeedbackAcknowledged,
)
