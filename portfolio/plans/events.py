"""The acts on assessment plans as the ledger keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portfolio.learning.events import Disagrees
from portfolio.plans.rules import HOLDS, Review, Signatory, VersionStatus, in_force
from standards.foundation import Facts, told


def _of_enrolment(facts: Facts, enrolment: str) -> dict[int, str]:
    """Give how every version of an enrolment's plan stands, by its number."""
    return {
        known["number"]: known["status"]
        for (kind, _id), known in facts.items()
        if kind == "plan_version" and known["enrolment"] == enrolment
    }


def _move(facts: Facts, of: PlanAgreed | PlanReviewed, before: VersionStatus, after: VersionStatus) -> None:
    """Move the last version of a plan from one status to the next."""
    known = facts["plan_version", of.version]
    last = max(_of_enrolment(facts, of.enrolment), default=0)
    if (known["enrolment"], known["number"]) != (of.enrolment, of.number):
        raise Disagrees(f"{of.version} is version {known['number']} of the plan of {known['enrolment']}")
    if (known["status"], of.number) != (before.value, last):
        raise Disagrees(f"version {of.number} of {last} of a plan is {known['status']}")
    known["status"] = after.value
    facts["plan", of.enrolment] = {"in_force": in_force(_of_enrolment(facts, of.enrolment))}


def _agree(facts: Facts, version: str, part: Signatory, outcome: Review, words: str | None = None) -> None:
    said = {"by": told(facts, "actor"), "at": told(facts, "at"), "outcome": outcome.value, "words": words}
    facts["plan_assent", f"{version}:{part.value}"] = said


@dataclass(frozen=True)
class PlanPutForward:
    """A version of a plan is frozen by its assessor, who agrees to it with that."""

    kind: ClassVar[str] = "plan.put_forward"
    version: str
    enrolment: str
    number: int
    content: str
    """Seal of all that it says."""
    activities: tuple[str, ...]

    def apply(self, facts: Facts) -> None:
        before = max(_of_enrolment(facts, self.enrolment), default=0)
        if self.number != before + 1 or len(set(self.activities)) != len(self.activities):
            raise Disagrees(f"version {self.number} of a plan follows {before}")
        facts["plan_version", self.version] = {
            "enrolment": self.enrolment,
            "number": self.number,
            "status": VersionStatus.PUT_FORWARD.value,
            "content": self.content,
            "activities": tuple(self.activities),
        }
        facts.setdefault(("plan", self.enrolment), {"in_force": None})
        for one in self.activities:
            facts.setdefault(("planned", one), {"enrolment": self.enrolment, "evidence": ()})
        _agree(facts, self.version, Signatory.ASSESSOR, Review.AGREED)


@dataclass(frozen=True)
class PlanAgreed:
    """The learner agreed: from now on this version holds."""

    kind: ClassVar[str] = "plan.agreed"
    version: str
    enrolment: str
    number: int

    def apply(self, facts: Facts) -> None:
        _move(facts, self, VersionStatus.PUT_FORWARD, VersionStatus.AGREED)
        _agree(facts, self.version, Signatory.LEARNER, Review.AGREED)


@dataclass(frozen=True)
class PlanReviewed:
    """The quality assurer agreed to it, or sent it back with what is to be changed."""

    kind: ClassVar[str] = "plan.reviewed"
    version: str
    enrolment: str
    number: int
    outcome: str
    words: str
    """Seal of what they said."""

    def apply(self, facts: Facts) -> None:
        outcome = Review(self.outcome)
        author = facts["plan_assent", f"{self.version}:{Signatory.ASSESSOR.value}"]["by"]
        if author == told(facts, "actor"):
            raise Disagrees(f"version {self.version} of a plan was reviewed by whoever put it forward")
        after = VersionStatus.REVIEWED if outcome is Review.AGREED else VersionStatus.RETURNED
        _move(facts, self, VersionStatus.AGREED, after)
        _agree(facts, self.version, Signatory.QUALITY_ASSURER, outcome, self.words)


@dataclass(frozen=True)
class PlanCommented:
    """Somebody said something of a version of a plan."""

    kind: ClassVar[str] = "plan.commented"
    comment: str
    enrolment: str
    number: int
    words: str
    """Seal of it."""

    def apply(self, facts: Facts) -> None:
        facts["plan_comment", self.comment] = {
            "enrolment": self.enrolment,
            "number": self.number,
            "words": self.words,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }


@dataclass(frozen=True)
class ActivityFulfilled:
    """Evidence was submitted for a planned activity."""

    kind: ClassVar[str] = "plan.fulfilled"
    activity: str
    evidence: str

    def apply(self, facts: Facts) -> None:
        known = facts["planned", self.activity]
        if self.evidence in known["evidence"] or not _ever_held(facts, self.activity, known["enrolment"]):
            raise Disagrees(f"evidence {self.evidence} cannot fulfil the activity {self.activity}")
        known["evidence"] = tuple(sorted({*known["evidence"], self.evidence}))


def _ever_held(facts: Facts, activity: str, enrolment: str) -> bool:
    """Tell whether a version with this activity was ever agreed."""
    return any(
        activity in known["activities"] and known["status"] in {*HOLDS, VersionStatus.RETURNED}
        for (kind, _id), known in facts.items()
        if kind == "plan_version" and known["enrolment"] == enrolment
    )


@dataclass(frozen=True)
class ActivityUnfulfilled:
    """Evidence no longer stands for a planned activity: it was withdrawn, or put to another."""

    kind: ClassVar[str] = "plan.unfulfilled"
    activity: str
    evidence: str

    def apply(self, facts: Facts) -> None:
        known = facts["planned", self.activity]
        if self.evidence not in known["evidence"]:
            raise Disagrees(f"evidence {self.evidence} does not fulfil the activity {self.activity}")
        known["evidence"] = tuple(one for one in known["evidence"] if one != self.evidence)


ACTS = (PlanPutForward, PlanAgreed, PlanReviewed, PlanCommented, ActivityFulfilled, ActivityUnfulfilled)
