"""Deadlines in days of the calendar or in working days of England and Wales; each is the last day, included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from standards.foundation import Refused

Holiday = Callable[[date], bool]
"""Tells whether a day is a bank holiday."""
MOST_DAYS = 366
"""Nobody agrees to wait longer at once."""
SATURDAY = 5
ONE = timedelta(days=1)


class Days(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True)
class Term:
    """So many days, all or only working ones."""

    number: int
    days: Days = Days.WORKING


def is_working(day: date, holiday: Holiday) -> bool:
    return day.weekday() < SATURDAY and not holiday(day)


def ends(start: date, term: Term, holiday: Holiday) -> date:
    """Give the last day of a term: the day it starts on is not counted."""
    return moved(start, term.number, term.days, holiday)


def moved(day: date, number: int, days: Days, holiday: Holiday) -> date:
    """Give the day so many days later; among working days it is a working day, even where the number is none."""
    if days is Days.CALENDAR:
        return day + timedelta(days=number)
    while number > 0:
        day += ONE
        number -= is_working(day, holiday)
    while not is_working(day, holiday):
        day += ONE
    return day


def between(first: date, last: date, days: Days, holiday: Holiday) -> int:
    """Count the days after the first, up to and with the last."""
    span = (last - first).days
    if days is Days.CALENDAR:
        return span
    return sum(is_working(first + timedelta(days=each), holiday) for each in range(1, span + 1))


def extended(due: date, number: int, days: Days, holiday: Holiday) -> date:
    """Give the last day once so many more were agreed. Raises Refused where that is no extension."""
    if not 0 < number <= MOST_DAYS:
        raise Refused("extension-not-longer", most=MOST_DAYS)
    return moved(due, number, days, holiday)


def resumed(due: date, paused: date, again: date, days: Days, holiday: Holiday) -> date:
    """Give the last day once a pause is over: moved by exactly the days that were paused. Raises Refused."""
    if again < paused:
        raise Refused("pause-ends-before", paused=paused)
    return moved(due, between(paused, again, days, holiday), days, holiday)
