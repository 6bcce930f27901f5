"""The acts of archives as the ledger keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assessments.archive.rules import ArrivalStatus
from portfolio.learning.events import Disagrees, by_learner
from standards.foundation import Act, Facts, told


@dataclass(frozen=True)
class ArchiveMade:
    """Everything of a portfolio was put together to be taken away, as it stood at an entry of its book."""

    kind: ClassVar[str] = "archive.made"
    archive: str
    seq: int
    head: str
    manifest: str
    """SHA-256 of the manifest that the provider signed."""

    def apply(self, facts: Facts) -> None:
        facts["archive", self.archive] = {"seq": self.seq, "head": self.head, "manifest": self.manifest}


@dataclass(frozen=True)
class PortfolioArrived:
    """An archive of another provider was taken in: evidence as drafts, what was decided there as inherited."""

    kind: ClassVar[str] = "portfolio.arrived"
    arrival: str
    archive: str
    source: str
    """The other provider's id."""
    manifest: str
    evidence: int
    inherited: int
    """How many criteria something was claimed or decided on there."""

    def apply(self, facts: Facts) -> None:
        facts["arrival", self.arrival] = {
            "archive": self.archive,
            "manifest": self.manifest,
            "status": ArrivalStatus.WAITING.value,
        }


@dataclass(frozen=True)
class ArrivalAccepted:
    """A quality assurer accepted decisions of another provider, having looked at some of them."""

    kind: ClassVar[str] = "arrival.accepted"
    arrival: str
    sampled: tuple[str, ...]

    def apply(self, facts: Facts) -> None:
        if told(facts, "actor") is not None and by_learner(facts):
            raise Disagrees("a learner accepted what they brought themselves")
        arrived = facts["arrival", self.arrival]
        if arrived["status"] != ArrivalStatus.WAITING or not self.sampled:
            raise Disagrees(f"arrival {self.arrival} was accepted twice, or without a look")
        arrived["status"] = ArrivalStatus.ACCEPTED.value


@dataclass(frozen=True)
class InheritedCounted:
    """Accepted decisions of another provider count here: by these judgements of the quality assurer."""

    kind: ClassVar[str] = "arrival.counted"
    arrival: str
    judgements: tuple[str, ...]
    sampled: tuple[str, ...] = ()
    """Which of them the quality assurer looked at; nothing in entries from before that was asked."""

    def apply(self, facts: Facts) -> None:
        if facts["arrival", self.arrival]["status"] != ArrivalStatus.ACCEPTED:
            raise Disagrees(f"decisions of arrival {self.arrival} were counted before they were accepted")
        unknown = [one for one in self.judgements if ("judgement", one) not in facts]
        if unknown or not self.judgements:
            raise Disagrees(f"arrival {self.arrival} counts by judgements that nobody made: {unknown}")


ACTS: tuple[type[Act], ...] = (ArchiveMade, PortfolioArrived, ArrivalAccepted, InheritedCounted)
