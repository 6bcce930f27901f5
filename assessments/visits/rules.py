"""What an external visit may be: for how long, for whom, of what, who says what in it, and what is then to be done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
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


class ActionStatus(StrEnum):
    """How an action of a visit's plan stands on a day; never stored."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    """The centre says so."""
    CLOSED = "closed"


class OpeningKind(StrEnum):
    """What the visitor opened."""

    VISIT = "visit"
    UNIT = "unit"
    EVIDENCE = "evidence"
    FILE = "file"
    ACTION = "action"
    PACK = "pack"
    DOWNLOAD = "download"
    """The whole pack, taken away as one file."""


class Section(StrEnum):
    """A part of what a centre shows a visitor of itself: each is a page, and a file of the pack."""

    SAMPLE = "sample"
    DECISIONS = "decisions"
    TRACKING = "tracking"
    STAFF = "staff"
    STRATEGIES = "strategies"
    PLANS = "plans"
    SAMPLES = "samples"
    ENROLMENTS = "enrolments"
    CERTIFICATION = "certification"
    STANDARDISATION = "standardisation"
    MONITORING = "monitoring"
    PRIOR_LEARNING = "prior-learning"
    CASES = "cases"
    REGISTERS = "registers"
    EARLIER = "earlier-plans"


NAMING = frozenset({Section.SAMPLE, Section.DECISIONS, Section.TRACKING})
"""What tells of every learner of the sample by name."""


def since_of(asked: date | None, last_visit: date | None, starts: date, today: date) -> date:
    """Give the day from which a pack tells: as asked, else the day after the visit before, else a year earlier."""
    if asked is not None and asked <= today:
        return asked
    if last_visit is not None and last_visit < today:
        return last_visit + timedelta(days=1)
    return min(starts, today) - timedelta(days=365)


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


def status_of(due: date, today: date, *, done: bool, closed: bool) -> ActionStatus:
    """Tell how an action stands: on its last day it is not overdue."""
    if closed:
        return ActionStatus.CLOSED
    if done:
        return ActionStatus.DONE
    return ActionStatus.OVERDUE if due < today else ActionStatus.OPEN


def check_asking(status: VisitStatus, *, visitor: bool) -> None:
    """Check who asks for actions: the visitor while a visit is open, afterwards the centre. Raises Refused."""
    if visitor and status is not VisitStatus.OPEN:
        raise Refused("visit-not-open")
    if not visitor and status in {VisitStatus.AHEAD, VisitStatus.OPEN}:
        raise Refused("visit-visitor-asks")


def check_action(words: str, due: date | None, owner: str, staff: Collection[str], today: date) -> date:
    """Check that an action says what, by whom of the staff and by when; gives its day. Raises Refused."""
    if not words.strip():
        raise Refused("visit-action-empty")
    if owner not in staff:
        raise Refused("visit-action-needs-owner")
    if due is None:
        raise Refused("visit-action-needs-day")
    if due < today:
        raise Refused("visit-action-day-past")
    return due


def check_acknowledging(waiting: int) -> None:
    """Check that anything of a plan waits to be acknowledged. Raises Refused."""
    if not waiting:
        raise Refused("visit-plan-acknowledged")


def check_doing(status: ActionStatus, words: str) -> None:
    """Check that an action can be said to be done, with what was done. Raises Refused."""
    if status in {ActionStatus.DONE, ActionStatus.CLOSED}:
        raise Refused("visit-action-done-before")
    if not words.strip():
        raise Refused("visit-action-done-how")


@dataclass(frozen=True)
class Closing:
    """Who closes an action: accounts, where each is known."""

    closer: int | None
    asker: int
    doer: int | None
    visitor: int


def check_closing(status: ActionStatus, visit: VisitStatus, who: Closing) -> None:
    """Check that somebody may close an action that is done. Raises Refused.

    The visitor does, or who put it down; once the visitor is in no more, anybody of the centre: but never who did it.
    """
    if status is ActionStatus.CLOSED:
        raise Refused("visit-action-closed-before")
    if status is not ActionStatus.DONE:
        raise Refused("visit-action-not-done")
    if who.closer == who.doer:
        raise Refused("visit-action-own-work")
    if who.closer not in {who.visitor, who.asker} and visit is VisitStatus.OPEN:
        raise Refused("visit-action-visitor-closes")
