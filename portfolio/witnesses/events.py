"""The acts around a witness's testimony as the ledger keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portfolio.learning.events import Disagrees
from portfolio.links.events import close
from portfolio.links.rules import AskStatus
from standards.foundation import Facts


@dataclass(frozen=True)
class WitnessAsked:
    """Somebody outside was asked for testimony on these criteria."""

    kind: ClassVar[str] = "witness.asked"
    request: str
    asked: str
    """Seal of who was asked and in which words."""
    criteria: tuple[str, ...]
    expires: str

    def apply(self, facts: Facts) -> None:
        facts["witness", self.request] = {
            "status": AskStatus.ASKED.value,
            "asked": self.asked,
            "criteria": tuple(self.criteria),
            "expires": self.expires,
            "evidence": None,
            "near": False,
            "reason": None,
        }


@dataclass(frozen=True)
class WitnessRevoked:
    """The links of a request were made useless."""

    kind: ClassVar[str] = "witness.revoked"
    request: str

    def apply(self, facts: Facts) -> None:
        close(facts, "witness", self.request, AskStatus.REVOKED)


@dataclass(frozen=True)
class WitnessTestified:
    """The witness signed: the testimony is the evidence of the entry before."""

    kind: ClassVar[str] = "witness.testified"
    request: str
    evidence: str
    near: bool
    """Whether it was signed where the learner works as well: from their network, or in their own browser."""

    def apply(self, facts: Facts) -> None:
        close(facts, "witness", self.request, AskStatus.ANSWERED)
        facts["witness", self.request].update(evidence=self.evidence, near=self.near)


@dataclass(frozen=True)
class WitnessDeclined:
    """The witness would rather not testify."""

    kind: ClassVar[str] = "witness.declined"
    request: str
    reason: str
    """Seal of what the witness said of it."""

    def apply(self, facts: Facts) -> None:
        close(facts, "witness", self.request, AskStatus.DECLINED)
        facts["witness", self.request]["reason"] = self.reason


@dataclass(frozen=True)
class WitnessChecked:
    """An assessor asked the witness by a second message whether the testimony is theirs."""

    kind: ClassVar[str] = "witness.checked"
    request: str
    check: str

    def apply(self, facts: Facts) -> None:
        facts["check", self.check] = {"request": self.request, "answer": None}


@dataclass(frozen=True)
class WitnessVerified:
    """The witness answered the second message."""

    kind: ClassVar[str] = "witness.verified"
    request: str
    check: str
    answer: str

    def apply(self, facts: Facts) -> None:
        known = facts["check", self.check]
        if known["answer"] is not None or known["request"] != self.request:
            raise Disagrees(f"the check {self.check} of {known['request']} was answered {known['answer']}")
        known["answer"] = self.answer


ACTS = (WitnessAsked, WitnessRevoked, WitnessTestified, WitnessDeclined, WitnessChecked, WitnessVerified)
