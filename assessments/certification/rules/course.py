"""What becomes of a certification claim: the awarding organisation's answer, the certificate, and being withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessments.judging.rules import REASON_AT_LEAST
from standards.foundation import Refused

MOST_WEEKS = 104
MOST_DAYS = 366


class ClaimState(StrEnum):
    """Where a certification claim is; a step of the same name brought it there."""

    CLAIMED = "claimed"
    APPROVED = "approved"
    DEFERRED = "deferred"
    """The awarding organisation asks for more before it decides."""
    REJECTED = "rejected"
    RECEIVED = "received"
    """The awarding organisation's certificate is at the centre."""
    GIVEN = "given"
    """The learner has it."""
    WITHDRAWN = "withdrawn"


ANSWERS = (ClaimState.APPROVED, ClaimState.DEFERRED, ClaimState.REJECTED)
LIVE = frozenset(ClaimState) - {ClaimState.REJECTED, ClaimState.WITHDRAWN}
"""While a claim stands so, what it claims is not claimed again."""
CERTIFICATED = frozenset({ClaimState.RECEIVED, ClaimState.GIVEN})
NEXT: Mapping[ClaimState, frozenset[ClaimState]] = {
    ClaimState.CLAIMED: frozenset({*ANSWERS, ClaimState.WITHDRAWN}),
    ClaimState.DEFERRED: frozenset({ClaimState.APPROVED, ClaimState.REJECTED, ClaimState.WITHDRAWN}),
    ClaimState.APPROVED: frozenset({ClaimState.RECEIVED, ClaimState.WITHDRAWN}),
    ClaimState.RECEIVED: frozenset({ClaimState.GIVEN}),
    ClaimState.GIVEN: frozenset(),
    ClaimState.REJECTED: frozenset(),
    ClaimState.WITHDRAWN: frozenset(),
}
CORRECTED_BY: Mapping[ClaimState, frozenset[ClaimState]] = {
    **dict.fromkeys(ANSWERS, frozenset(ANSWERS)),
    ClaimState.RECEIVED: frozenset({ClaimState.RECEIVED}),
    ClaimState.GIVEN: frozenset({ClaimState.GIVEN}),
}
"""What may be recorded in place of the last step, where that was recorded wrongly."""
REFERENCED = frozenset({*ANSWERS, ClaimState.RECEIVED})
EXPLAINED = frozenset({ClaimState.DEFERRED, ClaimState.REJECTED, ClaimState.WITHDRAWN})


def may_follow(state: ClaimState, step: ClaimState, *, must_withdraw: bool, corrects: bool) -> bool:
    """Tell whether a step may be recorded of a claim.

    Where a unit of it was reopened nothing more is claimed or handed out: it is withdrawn, whatever came of it before.
    """
    if corrects:
        return step in CORRECTED_BY.get(state, ()) and not must_withdraw
    if must_withdraw:
        return step is ClaimState.WITHDRAWN and state in LIVE
    return step in NEXT[state]


@dataclass(frozen=True)
class NewStep:
    """What somebody records of a claim; `corrects`: in place of what was recorded last."""

    step: ClaimState
    on: date
    reference: str = ""
    words: str = ""
    corrects: bool = False


def check_step(state: ClaimState, new: NewStep, since: date, today: date, *, must_withdraw: bool) -> None:
    """Check that a step may be recorded; `since`: the day of the step that stands before it. Raises Refused."""
    if not may_follow(state, new.step, must_withdraw=must_withdraw, corrects=new.corrects):
        code = "certification-must-withdraw" if must_withdraw else "certification-not-next"
        raise Refused(code)
    if new.on > today:
        raise Refused("certification-day-ahead")
    if new.on < since:
        raise Refused("certification-day-before", day=since)
    if new.step in REFERENCED and not new.reference.strip():
        raise Refused("certification-needs-reference")
    if (new.corrects or new.step in EXPLAINED) and len(new.words.strip()) < REASON_AT_LEAST:
        raise Refused("certification-needs-words")


@dataclass(frozen=True)
class NewTerms:
    """What a centre records of a qualification; no number is shipped: each is the awarding organisation's."""

    organisation: str
    direct_from: date | None = None
    direct_until: date | None = None
    least_weeks: int | None = None
    register_within: int | None = None
    """Working days from the start of an enrolment."""


def check_terms(new: NewTerms) -> None:
    """Check what is recorded of a qualification. Raises Refused."""
    if not new.organisation.strip():
        raise Refused("terms-need-organisation")
    if new.direct_until is not None and (new.direct_from is None or new.direct_until < new.direct_from):
        raise Refused("terms-direct-days")
    if new.least_weeks is not None and not 0 <= new.least_weeks <= MOST_WEEKS:
        raise Refused("terms-weeks", most=MOST_WEEKS)
    if new.register_within is not None and not 0 <= new.register_within <= MOST_DAYS:
        raise Refused("terms-days", most=MOST_DAYS)


def check_registration(number: str, on: date, start: date, today: date, *, own: bool) -> None:
    """Check that an enrolment can be recorded as registered so. Raises Refused."""
    if own:
        raise Refused("certification-own")
    if not number.strip():
        raise Refused("registration-needs-number")
    if on > today:
        raise Refused("certification-day-ahead")
    if on < start:
        raise Refused("registration-before-start", day=start)


def check_release(name: str, reference: str, on: date, today: date, *, own: bool, complete: bool) -> None:
    """Check that a release from outside can be recorded. Raises Refused."""
    if own:
        raise Refused("certification-own")
    if not complete:
        raise Refused("release-not-signed")
    if not name.strip() or not reference.strip():
        raise Refused("release-needs-name")
    if on > today:
        raise Refused("certification-day-ahead")
