"""The acts of deciding claims as the ledger keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from assessments.judging.rules import DECIDABLE, DECIDED, TAKEN_BACK_WITHIN, Outcome
from portfolio.learning.events import Disagrees, agree, by_learner, move_claim, settle, told_of
from portfolio.learning.rules import ClaimStatus
from standards.foundation import Facts, told

STANDING = ("_standing", "")
"""Where a book's facts keep which decision stands on each claim."""
BAR = "bar"
"""What a book's facts call that somebody does not judge a criterion of a unit again."""
CLAIM_STATUS: Mapping[str, ClaimStatus] = {outcome.value: outcome.claim_status for outcome in Outcome}


def bar_key(unit: str, criterion: str, person: str) -> tuple[str, str]:
    return BAR, f"{unit} {criterion} {person}"


def not_by_learner(facts: Facts) -> None:
    """Check that an act was not the learner's own. Raises Disagrees."""
    if told(facts, "actor") is not None and by_learner(facts):
        raise Disagrees("a learner judged or signed for themselves")


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
        not_by_learner(facts)
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
        if bar_key(one["unit"], one["criterion"], str(told(facts, "actor"))) in facts:
            raise Disagrees(f"claim {one['claim']} was judged again by whom an appeal overturned")
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
