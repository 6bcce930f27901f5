"""The acts of judging as the ledger keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from assessments.judging.rules import DECIDED, Outcome
from portfolio.learning.events import Disagrees, agree, move_claim, set_status, settle
from portfolio.learning.rules import ClaimStatus, UnitStatus
from standards.foundation import Facts


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

    @classmethod
    def of(cls, value: Any) -> Decided:
        return value if isinstance(value, Decided) else cls(**value)


@dataclass(frozen=True)
class EvidenceJudged:
    """An assessor judged claims of one revision in one save."""

    kind: ClassVar[str] = "evidence.judged"
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
        touched = set()
        for one in map(Decided.of, self.decisions):
            status = ClaimStatus(facts["claim", one.claim]["status"])
            if status not in DECIDED | {ClaimStatus.WAITING} or (status in DECIDED) != (one.corrects is not None):
                raise Disagrees(f"claim {one.claim} was {status} when it was decided")
            touched.add(move_claim(facts, one.claim, Outcome(one.outcome).claim_status))
        for unit in touched:
            settle(facts, unit)
        agree(facts, self.units_after)


@dataclass(frozen=True)
class UnitDeclared:
    """The learner: my own work, complete."""

    kind: ClassVar[str] = "unit.declared"
    unit: str
    signature: str
    units_after: tuple[Any, ...]

    def apply(self, facts: Facts) -> None:
        if facts["unit", self.unit]["met"] != facts["unit", self.unit]["total"]:
            raise Disagrees(f"unit {self.unit} was declared before every criterion was met")
        set_status(facts, self.unit, UnitStatus.DECLARED, needs_countersignature=False)
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

    def apply(self, facts: Facts) -> None:
        if facts["unit", self.unit]["status"] != UnitStatus.DECLARED:
            raise Disagrees(f"unit {self.unit} was signed before it was declared")
        set_status(
            facts,
            self.unit,
            UnitStatus.SIGNED,
            needs_countersignature=self.trainee or self.decided_by_trainee,
        )
        agree(facts, self.units_after)


@dataclass(frozen=True)
class UnitCountersigned:
    kind: ClassVar[str] = "unit.countersigned"
    unit: str
    signature: str
    units_after: tuple[Any, ...]

    def apply(self, facts: Facts) -> None:
        state = facts["unit", self.unit]
        if state["status"] != UnitStatus.SIGNED or not state["needs_countersignature"]:
            raise Disagrees(f"unit {self.unit} had nothing to countersign")
        set_status(facts, self.unit, UnitStatus.COUNTERSIGNED, needs_countersignature=True)
        agree(facts, self.units_after)


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
        set_status(facts, self.unit, UnitStatus.IN_PROGRESS, needs_countersignature=False)
        for claim in self.claims:
            if (
                facts["claim", claim]["status"] != ClaimStatus.MET
                or facts["claim", claim]["criterion"] not in self.criteria
            ):
                raise Disagrees(f"claim {claim} could not be reopened")
            move_claim(facts, claim, ClaimStatus.WAITING)
        settle(facts, self.unit)
        agree(facts, self.units_after)


@dataclass(frozen=True)
class FeedbackAcknowledged:
    """The learner has read what came back; it gates nothing."""

    kind: ClassVar[str] = "feedback.acknowledged"
    judgement: str

    def apply(self, facts: Facts) -> None:
        if ("acknowledgement", self.judgement) in facts:
            raise Disagrees(f"the feedback of judgement {self.judgement} was acknowledged twice")
        facts["acknowledgement", self.judgement] = {}


ACTS = (EvidenceJudged, UnitDeclared, UnitSigned, UnitCountersigned, UnitReopened, FeedbackAcknowledged)
