"""The acts of appeals and complaints: of appeals in the portfolio's book, of complaints in the centre's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from assessments.appeals.rules.cases import UPHOLDING, CaseStatus, Outcome, procedure_of, status_after
from assessments.appeals.rules.procedures import StageCode
from assessments.judging.events import OVERTURNED
from portfolio.learning.events import Disagrees
from standards.foundation import Facts, told


def stage_key(case: str, stage: int) -> tuple[str, str]:
    return "case_stage", f"{case} {stage}"


def _case(facts: Facts, case: str, *before: CaseStatus) -> dict[str, Any]:
    """Give a case that stands as an act needs it."""
    known = facts["case", case]
    if known["status"] not in before:
        raise Disagrees(f"case {case} was {known['status']}")
    return known


def _begin(facts: Facts, case: str, stage: int, began: str, due: str | None) -> None:
    facts[stage_key(case, stage)] = {
        "began": began,
        "due": due,
        "extended": 0,
        "paused_from": None,
        "told": None,
        "deciders": (),
        "outcome": None,
        "criteria": (),
        "words": None,
        "same": None,
        "by": None,
    }


@dataclass(frozen=True)
class CaseOpened:
    """An appeal or a complaint came in; of a complaint the seal covers whose it is and about whom."""

    kind: ClassVar[str] = "case.opened"
    case: str
    number: int
    what: str
    procedure: str
    unit: str | None
    decision: str | None
    came_by: str
    received: str
    words: str
    due: str | None

    def apply(self, facts: Facts) -> None:
        if self.decision is not None and facts["decision", self.decision]["unit"] != self.unit:
            raise Disagrees(f"case {self.case} is about a decision on another unit")
        facts["case", self.case] = {
            "number": self.number,
            "kind": self.what,
            "procedure": self.procedure,
            "unit": self.unit,
            "decision": self.decision,
            "came_by": self.came_by,
            "received": self.received,
            "words": self.words,
            "status": CaseStatus.OPEN.value,
            "stage": 1,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }
        _begin(facts, self.case, 1, self.received, self.due)


@dataclass(frozen=True)
class CaseAppointed:
    """It was said who decides a stage."""

    kind: ClassVar[str] = "case.appointed"
    case: str
    number: int
    stage: int
    deciders: tuple[str, ...]

    def apply(self, facts: Facts) -> None:
        known = _case(facts, self.case, CaseStatus.OPEN, CaseStatus.PAUSED)
        if known["stage"] != self.stage:
            raise Disagrees(f"case {self.case} was at another stage")
        stage = procedure_of(known["procedure"]).stage(self.stage)
        if stage.independent and stage.code is not StageCode.EXTERNAL and known["unit"] is not None:
            had_part = set(self.deciders) & _makers(facts, known["unit"])
            if had_part:
                raise Disagrees(f"case {self.case} is decided by somebody who had a part in it")
        facts[stage_key(self.case, self.stage)]["deciders"] = tuple(self.deciders)


def _makers(facts: Facts, unit: str) -> set[str]:
    kinds = {"decision", "signature", "sample"}
    own = (known for (kind, _id), known in facts.items() if kind in kinds and known["unit"] == unit)
    return {known["by"] for known in own if known.get("part") != "learner"}


@dataclass(frozen=True)
class CaseExtended:
    """A stage may take longer, as the person agreed."""

    kind: ClassVar[str] = "case.extended"
    case: str
    number: int
    stage: int
    days: int
    consent: str
    due: str
    reason: str

    def apply(self, facts: Facts) -> None:
        _case(facts, self.case, CaseStatus.OPEN)
        known = facts[stage_key(self.case, self.stage)]
        if self.due <= known["due"]:
            raise Disagrees(f"the extension of case {self.case} makes it no longer")
        known.update(due=self.due, extended=known["extended"] + self.days)


@dataclass(frozen=True)
class CasePaused:
    kind: ClassVar[str] = "case.paused"
    case: str
    number: int
    stage: int
    trigger: str
    since: str

    def apply(self, facts: Facts) -> None:
        _case(facts, self.case, CaseStatus.OPEN)["status"] = CaseStatus.PAUSED.value
        facts[stage_key(self.case, self.stage)]["paused_from"] = self.since


@dataclass(frozen=True)
class CaseResumed:
    kind: ClassVar[str] = "case.resumed"
    case: str
    number: int
    stage: int
    again: str
    due: str | None

    def apply(self, facts: Facts) -> None:
        _case(facts, self.case, CaseStatus.PAUSED)["status"] = CaseStatus.OPEN.value
        known = facts[stage_key(self.case, self.stage)]
        if self.due is not None and self.due < known["due"]:
            raise Disagrees(f"the pause of case {self.case} made it shorter")
        known.update(due=self.due, paused_from=None)


@dataclass(frozen=True)
class CaseAnswered:
    """A stage is answered; the criteria of an appeal that is upheld are sent back by the next entry."""

    kind: ClassVar[str] = "case.answered"
    case: str
    number: int
    unit: str | None
    stage: int
    outcome: str
    criteria: tuple[str, ...]
    words: str
    same: str | None = None
    """Seal of why whoever was overturned may judge again all the same."""

    def apply(self, facts: Facts) -> None:
        known = _case(facts, self.case, CaseStatus.OPEN, CaseStatus.PAUSED, CaseStatus.ANSWERED)
        outcome, procedure = Outcome(self.outcome), procedure_of(known["procedure"])
        at = facts[stage_key(self.case, self.stage)]
        if outcome is not Outcome.WITHDRAWN:
            _case(facts, self.case, CaseStatus.OPEN)
            self._check_decider(facts, at)
        known["status"] = status_after(procedure, self.stage, outcome).value
        at.update(outcome=self.outcome, criteria=tuple(self.criteria), words=self.words, same=self.same)
        at["by"] = told(facts, "actor")
        at["paused_from"] = None
        if self.unit is not None and self.criteria and outcome in UPHOLDING:
            facts[OVERTURNED, self.unit] = {"criteria": tuple(self.criteria)}

    def _check_decider(self, facts: Facts, at: dict[str, Any]) -> None:
        actor = told(facts, "actor")
        if actor is not None and at["deciders"] and actor not in at["deciders"]:
            raise Disagrees(f"case {self.case} was answered by somebody else than its deciders")


@dataclass(frozen=True)
class CaseTakenFurther:
    """The next stage was asked for."""

    kind: ClassVar[str] = "case.further"
    case: str
    number: int
    stage: int
    began: str
    due: str | None

    def apply(self, facts: Facts) -> None:
        known = _case(facts, self.case, CaseStatus.ANSWERED, CaseStatus.OPEN)
        if known["stage"] + 1 != self.stage:
            raise Disagrees(f"case {self.case} skips a stage")
        known.update(status=CaseStatus.OPEN.value, stage=self.stage)
        _begin(facts, self.case, self.stage, self.began, self.due)


@dataclass(frozen=True)
class CaseNotResolved:
    """An authority was told that a stage is not resolved in time, and why."""

    kind: ClassVar[str] = "case.not_resolved"
    case: str
    number: int
    stage: int
    on: str
    reasons: str

    def apply(self, facts: Facts) -> None:
        _case(facts, self.case, CaseStatus.OPEN)
        facts[stage_key(self.case, self.stage)]["told"] = self.on


ACTS = (
    CaseOpened,
    CaseAppointed,
    CaseExtended,
    CasePaused,
    CaseResumed,
    CaseAnswered,
    CaseTakenFurther,
    CaseNotResolved,
)
