"""Deadlines are pure: a table of awkward days, and what holds of any."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.appeals.rules.deadlines import Days, Term, between, ends, extended, is_working, moved, resumed
from portfolio.core.bank_holidays import _published, is_bank_holiday, published_until, reckoned
from standards.foundation import Refused

WORKING, CALENDAR = Days.WORKING, Days.CALENDAR
TABLE = [
    # began, days, what they are, the last day
    (date(2026, 3, 30), 5, WORKING, date(2026, 4, 8)),  # over Good Friday and Easter Monday
    (date(2026, 12, 18), 5, WORKING, date(2026, 12, 29)),  # over Christmas: Boxing Day is kept on Monday the 28th
    (date(2027, 12, 23), 5, WORKING, date(2028, 1, 4)),  # Christmas at a weekend, then New Year's Day as well
    (date(2026, 5, 1), 1, WORKING, date(2026, 5, 5)),  # over the early May bank holiday
    (date(2024, 2, 28), 1, WORKING, date(2024, 2, 29)),
    (date(2023, 2, 28), 1, WORKING, date(2023, 3, 1)),
    (date(2028, 2, 15), 14, CALENDAR, date(2028, 2, 29)),
    (date(2026, 12, 14), 14, CALENDAR, date(2026, 12, 28)),  # plain days may end on a bank holiday
    (date(2026, 11, 30), 35, WORKING, date(2027, 1, 21)),
    (date(2022, 9, 16), 1, WORKING, date(2022, 9, 20)),  # a day of mourning, as proclaimed
    (date(2026, 7, 4), 0, WORKING, date(2026, 7, 6)),
]
days = st.dates(date(2012, 1, 1), date(2045, 12, 31))
numbers = st.integers(1, 120)


@pytest.mark.parametrize(("began", "number", "what", "last"), TABLE)
def test_the_last_day(began: date, number: int, what: Days, last: date) -> None:
    assert ends(began, Term(number, what), is_bank_holiday) == last


@pytest.mark.parametrize(
    ("due", "number", "what", "last"),
    [
        (date(2026, 8, 28), 3, WORKING, date(2026, 9, 3)),  # the summer bank holiday lies inside
        (date(2026, 12, 23), 2, WORKING, date(2026, 12, 29)),
        (date(2028, 2, 22), 14, CALENDAR, date(2028, 3, 7)),
    ],
)
def test_an_extension(due: date, number: int, what: Days, last: date) -> None:
    assert extended(due, number, what, is_bank_holiday) == last


@pytest.mark.parametrize("number", [0, -1, 367])
def test_what_is_no_extension_is_refused(number: int) -> None:
    with pytest.raises(Refused, match="extension-not-longer"):
        extended(date(2026, 8, 28), number, WORKING, is_bank_holiday)


def test_a_pause_cannot_end_before_it_began() -> None:
    with pytest.raises(Refused, match="pause-ends-before"):
        resumed(date(2026, 8, 28), date(2026, 8, 20), date(2026, 8, 19), WORKING, is_bank_holiday)


@given(days, numbers)
def test_working_days_end_on_one(began: date, number: int) -> None:
    last = ends(began, Term(number), is_bank_holiday)
    assert is_working(last, is_bank_holiday)
    assert between(began, last, WORKING, is_bank_holiday) == number


@given(days, numbers, st.sampled_from(Days))
def test_an_extension_never_shortens(due: date, number: int, what: Days) -> None:
    assert extended(due, number, what, is_bank_holiday) > due


@given(days, st.integers(0, 120), st.integers(0, 200), st.sampled_from(Days))
def test_a_pause_moves_by_exactly_the_days_paused(since: date, before: int, length: int, what: Days) -> None:
    due = moved(since, before, what, is_bank_holiday)
    again = since + timedelta(days=length)
    later = resumed(due, since, again, what, is_bank_holiday)
    assert between(due, later, what, is_bank_holiday) == between(since, again, what, is_bank_holiday)
    if what is CALENDAR:
        assert later - due == again - since


def test_the_years_that_are_published_are_as_reckoned_but_for_what_was_proclaimed() -> None:
    moved_in = {2012, 2020, 2022, 2023}
    assert {year for year, known in _published().items() if known != reckoned(year)} == moved_in
    assert published_until() >= date(2028, 12, 31)
    assert is_bank_holiday(date(2031, 4, 11)), "Good Friday of a year that nobody has published yet"
