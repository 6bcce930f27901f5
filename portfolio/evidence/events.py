"""The acts on evidence as the ledger keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from portfolio.evidence.rules import ANSWERED, LIVE_CLAIMS, TAKEN_OVER
from portfolio.learning.events import Disagrees, UnitAfter, agree, move_claim, set_claim, settle, told_of
from portfolio.learning.rules import ClaimStatus
from standards.foundation import Facts, told


@dataclass(frozen=True)
class ClaimMade:
    """A claim of a revision: on this criterion (its UUID) of this chosen unit."""

    claim: str
    unit: str
    criterion: str
    note: str
    """Seal of where to look and why."""


@dataclass(frozen=True)
class Renoted:
    """A claim that is taken over and says something else from this revision on."""

    claim: str
    note: str
    """Seal of what it says now."""


@dataclass(frozen=True)
class FileHeld:
    """A file of a revision: under which name it is shown, as what, and in which place."""

    file: str
    name: str
    """Seal of the name."""
    sha256: str
    media_type: str
    position: int


def _check(facts: Facts, claim: str, allowed: frozenset[ClaimStatus]) -> None:
    if facts["claim", claim]["status"] not in allowed:
        raise Disagrees(f"claim {claim} is {facts['claim', claim]['status']}")


@dataclass(frozen=True)
class EvidenceSubmitted:
    """A revision is frozen: its content by hash, its claims, and the older claims it takes over or answers."""

    kind: ClassVar[str] = "evidence.submitted"
    evidence: str
    revision: str
    number: int
    evidence_kind: str
    content: str
    """Seal of title and words."""
    files: tuple[Any, ...]
    happened_on: str
    language: str
    ai_use: str
    claims: tuple[Any, ...]
    taken_over: tuple[str, ...]
    renoted: tuple[Any, ...]
    """Those of the taken-over claims whose note changes; the others keep the seal that they have."""
    superseded: tuple[str, ...]
    dropped: tuple[str, ...]
    """Waiting claims that the new revision no longer makes: withdrawn."""
    units_after: tuple[Any, ...]

    def apply(self, facts: Facts) -> None:
        self._freeze(facts)
        for one in map(told_of, self.renoted):
            self._renote(facts, one["claim"], one["note"])
        touched = self._move(facts)
        for made in map(told_of, self.claims):
            set_claim(facts, made["claim"], made["unit"], made["criterion"], ClaimStatus.WAITING)
            facts["claim", made["claim"]].update(
                evidence=self.evidence, revision=self.revision, note=made["note"], at=told(facts, "at")
            )
            touched.add(made["unit"])
        for unit in touched:
            settle(facts, unit)
        agree(facts, self.units_after)

    def _freeze(self, facts: Facts) -> None:
        known = facts.get(("evidence", self.evidence), {"revision": 0, "kind": self.evidence_kind})
        if self.number != known["revision"] + 1:
            raise Disagrees(f"revision {self.number} of evidence {self.evidence} follows {known['revision']}")
        if self.evidence_kind != known["kind"]:
            raise Disagrees(f"evidence {self.evidence} was {known['kind']} before it was {self.evidence_kind}")
        facts["evidence", self.evidence] = {
            "kind": self.evidence_kind,
            "status": "submitted",
            "revision": self.number,
            "reason": None,
        }
        facts["revision", self.revision] = {
            "evidence": self.evidence,
            "number": self.number,
            "content": self.content,
            "files": tuple(dict(told_of(one)) for one in self.files),
            "happened_on": self.happened_on,
            "language": self.language,
            "ai_use": self.ai_use,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }

    def _renote(self, facts: Facts, claim: str, note: str) -> None:
        """Let a claim say something else; what it said up to the revision before is kept."""
        if claim not in self.taken_over:
            raise Disagrees(f"claim {claim} says something else although it was not taken over")
        known = facts["claim", claim]
        facts["note", known["note"]] = {"claim": claim, "revision": known["revision"]}
        known["note"] = note

    def _move(self, facts: Facts) -> set[str]:
        """Move the claims that were made before; give their units."""
        touched = set()
        for claim in self.taken_over:
            _check(facts, claim, TAKEN_OVER)
            touched.add(move_claim(facts, claim, ClaimStatus.WAITING))
            facts["claim", claim]["revision"] = self.revision
        for claim in self.superseded:
            _check(facts, claim, ANSWERED)
            touched.add(move_claim(facts, claim, ClaimStatus.SUPERSEDED))
        for claim in self.dropped:
            _check(facts, claim, TAKEN_OVER)
            touched.add(move_claim(facts, claim, ClaimStatus.WITHDRAWN))
        return touched


@dataclass(frozen=True)
class EvidenceWithdrawn:
    """Evidence leaves with its live claims; its revisions, decisions and the reason's seal stay."""

    kind: ClassVar[str] = "evidence.withdrawn"
    evidence: str
    claims: tuple[str, ...]
    reason: str
    units_after: tuple[Any, ...]

    def apply(self, facts: Facts) -> None:
        facts["evidence", self.evidence].update(status="withdrawn", reason=self.reason)
        touched = set()
        for claim in self.claims:
            _check(facts, claim, LIVE_CLAIMS)
            touched.add(move_claim(facts, claim, ClaimStatus.WITHDRAWN))
        for unit in touched:
            settle(facts, unit)
        agree(facts, self.units_after)


@dataclass(frozen=True)
class ConsentRecorded:
    """Somebody shown or named in evidence agreed to it."""

    kind: ClassVar[str] = "consent.recorded"
    consent: str
    evidence: str
    words: str
    """Seal of who agreed and to what."""
    until: str | None

    def apply(self, facts: Facts) -> None:
        facts["consent", self.consent] = {
            "evidence": self.evidence,
            "words": self.words,
            "until": self.until,
            "withdrawn_on": None,
            "reason": None,
            "settlement": None,
            "last_shown": None,
        }


@dataclass(frozen=True)
class ConsentWithdrawn:
    """They no longer agree: the evidence is closed until that is settled."""

    kind: ClassVar[str] = "consent.withdrawn"
    consent: str
    evidence: str
    withdrawn_on: str
    reason: str
    last_shown: int

    def apply(self, facts: Facts) -> None:
        known = facts["consent", self.consent]
        if known["withdrawn_on"] is not None or known["evidence"] != self.evidence:
            raise Disagrees(f"consent {self.consent} was withdrawn on {known['withdrawn_on']}")
        known.update(withdrawn_on=self.withdrawn_on, reason=self.reason, settlement=None, last_shown=self.last_shown)


@dataclass(frozen=True)
class ConsentSettled:
    """Whether they agreed again, or are not shown any more: up to which revision they are."""

    kind: ClassVar[str] = "consent.settled"
    consent: str
    evidence: str
    settlement: str
    last_shown: int | None

    def apply(self, facts: Facts) -> None:
        known = facts["consent", self.consent]
        if known["settlement"] is not None or known["evidence"] != self.evidence:
            raise Disagrees(f"consent {self.consent} was settled before: {known['settlement']}")
        known.update(settlement=self.settlement, last_shown=self.last_shown)


@dataclass(frozen=True)
class EvidenceOpened:
    """Somebody opened closed evidence; the entry says who."""

    kind: ClassVar[str] = "evidence.opened"
    viewing: str
    evidence: str
    role: str
    why: str
    """Seal of what they said of it."""

    def apply(self, facts: Facts) -> None:
        facts["viewing", self.viewing] = {
            "evidence": self.evidence,
            "why": self.why,
            "by": told(facts, "actor"),
            "role": self.role,
            "at": told(facts, "at"),
        }


@dataclass(frozen=True)
class FileRedacted:
    """A copy with boxes burnt in took a file's place."""

    kind: ClassVar[str] = "evidence.redacted"
    redaction: str
    evidence: str
    original: str
    """SHA-256, as of the copy."""
    copy: str
    boxes: int
    became: str
    came: bool = False
    """Whether that was elsewhere, and it came with its evidence."""

    def apply(self, facts: Facts) -> None:
        facts["redaction", self.redaction] = {
            "evidence": self.evidence,
            "original": self.original,
            "copy": self.copy,
            "boxes": self.boxes,
            "became": self.became,
        }


ACTS = (
    EvidenceSubmitted,
    EvidenceWithdrawn,
    ConsentRecorded,
    ConsentWithdrawn,
    ConsentSettled,
    EvidenceOpened,
    FileRedacted,
)
__all__ = [
    "ACTS",
    "ClaimMade",
    "ConsentRecorded",
    "ConsentSettled",
    "ConsentWithdrawn",
    "EvidenceOpened",
    "EvidenceSubmitted",
    "EvidenceWithdrawn",
    "FileHeld",
    "FileRedacted",
    "Renoted",
    "UnitAfter",
]
