"""The acts around a professional discussion as the ledger keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assessments.discussing.rules import DiscussionStatus
from portfolio.learning.events import Disagrees, by_learner
from standards.foundation import Facts, told


def _close(facts: Facts, discussion: str, status: DiscussionStatus) -> None:
    known = facts["discussion", discussion]
    if known["status"] != DiscussionStatus.GIVEN:
        raise Disagrees(f"the discussion {discussion} is {known['status']}")
    if told(facts, "actor") != known["by"]:
        raise Disagrees(f"the discussion {discussion} was closed by somebody else than its assessor")
    known["status"] = status.value


@dataclass(frozen=True)
class DiscussionGiven:
    """An assessor gave a learner the criteria of a discussion beforehand."""

    kind: ClassVar[str] = "discussion.given"
    discussion: str
    words: str
    """Seal of what it is for."""
    method: str
    planned_on: str | None
    criteria: tuple[str, ...]

    def apply(self, facts: Facts) -> None:
        if told(facts, "actor") is not None and by_learner(facts):
            raise Disagrees(f"discussion {self.discussion} was given by the learner")
        facts["discussion", self.discussion] = {
            "status": DiscussionStatus.GIVEN.value,
            "words": self.words,
            "method": self.method,
            "planned_on": self.planned_on,
            "criteria": tuple(self.criteria),
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
            "evidence": None,
        }


@dataclass(frozen=True)
class DiscussionCalledOff:
    kind: ClassVar[str] = "discussion.called_off"
    discussion: str

    def apply(self, facts: Facts) -> None:
        _close(facts, self.discussion, DiscussionStatus.CALLED_OFF)


@dataclass(frozen=True)
class DiscussionRecorded:
    """It was held: its record is the evidence of the entry before."""

    kind: ClassVar[str] = "discussion.recorded"
    discussion: str
    evidence: str

    def apply(self, facts: Facts) -> None:
        if ("evidence", self.evidence) not in facts:
            raise Disagrees(f"the record of discussion {self.discussion} is unknown")
        _close(facts, self.discussion, DiscussionStatus.RECORDED)
        facts["discussion", self.discussion]["evidence"] = self.evidence


ACTS = (DiscussionGiven, DiscussionCalledOff, DiscussionRecorded)
