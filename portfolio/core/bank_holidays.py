"""The bank holidays of England and Wales: as published and shipped with a package, reckoned for years beyond it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib import resources

import govuk_bank_holidays

ENGLAND_AND_WALES = "england-and-wales"
ONE, WEEK = timedelta(days=1), timedelta(days=7)
MONDAY, SATURDAY = 0, 5


def is_bank_holiday(day: date) -> bool:
    return day in (_published().get(day.year) or reckoned(day.year))


def published_until() -> date:
    """Give the last day for which the days are published and not reckoned."""
    return date(max(_published()), 12, 31)


@cache
def _published() -> dict[int, frozenset[date]]:
    """Read the file that comes with the package; its own loader would ask the network first."""
    file = resources.files(govuk_bank_holidays).joinpath("bank-holidays.json")
    events = json.loads(file.read_text(encoding="utf-8"))[ENGLAND_AND_WALES]["events"]
    days = [date.fromisoformat(one["date"]) for one in events]
    return {year: frozenset(day for day in days if day.year == year) for year in {day.year for day in days}}


@cache
def reckoned(year: int) -> frozenset[date]:
    """Reckon a year's days by the rules that hold where no proclamation says otherwise."""
    easter = easter_sunday(year)
    may, august = date(year, 5, 1), date(year, 8, 31)
    last_of_may = date(year, 5, 31)
    fixed = _substituted([date(year, 1, 1)]), _substituted([date(year, 12, 25), date(year, 12, 26)])
    moving = [
        easter - 2 * ONE,
        easter + ONE,
        may + ONE * ((MONDAY - may.weekday()) % 7),
        last_of_may - ONE * last_of_may.weekday(),
        august - ONE * august.weekday(),
    ]
    return frozenset([*moving, *(day for days in fixed for day in days)])


def _substituted(days: list[date]) -> Iterator[date]:
    """Give the days, and in place of those at a weekend the next that are free."""
    taken = {day for day in days if day.weekday() < SATURDAY}
    yield from taken
    for day in days:
        if day.weekday() < SATURDAY:
            continue
        free = day
        while free.weekday() >= SATURDAY or free in taken:
            free += ONE
        taken.add(free)
        yield free


def easter_sunday(year: int) -> date:
    """Give Easter by the Gregorian reckoning (Meeus, Jones and Butcher)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    quarters, single = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * quarters - epact - single) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
