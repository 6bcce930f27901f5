"""The acts of monitoring as a provider's own book keeps them: who and when, and seals of what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from assessments.monitoring.rules import MonitoringStatus
from portfolio.learning.events import Disagrees
from standards.foundation import Facts, told


def _known(facts: Facts, activity: str, *before: MonitoringStatus) -> dict[str, Any]:
    """Give an activity that stands as an act needs it."""
    known = facts["monitoring", activity]
    if known["status"] not in before:
        raise Disagrees(f"the activity {activity} is {known['status']}")
    return known


def _by_another(facts: Facts, known: dict[str, Any]) -> None:
    """Check that an act was not the assessor's whose work it is of. Raises Disagrees."""
    if known["assessor"] == told(facts, "actor"):
        raise Disagrees(f"{known['assessor']} monitors themselves")


@dataclass(frozen=True)
class MonitoringPlanned:
    kind: ClassVar[str] = "monitoring.planned"
    activity: str
    number: int
    how: str
    assessor: str
    planned_on: str
    said: str
    """Seal of what is to be looked at, and with which learner."""

    def apply(self, facts: Facts) -> None:
        if self.assessor == told(facts, "actor"):
            raise Disagrees(f"{self.assessor} monitors themselves")
        facts["monitoring", self.activity] = {
            "number": self.number,
            "how": self.how,
            "assessor": self.assessor,
            "planned_on": self.planned_on,
            "said": self.said,
            "status": MonitoringStatus.PLANNED.value,
            "cancelled": None,
            "held_on": None,
            "outcome": None,
            "record": None,
            "recorder": None,
            "answer": None,
            "done": None,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }


@dataclass(frozen=True)
class MonitoringCancelled:
    kind: ClassVar[str] = "monitoring.cancelled"
    activity: str
    reason: str

    def apply(self, facts: Facts) -> None:
        known = _known(facts, self.activity, MonitoringStatus.PLANNED)
        _by_another(facts, known)
        known.update(status=MonitoringStatus.CANCELLED.value, cancelled=self.reason)


@dataclass(frozen=True)
class MonitoringRecorded:
    kind: ClassVar[str] = "monitoring.recorded"
    activity: str
    held_on: str
    outcome: str
    record: str
    """Seal of all that was seen, and of what is to follow."""

    def apply(self, facts: Facts) -> None:
        known = _known(facts, self.activity, MonitoringStatus.PLANNED)
        _by_another(facts, known)
        known.update(
            status=MonitoringStatus.RECORDED.value,
            held_on=self.held_on,
            outcome=self.outcome,
            record=self.record,
            recorder=told(facts, "actor"),
        )


@dataclass(frozen=True)
class MonitoringAnswered:
    kind: ClassVar[str] = "monitoring.answered"
    activity: str
    answer: str
    done: str | None

    def apply(self, facts: Facts) -> None:
        known = _known(facts, self.activity, MonitoringStatus.RECORDED, MonitoringStatus.ANSWERED)
        if known["assessor"] != told(facts, "actor"):
            raise Disagrees(f"somebody else than {known['assessor']} answered")
        known.update(status=MonitoringStatus.ANSWERED.value, answer=self.answer, done=self.done)


@dataclass(frozen=True)
class MonitoringClosed:
    kind: ClassVar[str] = "monitoring.closed"
    activity: str

    def apply(self, facts: Facts) -> None:
        known = _known(facts, self.activity, MonitoringStatus.ANSWERED)
        _by_another(facts, known)
        known["status"] = MonitoringStatus.CLOSED.value


ACTS = (MonitoringPlanned, MonitoringCancelled, MonitoringRecorded, MonitoringAnswered, MonitoringClosed)
