"""What a plan of assessment may be, who agrees to it in which order, and when an activity of it is overdue."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portfolio.learning.rules import RUNNING, EnrolmentStatus
from standards.foundation import Refused

MOST_ACTIVITIES = 100
"""Activities of one version: a plan is read as a whole."""


class VersionStatus(StrEnum):
    DRAFT = "draft"
    """The assessor writes it; the learner reads along and comments."""
    PUT_FORWARD = "put_forward"
    """Frozen, with the assessor's agreement: the learner has not agreed yet."""
    AGREED = "agreed"
    """By learner and assessor: it holds, and waits for the quality assurer."""
    REVIEWED = "reviewed"
    RETURNED = "returned"
    """The quality assurer said what is to be changed: it no longer holds."""


HOLDS = frozenset({VersionStatus.AGREED, VersionStatus.REVIEWED})


class Signatory(StrEnum):
    """As what somebody says of a version that they agree to it, or that it is to be changed."""

    ASSESSOR = "assessor"
    LEARNER = "learner"
    QUALITY_ASSURER = "quality_assurer"


class Review(StrEnum):
    """What a quality assurer says of a version that learner and assessor agreed."""

    AGREED = "agreed"
    RETURNED = "returned"


class ActivityState(StrEnum):
    PLANNED = "planned"
    FULFILLED = "fulfilled"
    OVERDUE = "overdue"


def in_force(versions: Mapping[int, str]) -> int | None:
    """Give which version holds, of all by number: the last that was agreed and not sent back; none where none is."""
    return max((number for number, status in versions.items() if status in HOLDS), default=None)


def activity_state(planned_on: date, fulfilled: int, today: date) -> ActivityState:
    """Tell how an activity stands: `fulfilled` counts the submitted evidence for it; its day itself is not too late."""
    if fulfilled:
        return ActivityState.FULFILLED
    return ActivityState.OVERDUE if planned_on < today else ActivityState.PLANNED


class Unusual(StrEnum):
    """Why a day is worth a second look, though an activity may be planned for it."""

    PAST = "past"
    AFTER_END = "after_end"


def unusual_day(planned_on: date, planned_end: date, today: date) -> Unusual | None:
    """Tell whether a day is hardly meant: it is past, or after the enrolment's planned end."""
    if planned_on < today:
        return Unusual.PAST
    return Unusual.AFTER_END if planned_on > planned_end else None


@dataclass(frozen=True)
class Planned:
    """What is said of an activity, as far as a rule asks."""

    title: str
    planned_on: date | None
    criteria: int


def check_running(status: EnrolmentStatus) -> None:
    """Check that an enrolment goes on, so that a plan of it can change. Raises Refused."""
    if status not in RUNNING:
        raise Refused("plan-enrolment-over")


def check_beginning(last: VersionStatus | None) -> None:
    """Check that a new version may be begun: one at a time is written. Raises Refused."""
    if last is VersionStatus.DRAFT:
        raise Refused("plan-draft-exists")


def check_writing(status: VersionStatus) -> None:
    """Check that a version is still being written. Raises Refused."""
    if status is not VersionStatus.DRAFT:
        raise Refused("plan-not-draft")


def check_activity(said: Planned, start: date) -> None:
    """Check what is said of an activity, of an enrolment that started on a day. Raises Refused."""
    if not said.title.strip():
        raise Refused("plan-needs-title")
    if said.planned_on is None:
        raise Refused("plan-needs-date")
    if said.planned_on < start:
        raise Refused("plan-before-start")
    if not said.criteria:
        raise Refused("plan-needs-criteria")


def check_room(activities: int) -> None:
    """Check that a version takes another activity. Raises Refused."""
    if activities >= MOST_ACTIVITIES:
        raise Refused("plan-full", max=MOST_ACTIVITIES)


def check_putting_forward(status: VersionStatus, activities: Collection[Planned], start: date) -> None:
    """Check that a draft can be frozen: it plans something, and every activity may stand. Raises Refused."""
    check_writing(status)
    if not activities:
        raise Refused("plan-empty")
    for one in activities:
        check_activity(one, start)


def check_agreeing(status: VersionStatus, *, last: bool) -> None:
    """Check that a learner may agree: to the last version, once it is put forward. Raises Refused."""
    if not last:
        raise Refused("plan-superseded")
    if status is VersionStatus.DRAFT:
        raise Refused("plan-not-put-forward")
    if status is not VersionStatus.PUT_FORWARD:
        raise Refused("plan-agreed-before")


def check_reviewer(*, wrote: bool, assesses: bool) -> None:
    """Check that whoever reviews a plan has no part in what it plans. Raises Refused.

    `wrote`: whether they wrote any version of it; `assesses`: whether they assess or countersign in the portfolio, did
    before, or have judged or observed there.
    """
    if wrote:
        raise Refused("plan-own-review")
    if assesses:
        raise Refused("plan-assesses-there")


def check_reviewing(status: VersionStatus, outcome: Review, words: str, *, last: bool) -> None:
    """Check that a quality assurer may say this of a version. Raises Refused.

    `last`: whether no later version was put forward; one that is only being written takes no place yet.
    """
    if not last:
        raise Refused("plan-superseded")
    if status is not VersionStatus.AGREED:
        raise Refused(
            "plan-not-agreed" if status in {VersionStatus.DRAFT, VersionStatus.PUT_FORWARD} else "plan-reviewed"
        )
    if outcome is Review.RETURNED and not words.strip():
        raise Refused("plan-return-needs-words")


def check_discarding(comments: int) -> None:
    """Check that a draft can be thrown away: what others said of it is on record. Raises Refused."""
    if comments:
        raise Refused("plan-commented")


def check_comment(words: str) -> None:
    """Check that a comment says something. Raises Refused."""
    if not words.strip():
        raise Refused("plan-comment-needs-words")
