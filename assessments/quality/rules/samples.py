"""What may become of a sample: who may look, what a report must say, and when it holds a unit up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessments.judging.rules import REASON_AT_LEAST
from standards.foundation import Refused

MOST_ACTIONS = 5


class SampleStatus(StrEnum):
    OPEN = "open"
    """The quality assurer looks at it."""
    REPORTED = "reported"
    """It waits for the assessor's answer."""
    ANSWERED = "answered"
    CLOSED = "closed"


class Verdict(StrEnum):
    """What a quality assurer finds of the decisions."""

    UPHELD = "upheld"
    WITH_ACTION = "with_action"
    """Upheld; the assessor has something to do all the same."""
    ACTION_REQUIRED = "action_required"
    """The unit waits until the assessor has done it."""
    NOT_UPHELD = "not_upheld"
    """Named criteria are decided again."""


class Check(StrEnum):
    """The rules of evidence that a quality assurer checks (practice.md 1.6, 2.6)."""

    VALID = "valid"
    AUTHENTIC = "authentic"
    CURRENT = "current"
    SUFFICIENT = "sufficient"
    RELIABLE = "reliable"


class FeedbackQuality(StrEnum):
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


@dataclass(frozen=True)
class Action:
    """What the assessor is to do, until when."""

    words: str
    due: date | None


@dataclass(frozen=True)
class Report:
    """All that a quality assurer says of a sample; criteria by their UUIDs."""

    verdict: Verdict
    criteria: Sequence[str]
    """Those that were looked at."""
    methods: Sequence[str]
    checks: Sequence[str]
    quality: FeedbackQuality
    records_complete: bool
    feedback: str = ""
    good_practice: str = ""
    reason: str = ""
    overturned: Sequence[str] = ()
    """The criteria whose decisions are not upheld."""
    actions: Sequence[Action] = ()


def check_sampler(person: int | None, learner: int, involved: Collection[int], *, assigned: bool) -> None:
    """Check that somebody may sample: assigned, in nobody's own portfolio, no part in the decisions. Raises Refused.

    `involved`: everybody who ever decided or signed anything of the unit.
    """
    if person == learner:
        raise Refused("judging-own-portfolio")
    if person in involved:
        raise Refused("sampling-own")
    if not assigned:
        raise Refused("sampling-not-assigned")


def check_opening(*, sampled: bool, decisions: int) -> None:
    """Check that an item can be opened: once, and while there is something to look at. Raises Refused."""
    if sampled:
        raise Refused("sample-opened-before")
    if not decisions:
        raise Refused("sample-nothing-there")


def check_report(status: SampleStatus, said: Report, there: Collection[str], met: Collection[str], today: date) -> None:
    """Check that a sample may be reported so. Raises Refused.

    `there`: the criteria that it froze; `met`: those of them that are met now, so that they can be decided again.
    """
    if status is not SampleStatus.OPEN:
        raise Refused("sample-reported-before")
    if not said.criteria:
        raise Refused("report-needs-criteria")
    if not set(said.criteria) <= set(there):
        raise Refused("report-foreign-criterion")
    if said.verdict is Verdict.NOT_UPHELD:
        _check_overturning(said, met)
    if said.verdict in {Verdict.WITH_ACTION, Verdict.ACTION_REQUIRED} and not said.actions:
        raise Refused("report-needs-action")
    if len(said.actions) > MOST_ACTIONS:
        raise Refused("report-too-many-actions", most=MOST_ACTIONS)
    _check_actions(said.actions, today)


def _check_overturning(said: Report, met: Collection[str]) -> None:
    if not said.overturned:
        raise Refused("report-needs-overturned")
    if not set(said.overturned) <= set(met):
        raise Refused("report-not-met")
    if len(said.reason.strip()) < REASON_AT_LEAST:
        raise Refused("report-needs-reason")


def _check_actions(actions: Iterable[Action], today: date) -> None:
    for one in actions:
        if not one.words.strip():
            raise Refused("action-needs-words")
        if one.due is None or one.due < today:
            raise Refused("action-needs-day")


def status_after(verdict: Verdict) -> SampleStatus:
    """Give how a sample stands once it is reported: what is upheld asks for nothing more."""
    return SampleStatus.CLOSED if verdict is Verdict.UPHELD else SampleStatus.REPORTED


def holds(status: str, verdict: str | None) -> bool:
    """Tell whether a sample holds its unit up: while it is open, and until a required action is seen to be done."""
    return status == SampleStatus.OPEN or (verdict == Verdict.ACTION_REQUIRED and status != SampleStatus.CLOSED)


def check_answer(status: SampleStatus, person: int | None, assessor: int, words: str) -> None:
    """Check that somebody may answer: the assessor alone, while it is not closed. Raises Refused."""
    if person != assessor:
        raise Refused("sample-not-yours")
    if status not in {SampleStatus.REPORTED, SampleStatus.ANSWERED}:
        raise Refused("sample-asks-nothing")
    if not words.strip():
        raise Refused("answer-needs-words")


def check_done(done: Mapping[int, date], numbers: Collection[int], today: date) -> None:
    """Check the days on which actions were done, by their numbers. Raises Refused."""
    if not done.keys() <= set(numbers):
        raise Refused("answer-unknown-action")
    if any(day > today for day in done.values()):
        raise Refused("answer-day-ahead")


def check_closing(status: SampleStatus, *, undone: int) -> None:
    """Check that a sample may be closed: answered, and everything done. Raises Refused."""
    if status is SampleStatus.CLOSED:
        raise Refused("sample-closed-before")
    if status is not SampleStatus.ANSWERED:
        raise Refused("sample-not-answered")
    if undone:
        raise Refused("sample-actions-undone", number=undone)
