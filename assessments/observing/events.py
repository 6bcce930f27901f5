"""The acts around an observation as the ledger keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portfolio.learning.events import Disagrees, by_learner
from standards.foundation import Facts, told


@dataclass(frozen=True)
class ObservationRecorded:
    """An assessor put on a learner's record what they saw: the evidence of the entry before."""

    kind: ClassVar[str] = "observation.recorded"
    record: str
    observation: str
    """The same in every learner's book, where several were observed at once."""
    evidence: str

    def apply(self, facts: Facts) -> None:
        if told(facts, "actor") is not None and by_learner(facts):
            raise Disagrees(f"record {self.record} is of the learner's own observing")
        if ("evidence", self.evidence) not in facts:
            raise Disagrees(f"record {self.record} is of evidence {self.evidence}, which is unknown")
        facts["observation", self.record] = {
            "observation": self.observation,
            "evidence": self.evidence,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
            "comment": None,
            "signed": None,
        }


@dataclass(frozen=True)
class ObservationSigned:
    """The learner signed the record of an observation; it gates nothing."""

    kind: ClassVar[str] = "observation.signed"
    record: str
    comment: str
    """Seal of what they say of it."""

    def apply(self, facts: Facts) -> None:
        known = facts["observation", self.record]
        if known["signed"] is not None:
            raise Disagrees(f"record {self.record} was signed twice")
        if told(facts, "actor") is not None and not by_learner(facts):
            raise Disagrees(f"record {self.record} was signed by somebody else than its learner")
        known.update(comment=self.comment, signed=told(facts, "at"))


ACTS = (ObservationRecorded, ObservationSigned)
