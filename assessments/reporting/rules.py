"""What a report counts and how progress is held against the plan."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from portfolio.learning.rules import EnrolmentStatus

CURRENT = (EnrolmentStatus.ACTIVE, EnrolmentStatus.PAUSED, EnrolmentStatus.COMPLETED)
"""What a report counts unless it is asked for others: whoever left does not pull the figures down."""


class Progress(StrEnum):
    """Which learners a report shows."""

    ALL = ""
    UNFINISHED = "unfinished"
    COMPLETE = "complete"
    OVERDUE = "overdue"


class Sort(StrEnum):
    NAME = "name"
    MET = "met"
    REFERRED = "referred"
    PLANNED_END = "planned_end"


def planned_by_now(total: int, start: date, planned_end: date, today: date) -> int:
    """Give how many criteria an even pace would have brought by a day."""
    days = (planned_end - start).days
    gone = min(max((today - start).days / days, 0.0), 1.0) if days > 0 else float(today >= planned_end)
    return int(total * gone)
