"""The acts of quality assurance as the ledger keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from assessments.judging.events import OVERTURNED
from assessments.quality.rules.samples import SampleStatus, Verdict, status_after
from portfolio.learning.events import Disagrees, by_learner
from standards.foundation import Facts, told
from standards.qualifications.rules.signing import SignaturePart

STRATEGIES = ("_strategies", "")
"""Where a provider's facts keep how many versions there are."""


@dataclass(frozen=True)
class StrategySet:
    """A version of the sampling strategy was set; plans made under earlier ones stay."""

    kind: ClassVar[str] = "strategy.set"
    strategy: str
    number: int
    content: str
    """Digest of its lines and days."""

    def apply(self, facts: Facts) -> None:
        last = facts.setdefault(STRATEGIES, {"number": 0})
        if self.number != last["number"] + 1:
            raise Disagrees(f"version {self.number} of the strategy follows {last['number']}")
        last["number"] = self.number
        facts["strategy", self.strategy] = {
            "number": self.number,
            "content": self.content,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }


@dataclass(frozen=True)
class SamplesDrawn:
    """What a plan samples was drawn: for the first time, or again as decisions had arrived."""

    kind: ClassVar[str] = "samples.drawn"
    draw: str
    plan: str
    number: int
    """Of the draw: the first makes the plan."""
    strategy: str
    starts: str
    ends: str
    seed: str
    inputs: str
    """Digest of all that the draw was made of beside its seed."""
    result: str
    """Digest of what it gave."""
    picked: int
    unmet: int

    def apply(self, facts: Facts) -> None:
        if ("strategy", self.strategy) not in facts:
            raise Disagrees(f"plan {self.plan} follows an unknown strategy")
        known = facts.setdefault(
            ("sampling_plan", self.plan),
            {"strategy": self.strategy, "starts": self.starts, "ends": self.ends, "draws": 0},
        )
        same = (known["strategy"], known["starts"], known["ends"]) == (self.strategy, self.starts, self.ends)
        if not same or self.number != known["draws"] + 1:
            raise Disagrees(f"draw {self.number} of plan {self.plan} follows {known['draws']}, or changes the plan")
        known["draws"] = self.number
        facts["sampling_draw", self.draw] = {
            "plan": self.plan,
            "number": self.number,
            "seed": self.seed,
            "inputs": self.inputs,
            "result": self.result,
            "picked": self.picked,
            "unmet": self.unmet,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }


def _sample(facts: Facts, sample: str, *before: SampleStatus) -> dict[str, Any]:
    """Give a sample that stands as an act needs it."""
    known = facts["sample", sample]
    if known["status"] not in before:
        raise Disagrees(f"sample {sample} was {known['status']}")
    return known


@dataclass(frozen=True)
class SampleOpened:
    """A quality assurer began to look at decisions: what they look at is frozen, and the unit is held up."""

    kind: ClassVar[str] = "sample.opened"
    sample: str
    number: int
    unit: str
    assessor: str
    stage: str
    item: str
    decisions: tuple[str, ...]
    revisions: tuple[str, ...]
    signatures: tuple[str, ...]

    def apply(self, facts: Facts) -> None:
        if told(facts, "actor") is not None and by_learner(facts):
            raise Disagrees("a learner sampled their own portfolio")
        for one in self.decisions:
            known = facts["decision", one]
            if known["unit"] != self.unit or known["by"] != self.assessor or not known["standing"]:
                raise Disagrees(f"decision {one} is not what sample {self.sample} looks at")
        if any(own["unit"] == self.unit and own["by"] == told(facts, "actor") for own in _acts(facts)):
            raise Disagrees(f"sample {self.sample} was opened by somebody who decided or signed it")
        facts["sample", self.sample] = {
            "number": self.number,
            "unit": self.unit,
            "assessor": self.assessor,
            "stage": self.stage,
            "item": self.item,
            "decisions": tuple(self.decisions),
            "revisions": tuple(self.revisions),
            "signatures": tuple(self.signatures),
            "status": SampleStatus.OPEN.value,
            "verdict": None,
            "report": None,
            "widens_until": None,
            "done": (),
            "answer": None,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }


def _acts(facts: Facts) -> Iterator[dict[str, Any]]:
    """Give the decisions and signatures that a book tells, but for verifications: those are quality assurance."""
    for (kind, _id), known in facts.items():
        if kind == "decision" or (kind == "signature" and known["part"] != SignaturePart.QUALITY_ASSURER):
            yield known


@dataclass(frozen=True)
class SampleReported:
    """What the quality assurer found; what is not upheld is reopened by the next entry."""

    kind: ClassVar[str] = "sample.reported"
    sample: str
    number: int
    unit: str
    assessor: str
    verdict: str
    overturned: tuple[str, ...]
    """The criteria whose decisions are not upheld."""
    widens_until: str | None
    report: str
    """Seal of all that it says."""

    def apply(self, facts: Facts) -> None:
        known = _sample(facts, self.sample, SampleStatus.OPEN)
        verdict = Verdict(self.verdict)
        if (verdict is Verdict.NOT_UPHELD) != bool(self.overturned) or known["unit"] != self.unit:
            raise Disagrees(f"the report on sample {self.sample} overturns what it upholds, or is on another unit")
        status = status_after(verdict)
        found = {"verdict": self.verdict, "report": self.report, "widens_until": self.widens_until}
        known.update(found, status=status.value)
        if self.overturned:
            facts[OVERTURNED, self.unit] = {"criteria": tuple(self.overturned)}


@dataclass(frozen=True)
class SampleAnswered:
    """The assessor answered a report, and said what was done."""

    kind: ClassVar[str] = "sample.answered"
    sample: str
    number: int
    unit: str
    done: tuple[int, ...]
    """The numbers of the actions that are done."""
    answer: str
    """Seal of the words."""

    def apply(self, facts: Facts) -> None:
        known = _sample(facts, self.sample, SampleStatus.REPORTED, SampleStatus.ANSWERED)
        if told(facts, "actor") is not None and known["assessor"] != told(facts, "actor"):
            raise Disagrees(f"sample {self.sample} was answered by somebody else than its assessor")
        known.update(status=SampleStatus.ANSWERED.value, done=tuple(self.done), answer=self.answer)


@dataclass(frozen=True)
class SampleClosed:
    """The quality assurer saw that what a report asks for is done."""

    kind: ClassVar[str] = "sample.closed"
    sample: str
    number: int
    unit: str

    def apply(self, facts: Facts) -> None:
        known = _sample(facts, self.sample, SampleStatus.ANSWERED)
        known["status"] = SampleStatus.CLOSED.value


ACTS = (StrategySet, SamplesDrawn, SampleOpened, SampleReported, SampleAnswered, SampleClosed)
