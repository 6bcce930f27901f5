"""What evidence may be, and what may be done with it in which state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portfolio.evidence.rules.kinds import NOT_HELD, EvidenceKind, lacking, of_kind, unmapped
from portfolio.learning.rules import LOCKED, ClaimStatus, UnitStatus
from standards.foundation import Refused

__all__ = [
    "ANSWERED",
    "EARLIEST",
    "LIVE_CLAIMS",
    "OVER",
    "TAKEN_OVER",
    "UNSENT",
    "AiUse",
    "EvidenceKind",
    "EvidenceStatus",
    "Written",
    "check_declared",
    "check_submission",
    "check_unlocked",
    "lacking",
    "of_kind",
]


class EvidenceStatus(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


class AiUse(StrEnum):
    """Whether tools of artificial intelligence had a part in it; undeclared use is plagiarism (practice.md 1.11)."""

    NONE = "none"
    USED = "used"
    UNSAID = "unsaid"
    """Only while it is being written."""


EARLIEST = date(1990, 1, 1)
"""What is said to have happened earlier is a slip of the pen: nobody shows with it what they can do now."""


def check_declared(ai_use: AiUse, ai_note: str) -> None:
    """Check that the use of such tools is declared, and how where there was any. Raises Refused."""
    if ai_use is AiUse.UNSAID:
        raise Refused("evidence-needs-ai-use")
    if ai_use is AiUse.USED and not ai_note.strip():
        raise Refused("evidence-needs-ai-note")


@dataclass(frozen=True)
class Written:
    """What was written and is to be frozen."""

    kind: EvidenceKind
    title: str
    words: str
    happened_on: date | None
    files: int
    notes: Sequence[str]
    """What each of its claims says of itself."""
    particulars: Mapping[str, str] = field(default_factory=dict)


def check_submission(written: Written, today: date) -> None:
    """Check that evidence can be frozen. Raises Refused with what is missing."""
    if not written.title.strip():
        raise Refused("evidence-needs-title")
    if not written.words.strip() and not written.files and written.kind not in NOT_HELD:
        raise Refused("evidence-empty")
    _check_day(written.happened_on, today)
    if not written.notes:
        raise Refused("evidence-claims-nothing")
    _check_record(written)


def _check_record(written: Written) -> None:
    """Check what the record of a kind must hold, and what it must not."""
    if written.files and written.kind in NOT_HELD:
        raise Refused("evidence-not-held")
    if lacking(written.kind, written.particulars):
        raise Refused("evidence-needs-particulars")
    if unmapped(written.kind, written.notes):
        raise Refused("evidence-needs-notes")


def _check_day(happened_on: date | None, today: date) -> None:
    if happened_on is None:
        raise Refused("evidence-needs-date")
    if happened_on > today:
        raise Refused("evidence-in-future")
    if happened_on < EARLIEST:
        raise Refused("evidence-too-old")


def check_unlocked(units: Iterable[UnitStatus]) -> None:
    """Check that no claim is made on a signed unit. Raises Refused."""
    if any(status in LOCKED for status in units):
        raise Refused("unit-locked")


TAKEN_OVER = frozenset({ClaimStatus.WAITING})
"""A new revision takes these claims over; decided ones stay on the revision that was decided."""
ANSWERED = frozenset({ClaimStatus.REFERRED, ClaimStatus.NOT_YET})
"""Claiming these criteria again on a new revision supersedes the old claim."""
LIVE_CLAIMS = frozenset({ClaimStatus.WAITING, ClaimStatus.MET, ClaimStatus.REFERRED, ClaimStatus.NOT_YET})
"""Withdrawing evidence withdraws these."""
UNSENT = frozenset({ClaimStatus.DRAFT, ClaimStatus.SET_ASIDE})
"""Claims that were never put forward: they are their owner's alone."""
OVER = frozenset({ClaimStatus.WITHDRAWN, ClaimStatus.SUPERSEDED, ClaimStatus.SET_ASIDE})
"""Claims that evidence no longer makes."""
