"""A qualification can be published exactly when some choice of its units makes it."""

from datetime import date, timedelta
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standards.qualifications.rules import Combination, Gap, GroupRule, Shortfall, certification, gaps, shortfalls

Whole = tuple[list[GroupRule], dict[int, int], int]


@st.composite
def qualifications(draw: st.DrawFn) -> Whole:
    groups: list[GroupRule] = []
    credits_of: dict[int, int] = {}
    for number in range(1, draw(st.integers(1, 2)) + 1):
        units = [number * 10 + each for each in range(draw(st.integers(0, 4)))]
        credits_of |= {unit: draw(st.integers(0, 6)) for unit in units}
        maximum = draw(st.none() | st.integers(0, 12))
        combination = draw(st.sampled_from(Combination))
        groups.append(GroupRule(number, combination, draw(st.integers(0, 12)), maximum, frozenset(units)))
    return groups, credits_of, draw(st.integers(0, 20))


def choices(units: list[int]) -> chain[tuple[int, ...]]:
    return chain.from_iterable(combinations(units, size) for size in range(len(units) + 1))


@given(qualifications())
def test_without_a_gap_some_choice_makes_it_and_with_one_none_does(whole: Whole) -> None:
    groups, credits_of, least = whole
    found = gaps(groups, credits_of, least)
    possible = any(not shortfalls(groups, frozenset(each), credits_of, least) for each in choices(sorted(credits_of)))
    empty = any(not group.units for group in groups)
    assert bool(found) == (empty or not possible)


@given(qualifications(), st.data())
def test_more_than_the_choice_itself_never_matters(whole: Whole, data: st.DataObject) -> None:
    groups, credits_of, least = whole
    chosen = frozenset(data.draw(st.sets(st.sampled_from(sorted(credits_of))))) if credits_of else frozenset()
    assert shortfalls(groups, chosen, credits_of, least) == shortfalls(groups, chosen | {999}, credits_of, least)


def group(combination: Combination, minimum: int = 0, maximum: int | None = None, units: int = 3) -> GroupRule:
    return GroupRule(1, combination, minimum, maximum, frozenset(range(units)))


CREDITS = {0: 4, 1: 6, 2: 10}


@pytest.mark.parametrize(
    ("rule", "least", "expected"),
    [
        (group(Combination.ALL), 0, None),
        (group(Combination.ALL, units=0), 0, Gap(1, "group-empty", 1, 0)),
        (group(Combination.UNITS, 3), 0, None),
        (group(Combination.UNITS, 4), 0, Gap(1, "too-few-units", 4, 3)),
        (group(Combination.UNITS, 2, 1), 0, Gap(1, "maximum-below-minimum", 2, 1)),
        (group(Combination.CREDITS, 20), 0, None),
        (group(Combination.CREDITS, 21), 0, Gap(1, "too-few-credits", 21, 20)),
        (group(Combination.CREDITS, 7, 9), 0, Gap(1, "too-few-credits", 7, 6)),
        (group(Combination.UNITS, 1, 2), 16, None),
        (group(Combination.UNITS, 1, 2), 17, Gap(None, "too-few-credits", 17, 16)),
    ],
)
def test_a_gap_says_what_is_needed_and_what_is_possible(rule: GroupRule, least: int, expected: Gap | None) -> None:
    assert gaps([rule], CREDITS, least) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("rule", "chosen", "expected"),
    [
        (group(Combination.ALL), {0, 1}, Shortfall(1, "all-units", 3, 2)),
        (group(Combination.UNITS, 2), {0}, Shortfall(1, "too-few-units", 2, 1)),
        (group(Combination.UNITS, 1, 1), {0, 1}, Shortfall(1, "too-many-units", 1, 2)),
        (group(Combination.CREDITS, 11), {0, 1}, Shortfall(1, "too-few-credits", 11, 10)),
        (group(Combination.CREDITS, 0, 9), {0, 1}, Shortfall(1, "too-many-credits", 9, 10)),
        (group(Combination.CREDITS, 10), {0, 1}, None),
    ],
)
def test_a_choice_is_measured_by_the_groups_rule(rule: GroupRule, chosen: set[int], expected: Shortfall | None) -> None:
    assert shortfalls([rule], frozenset(chosen), CREDITS) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("days", "soon", "passed"),
    [(90, False, False), (89, True, False), (0, True, False), (-1, False, True)],
)
def test_the_last_certification_date_is_soon_then_past(days: int, soon: bool, passed: bool) -> None:
    last = date(2027, 8, 31)
    found = certification(last, last - timedelta(days))
    assert found is not None
    assert (found.soon, found.passed, found.days_left) == (soon, passed, days)
    assert [found.ends_before(last + timedelta(each)) for each in (-1, 0, 1)] == [False, False, True]


def test_where_no_day_is_known_nothing_is_said() -> None:
    assert certification(None, date(2027, 8, 31)) is None
