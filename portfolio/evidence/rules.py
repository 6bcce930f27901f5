"""What evidence may be, and what may be done with it in which state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from portfolio.learning.rules import LOCKED, ClaimStatus, UnitStatus
from standards.foundation import Refused


class EvidenceKind(StrEnum):
    """What a learner puts forward here; observation, testimony and discussion have makers of their own."""

    REFLECTIVE_ACCOUNT = "reflective_account"
    PRODUCT = "product"
    CASE_STUDY = "case_study"
    PHOTOGRAPH = "photograph"
    AUDIO = "audio"
    VIDEO = "video"


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


def check_submission(*, title: str, words: str, files: int, happened_on: date | None, today: date, claims: int) -> None:
    """Check that evidence can be frozen. Raises Refused with what is missing."""
    if not title.strip():
        raise Refused("evidence-needs-title")
    if not words.strip() and files == 0:
        raise Refused("evidence-empty")
    if happened_on is None:
        raise Refused("evidence-needs-date")
    if happened_on > today:
        raise Refused("evidence-in-future")
    if happened_on < EARLIEST:
        raise Refused("evidence-too-old")
    if claims == 0:
        raise Refused("evidence-claims-nothing")


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
