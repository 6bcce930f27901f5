"""What an external visit may be: for how long, for whom, of what, and who says what in it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from assessments.judging.rules import REASON_AT_LEAST
from standards.foundation import Refused, Role

MOST_AT_ONCE = 100
"""Units that are frozen in one act."""


class VisitStatus(StrEnum):
    """How a visit stands on a day; never stored."""

    AHEAD = "ahead"
    OPEN = "open"
    OVER = "over"
    REVOKED = "revoked"


class CommentKind(StrEnum):
    """What somebody says during a visit."""

    COMMENT = "comment"
    REPORT = "report"
    """What the visitor found, for the centre to answer."""
    ANSWER = "answer"
    """The centre's."""


OF_VISITOR = frozenset({CommentKind.COMMENT, CommentKind.REPORT})


class OpeningKind(StrEnum):
    """What the visitor opened."""

    VISIT = "visit"
    UNIT = "unit"
    EVIDENCE = "evidence"
    FILE = "file"


def status_on(starts: date, ends: date, today: date, *, revoked: bool) -> VisitStatus:
    """Tell how a visit stands: it is open from its first day to the end of its last, by the clock."""
    if revoked:
        return VisitStatus.REVOKED
    if today < starts:
        return VisitStatus.AHEAD
    return VisitStatus.OPEN if today <= ends else VisitStatus.OVER


def days_of(starts: date | None, ends: date | None, today: date, most: int) -> tuple[date, date]:
    """Give the first and the last day of a visit, not before today and not too far apart. Raises Refused."""
    if starts is None or ends is None:
        raise Refused("visit-needs-days")
    if starts < today:
        raise Refused("visit-starts-before-today")
    if ends < starts:
        raise Refused("visit-ends-before-start")
    if (ends - starts).days + 1 > most:
        raise Refused("visit-too-long", most=most)
    return starts, ends


def check_visitor(name: str, organisation: str, roles: Collection[Role]) -> None:
    """Check that a visitor is a named person from outside: `roles` are what they hold at the centre. Raises Refused."""
    if not name.strip() or not organisation.strip():
        raise Refused("visitor-needs-name")
    if set(roles) - {Role.EXTERNAL_QUALITY_ASSURER}:
        raise Refused("visitor-works-here")


def check_going(status: VisitStatus) -> None:
    """Check that a visit is ahead or open. Raises Refused."""
    if status is VisitStatus.REVOKED:
        raise Refused("visit-revoked-before")
    if status is VisitStatus.OVER:
        raise Refused("visit-over")


def check_reason(reason: str) -> None:
    if len(reason.strip()) < REASON_AT_LEAST:
        raise Refused("visit-needs-reason")


def check_sample(chosen: Collection[str], frozen: Collection[str]) -> None:
    """Check that units can be put into the sample: some, not too many, none of them twice. Raises Refused."""
    if not chosen:
        raise Refused("visit-sample-empty")
    if len(chosen) > MOST_AT_ONCE:
        raise Refused("visit-sample-too-large", most=MOST_AT_ONCE)
    if set(chosen) & set(frozen):
        raise Refused("visit-frozen-before")


def check_comment(kind: CommentKind, words: str, *, visitor: bool) -> None:
    """Check who says what: the visitor comments and reports, the centre answers. Raises Refused."""
    if (kind in OF_VISITOR) != visitor:
        raise Refused("visit-not-yours-to-say")
    if not words.strip():
        raise Refused("visit-comment-empty")
