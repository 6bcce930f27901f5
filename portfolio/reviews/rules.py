"""What a progress review must say, who signs it in which order, when an action is overdue, and when a review is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portfolio.learning.rules import RUNNING, EnrolmentStatus
from standards.foundation import Refused

WEEKS_BETWEEN = 12
"""Between two reviews, where neither the provider nor one of its qualifications says otherwise."""
FEWEST_WEEKS, MOST_WEEKS = 1, 52
MOST_ACTIONS = 30
"""Actions of one review: it is read as a whole."""


class ReviewStatus(StrEnum):
    DRAFT = "draft"
    """Planned or being written by the assessor; the learner reads along."""
    SIGNED = "signed"
    """Frozen with its figures, by the assessor's signature: the learner has not signed yet."""
    AGREED = "agreed"
    """Signed by the learner too."""


class Signatory(StrEnum):
    """As what somebody signs a review, or is to do something after it."""

    ASSESSOR = "assessor"
    LEARNER = "learner"
    EMPLOYER = "employer"


class How(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


class ActionState(StrEnum):
    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"


@dataclass(frozen=True)
class Figures:
    """How far an enrolment has come on the day of a review."""

    met: int
    total: int
    met_before: int | None
    complete: int
    units: int
    overdue: int
    planned_end: date


@dataclass(frozen=True)
class Interval:
    """How many weeks may lie between two reviews from a day on, in one qualification or, with none, everywhere."""

    qualification: int | None
    weeks: int
    since: date


def action_state(due_on: date, done_on: date | None, today: date) -> ActionState:
    """Tell how an action stands: its day itself is not too late."""
    if done_on is not None:
        return ActionState.DONE
    return ActionState.OVERDUE if due_on < today else ActionState.OPEN


def weeks_between(settings: Iterable[Interval], today: date) -> Mapping[int | None, int]:
    """Give the weeks that hold today, by qualification; under none those of all others."""
    found: dict[int | None, int] = {None: WEEKS_BETWEEN}
    for one in sorted(settings, key=lambda each: each.since):
        if one.since <= today:
            found[one.qualification] = one.weeks
    return found


def next_due(last: date | None, start: date, weeks: int) -> date:
    """Give the last day for the next review, after the last or, where there was none, after the start."""
    return (last or start) + timedelta(weeks=weeks)


def check_weeks(weeks: int) -> None:
    """Check that an interval makes sense. Raises Refused."""
    if not FEWEST_WEEKS <= weeks <= MOST_WEEKS:
        raise Refused("review-weeks", least=FEWEST_WEEKS, most=MOST_WEEKS)


def check_running(status: EnrolmentStatus) -> None:
    """Check that an enrolment goes on, so that it is reviewed. Raises Refused."""
    if status not in RUNNING:
        raise Refused("review-enrolment-over")


def check_beginning(*, drafts: int) -> None:
    """Check that a review may be begun: one at a time is planned or written. Raises Refused."""
    if drafts:
        raise Refused("review-draft-exists")


def check_writing(status: ReviewStatus) -> None:
    """Check that a review is still being written. Raises Refused."""
    if status is not ReviewStatus.DRAFT:
        raise Refused("review-signed")


def check_days(held_on: date, period_from: date, period_until: date, start: date) -> None:
    """Check the days of a review, in an enrolment that started on a day. Raises Refused."""
    if held_on < start:
        raise Refused("review-before-start")
    if not period_from <= period_until:
        raise Refused("review-period")
    if period_until > held_on:
        raise Refused("review-period-after")


def check_room(actions: int) -> None:
    """Check that a review takes another action. Raises Refused."""
    if actions >= MOST_ACTIONS:
        raise Refused("review-full", max=MOST_ACTIONS)


def check_action(what: str, due_on: date, held_on: date) -> None:
    """Check what is to be done after a review that is held on a day. Raises Refused."""
    if not what.strip():
        raise Refused("review-action-needs-words")
    if due_on < held_on:
        raise Refused("review-action-before")


def check_signing(status: ReviewStatus, held_on: date, progress: str, ahead: str, today: date) -> None:
    """Check that an assessor may sign: it was held, and says what was done and what is next. Raises Refused."""
    check_writing(status)
    if held_on > today:
        raise Refused("review-not-held")
    if not (progress.strip() and ahead.strip()):
        raise Refused("review-says-nothing")


def check_standing(status: ReviewStatus, *, replaced: bool) -> None:
    """Check that a review was signed by its assessor, and stands. Raises Refused."""
    if status is ReviewStatus.DRAFT:
        raise Refused("review-not-signed")
    if replaced:
        raise Refused("review-replaced")


def check_agreeing(status: ReviewStatus, *, replaced: bool) -> None:
    """Check that a learner may sign: after the assessor, and once. Raises Refused."""
    check_standing(status, replaced=replaced)
    if status is ReviewStatus.AGREED:
        raise Refused("review-agreed-before")


def check_asking(status: ReviewStatus, name: str, *, replaced: bool, waiting: bool, endorsed: bool) -> None:
    """Check that an employer may be asked: one at a time, until one has signed. Raises Refused."""
    check_standing(status, replaced=replaced)
    if endorsed:
        raise Refused("review-endorsed")
    if waiting:
        raise Refused("review-asked")
    if not name.strip():
        raise Refused("review-needs-name")


def check_correcting(status: ReviewStatus, why: str, *, replaced: bool) -> None:
    """Check that a signed review may be corrected: it stands, and what is wrong is said. Raises Refused."""
    check_standing(status, replaced=replaced)
    if not why.strip():
        raise Refused("review-correction-needs-words")


def check_doing(state: ActionState, done_on: date, held_on: date, today: date) -> None:
    """Check that an action may be said to be done on a day. Raises Refused."""
    if state is ActionState.DONE:
        raise Refused("review-action-done")
    if done_on > today or done_on < held_on:
        raise Refused("review-action-day")
