"""What evidence may be, and what may be done with it in which state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portfolio.evidence.rules.kinds import NOT_HELD, Particular, lacking, of_kind, unmapped
from portfolio.evidence.rules.people import Confidentiality, class_of
from portfolio.learning.rules import LOCKED, ClaimStatus, UnitStatus
from standards.foundation import Refused
from standards.qualifications.rules.evidence import EvidenceKind

__all__ = [
    "ANSWERED",
    "EARLIEST",
    "LIVE_CLAIMS",
    "NEEDS_PARTICULARS",
    "OVER",
    "TAKEN_OVER",
    "UNSENT",
    "AiUse",
    "Confidentiality",
    "EvidenceKind",
    "EvidenceStatus",
    "Lack",
    "Written",
    "check_declared",
    "check_submission",
    "check_unlocked",
    "lacking",
    "lacks",
    "of_kind",
    "undeclared",
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


NEEDS_PARTICULARS = "evidence-needs-particulars"
"""The one code that is of many fields: what a kind asks for beside."""


@dataclass(frozen=True)
class Lack:
    """One thing that keeps evidence from being frozen: the code of its refusal, and which particular it is, if any."""

    code: str
    particular: Particular | None = None


def undeclared(ai_use: AiUse, ai_note: str) -> list[Lack]:
    """List what is still to be said of the use of such tools: whether, and how where there was any."""
    if ai_use is AiUse.UNSAID:
        return [Lack("evidence-needs-ai-use")]
    return [Lack("evidence-needs-ai-note")] if ai_use is AiUse.USED and not ai_note.strip() else []


def check_declared(ai_use: AiUse, ai_note: str) -> None:
    """Check that the use of such tools is declared. Raises Refused."""
    _refuse_first(undeclared(ai_use, ai_note))


def _refuse_first(found: Sequence[Lack]) -> None:
    if found:
        raise Refused(found[0].code)


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
    confidentiality: Confidentiality = Confidentiality.OPEN


def lacks(written: Written, today: date) -> list[Lack]:
    """List all that keeps what was written from being frozen."""
    found = {
        "evidence-needs-title": not written.title.strip(),
        "evidence-empty": not (written.words.strip() or written.files or written.kind in NOT_HELD),
        "evidence-needs-date": written.happened_on is None,
        "evidence-in-future": written.happened_on is not None and written.happened_on > today,
        "evidence-too-old": written.happened_on is not None and written.happened_on < EARLIEST,
        "evidence-claims-nothing": not written.notes,
        "evidence-not-held": bool(written.files) and written.kind in NOT_HELD,
    }
    particulars = [Lack(NEEDS_PARTICULARS, one) for one in lacking(written.kind, written.particulars)]
    last = {
        "evidence-needs-notes": unmapped(written.kind, written.notes),
        "evidence-needs-people": class_of(written.kind, written.confidentiality) is Confidentiality.UNSAID,
    }
    return [*_those(found), *particulars, *_those(last)]


def _those(found: Mapping[str, bool]) -> list[Lack]:
    return [Lack(code) for code, is_so in found.items() if is_so]


def check_submission(written: Written, today: date) -> None:
    """Check that evidence can be frozen. Raises Refused with the first thing that is missing."""
    _refuse_first(lacks(written, today))


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
