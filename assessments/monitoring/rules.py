"""How an assessor's work is monitored: what can be planned and recorded, by whom, and when it is due again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portfolio.people.rules.standing import months_after
from standards.foundation import Refused


class MonitoringKind(StrEnum):
    """How one learns of an assessor's work, beside samples and standardisation (practice.md 2.5)."""

    OBSERVATION = "observation"
    LEARNER_INTERVIEW = "learner_interview"
    WITNESS_CONTACT = "witness_contact"
    RECORD_CHECK = "record_check"


class MonitoringStatus(StrEnum):
    PLANNED = "planned"
    CANCELLED = "cancelled"
    RECORDED = "recorded"
    ANSWERED = "answered"
    CLOSED = "closed"


class Point(StrEnum):
    """What is looked at in an assessor's work."""

    PLANNING = "planning"
    QUESTIONING = "questioning"
    JUDGEMENT = "judgement"
    FEEDBACK = "feedback"
    LANGUAGE = "language"
    RECORDS = "records"


class Seen(StrEnum):
    """How it was with a point."""

    WELL = "well"
    BETTER = "better"
    """It can be done better."""
    NOT_SEEN = "not_seen"


class MonitoringOutcome(StrEnum):
    SATISFACTORY = "satisfactory"
    ACTIONS = "actions"
    NOT_SATISFACTORY = "not_satisfactory"


@dataclass(frozen=True)
class NewActivity:
    """What is planned: how, on which day, and what is to be looked at."""

    kind: MonitoringKind
    planned_on: date
    focus: str
    language: str


@dataclass(frozen=True)
class Record:
    """What was seen, and what is to follow from it."""

    held_on: date
    points: Mapping[str, str]
    seen: str
    good_practice: str
    outcome: MonitoringOutcome
    actions: str
    due: date | None
    language: str


def check_plan(new: NewActivity, planner: int | None, assessor: int, today: date) -> None:
    """Check that an activity is planned of somebody else's work, and for no day that is over. Raises Refused."""
    _check_other(planner, assessor)
    if new.planned_on < today:
        raise Refused("monitoring-day-over")


def check_record(said: Record, status: MonitoringStatus, recorder: int | None, assessor: int, today: date) -> None:
    """Check that an activity is recorded once, after it was held, saying what follows from it. Raises Refused."""
    _check_other(recorder, assessor)
    if status is not MonitoringStatus.PLANNED:
        raise Refused("monitoring-over")
    if said.held_on > today:
        raise Refused("monitoring-ahead")
    if not said.seen.strip():
        raise Refused("monitoring-needs-words")
    if not said.actions.strip() and (said.outcome is not MonitoringOutcome.SATISFACTORY or said.due is not None):
        raise Refused("monitoring-needs-actions")
    if said.actions.strip() and said.due is None:
        raise Refused("monitoring-needs-due")
    if said.due is not None and said.due < said.held_on:
        raise Refused("monitoring-due-early")


def check_cancelling(status: MonitoringStatus, who: int | None, assessor: int, reason: str) -> None:
    """Check that what is planned is called off, with a reason. Raises Refused."""
    _check_other(who, assessor)
    if status is not MonitoringStatus.PLANNED:
        raise Refused("monitoring-over")
    if not reason.strip():
        raise Refused("monitoring-needs-reason")


def check_answer(status: MonitoringStatus, who: int | None, assessor: int, done_on: date | None, today: date) -> None:
    """Check that it is the assessor who answers what was recorded of them, until it is closed. Raises Refused."""
    if who != assessor:
        raise Refused("monitoring-of-another")
    if status not in {MonitoringStatus.RECORDED, MonitoringStatus.ANSWERED}:
        raise Refused("monitoring-not-to-answer")
    if done_on is not None and done_on > today:
        raise Refused("monitoring-ahead")


def check_closing(status: MonitoringStatus, who: int | None, assessor: int, *, actions: bool, done: bool) -> None:
    """Check that an activity was answered, and what was asked for done. Raises Refused."""
    _check_other(who, assessor)
    if status is not MonitoringStatus.ANSWERED:
        raise Refused("monitoring-not-answered")
    if actions and not done:
        raise Refused("monitoring-actions-open")


def _check_other(who: int | None, assessor: int) -> None:
    if who == assessor:
        raise Refused("monitoring-of-oneself")


def observed_by(last: date | None, since: date, months: int) -> date:
    """Give the day by which an assessor is to be observed: months after the last time, or after they began."""
    return months_after(last or since, months)
