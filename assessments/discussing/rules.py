"""What a professional discussion needs before it is held, and what its record must say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessments.judging.rules import Judgement, Outcome, RulesOfEvidence
from portfolio.evidence.rules import EARLIEST
from portfolio.evidence.rules.pointing import first_wrong
from standards.foundation import Refused


class DiscussionStatus(StrEnum):
    GIVEN = "given"
    RECORDED = "recorded"
    CALLED_OFF = "called_off"


class Method(StrEnum):
    """How it is recorded, as both agreed beforehand."""

    WRITING = "writing"
    SOUND = "sound"
    VIDEO = "video"


MEDIA: Mapping[Method, str] = {Method.SOUND: "audio/", Method.VIDEO: "video/"}
"""What the recording must be a file of."""


@dataclass(frozen=True)
class Covered:
    """What was said on one criterion: where in the recording and in short what, and what is decided of it."""

    where: str
    outcome: str
    feedback: str = ""


@dataclass(frozen=True)
class Held:
    """All that the record of a discussion says that its rules look at."""

    happened_on: date | None
    method: Method
    words: str
    media_types: Collection[str]
    rules: RulesOfEvidence
    covered: Mapping[str, Covered]
    """By the criterion's key: those that were decided."""


def check_given(purpose: str, criteria: Collection[object], planned_on: date | None, today: date) -> None:
    """Check that the learner is told what it is for and which criteria, for a day that is not over. Raises Refused."""
    if not purpose.strip():
        raise Refused("discussion-needs-purpose")
    if not criteria:
        raise Refused("discussion-needs-criteria")
    if planned_on is not None and planned_on < today:
        raise Refused("discussion-planned-before")


def check_waits(status: str) -> None:
    """Check that a discussion was neither held nor called off. Raises Refused."""
    if status != DiscussionStatus.GIVEN:
        raise Refused("discussion-over")


def check_own(person: int | None, assessor: int) -> None:
    """Check that whoever gave the criteria holds the discussion. Raises Refused."""
    if person != assessor:
        raise Refused("discussion-of-another")


def check_held(held: Held, given_on: date, given: Collection[str], today: date) -> None:
    """Check that what was held can go on record. Raises Refused."""
    day = held.happened_on
    found = {
        "discussion-needs-date": day is None,
        "discussion-in-future": day is not None and (day > today or day < EARLIEST),
        "discussion-before-given": day is not None and day < given_on,
        "discussion-needs-words": not held.words.strip(),
        "discussion-needs-recording": not _recorded(held),
        "discussion-needs-decisions": not held.covered,
        "discussion-criterion-not-given": bool(set(held.covered) - set(given)),
        "discussion-needs-where": any(not one.where.strip() for one in held.covered.values()),
        "discussion-where-wrong": any(first_wrong(one.where) for one in held.covered.values()),
        "discussion-needs-rules": not held.rules.hold and _any(held, Outcome.MET),
        "discussion-needs-missing": any(
            one.outcome == Outcome.REFERRED and not one.feedback.strip() for one in held.covered.values()
        ),
    }
    for code, is_so in found.items():
        if is_so:
            raise Refused(code)


def _recorded(held: Held) -> bool:
    """Tell whether the recording is there that was agreed on; what is written down is its own record."""
    wanted = MEDIA.get(held.method)
    return wanted is None or any(one.startswith(wanted) for one in held.media_types)


def _any(held: Held, outcome: Outcome) -> bool:
    return any(one.outcome == outcome for one in held.covered.values())


def judgements(covered: Mapping[str, Covered]) -> dict[str, Judgement]:
    return {key: Judgement(Outcome(one.outcome), one.feedback) for key, one in covered.items()}
