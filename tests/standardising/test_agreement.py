"""The figures of agreement are those that were published, and say no more than they say."""

import itertools
from collections import Counter
from fractions import Fraction

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from assessments.standardising.forms import kappa_words, reading_words
from assessments.standardising.rules.agreement import (
    Decided,
    Figure,
    Reading,
    Undefined,
    agreed_on,
    by_pair,
    cohen,
    fleiss,
    spread,
)

# Fleiss (1971), table 1: thirty patients, each put by six raters into one of five categories.
FLEISS_1971 = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)
# The worked example by which Fleiss' kappa is explained most often: ten subjects, fourteen raters, five categories.
FOURTEEN_RATERS = ((0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
                   (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7))  # fmt: skip
OUTCOMES = ("met", "not_yet", "referred")
DECISIONS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 6), st.sampled_from(OUTCOMES)), max_size=24)


def from_counts(rows: "tuple[tuple[int, ...], ...]") -> list[Decided]:
    found = []
    for item, row in enumerate(rows):
        said = [str(category) for category, number in enumerate(row) for _each in range(number)]
        found += [Decided(person, item, one) for person, one in enumerate(said)]
    return found


def of_two(*cells: tuple[str, str, int]) -> list[Decided]:
    """Decisions of two people from the cells of their table."""
    items = itertools.count()
    found = []
    for first, second, number in cells:
        for _each in range(number):
            item = next(items)
            found += [Decided("A", item, first), Decided("B", item, second)]
    return found


def decided(rows: list[tuple[int, int, str]]) -> list[Decided]:
    """At most one decision of each on each item."""
    return [Decided(person, item, one) for (person, item), one in {row[:2]: row[2] for row in rows}.items()]


def test_the_example_of_1971_comes_out() -> None:
    rows = tuple(tuple(int(one) for one in row) for row in FLEISS_1971.split())
    assert [sum(row[place] for row in rows) for place in range(5)] == [26, 26, 30, 55, 43]
    found = fleiss(from_counts(rows))
    assert found.agreed == pytest.approx(0.5556, abs=1e-4)
    assert found.kappa == pytest.approx(0.430, abs=5e-4)
    assert (found.items, found.people, found.few) == (30, 6, False)


def test_the_example_of_fourteen_raters_comes_out() -> None:
    found = fleiss(from_counts(FOURTEEN_RATERS))
    assert found.agreed == pytest.approx(0.378, abs=5e-4)
    assert found.kappa == pytest.approx(0.210, abs=5e-4)
    assert found.few


@pytest.mark.parametrize(
    ("cells", "agreed", "kappa"),
    [
        # Fifty grant proposals that two readers want or not.
        ((20, 5, 10, 15), 0.70, 0.40),
        # Two tables with the same share of agreement and another kappa, as they are set beside each other in textbooks.
        ((45, 15, 25, 15), 0.60, 0.1304),
        ((25, 35, 5, 35), 0.60, 0.2593),
    ],
)
def test_worked_examples_of_two_raters_come_out(cells: tuple[int, ...], agreed: float, kappa: float) -> None:
    both = itertools.product(("met", "not_yet"), repeat=2)
    found = cohen(of_two(*((one, two, cells[place]) for place, (one, two) in enumerate(both))), "A", "B")
    assert found.agreed == pytest.approx(agreed)
    assert found.kappa == pytest.approx(kappa, abs=5e-5)


def test_all_of_one_kind_is_no_kappa_and_not_nothing() -> None:
    every = of_two(("met", "met", 5))
    for found in (cohen(every, "A", "B"), fleiss(every)):
        assert (found.agreed, found.kappa, found.undefined) == (1.0, None, Undefined.ALIKE)
        assert found.reading is Reading.NOT_DEFINED_ALIKE


def test_nothing_to_compare_is_said_so() -> None:
    alone = [Decided("A", 1, "met")]
    for found in (cohen(alone, "A", "B"), fleiss(alone), fleiss([])):
        assert (found.agreed, found.kappa, found.undefined) == (None, None, Undefined.NOTHING)


def test_what_somebody_left_out_is_left_out_and_counted() -> None:
    full = of_two(("met", "met", 3), ("not_yet", "not_yet", 2))
    gaps = [*full, Decided("A", "gap", "met"), Decided("A", "other gap", "referred")]
    assert cohen(gaps, "A", "B").kappa == cohen(full, "A", "B").kappa == pytest.approx(1)
    assert (fleiss(gaps).items, fleiss(gaps).left_out) == (5, 2)
    # Whoever decided nothing at all takes nothing away.
    assert fleiss(full).people == 2


def test_two_people_have_another_kappa_each_way() -> None:
    """Fleiss takes both to decide by one habit, Cohen by their own: the figures differ even for two."""
    every = of_two(("met", "met", 20), ("met", "not_yet", 5), ("not_yet", "met", 10), ("not_yet", "not_yet", 15))
    assert cohen(every, "A", "B").kappa == pytest.approx(0.4)
    assert fleiss(every).kappa == pytest.approx(Fraction(13, 33))


@pytest.mark.parametrize(
    ("kappa", "reading"),
    [(1.0, Reading.FULL), (0.4, Reading.ABOVE), (0.0, Reading.CHANCE), (-0.2, Reading.BELOW), (1e-12, Reading.CHANCE)],
)
def test_a_figure_is_read_against_chance(kappa: float, reading: Reading) -> None:
    assert Figure(40, 0, 3, 0.5, kappa).reading is reading


def test_a_figure_says_no_more_than_it_says(app: Flask) -> None:
    with app.test_request_context(headers={"Cookie": "language=en"}):
        said = reading_words(Figure(8, 0, 3, 0.7, 0.412))
        assert said == (
            "More agreement than chance alone would give: 41% of what chance leaves open. "
            "It rests on a small number (8): one other decision would change it clearly."
        )
        assert reading_words(Figure(40, 0, 3, 0.3, -0.1)) == "Less agreement than chance alone would give."
        assert kappa_words(Figure(8, 0, 3, 0.3, -0.1)) == "−0.10"
        assert kappa_words(Figure(8, 0, 3, 1.0, None, Undefined.ALIKE)) == "Not defined: all agreed"
        assert kappa_words(Figure(0, 0, 1, None, None, Undefined.NOTHING)) == "Not defined: nothing to compare"


def test_an_item_has_a_share_of_its_own() -> None:
    assert agreed_on(["met", "met", "not_yet"]) == pytest.approx(1 / 3)
    assert agreed_on(["met"]) is None
    assert spread(["met", "met", "not_yet"]) == {"met": 2, "not_yet": 1}


@given(DECISIONS)
def test_fleiss_is_as_its_paper_says(rows: list[tuple[int, int, str]]) -> None:
    """The formulas of the paper in fractions, on the items that all decided."""
    every = decided(rows)
    people = {one.person for one in every}
    items = {one.item: Counter(each.outcome for each in every if each.item == one.item) for one in every}
    whole = [counts for counts in items.values() if counts.total() == len(people)]
    found = fleiss(every)
    assert found.items == len(whole)
    if not whole or len(people) < 2:
        assert found.undefined is Undefined.NOTHING
        return
    raters = len(people)
    observed = Fraction(sum(n * (n - 1) for one in whole for n in one.values()), len(whole) * raters * (raters - 1))
    chance = sum((Fraction(sum(one[code] for one in whole), len(whole) * raters) ** 2 for code in OUTCOMES), Fraction())
    assert found.agreed == pytest.approx(float(observed))
    if chance == 1:
        assert (found.kappa, found.undefined) == (None, Undefined.ALIKE)
    else:
        assert found.kappa == pytest.approx(float((observed - chance) / (1 - chance)))


@given(DECISIONS)
def test_figures_do_not_hang_on_the_order_or_on_who_is_first(rows: list[tuple[int, int, str]]) -> None:
    every = decided(rows)
    mixed = every[::-1]
    one, other = fleiss(every), fleiss(mixed)
    assert (one.items, one.undefined, one.kappa is None) == (other.items, other.undefined, other.kappa is None)
    assert one.kappa is None or one.kappa == pytest.approx(other.kappa)
    for (first, second), found in by_pair(every, sorted({each.person for each in every})).items():  # type: ignore[type-var]
        back = cohen(mixed, second, first)
        assert (found.items, found.undefined) == (back.items, back.undefined)
        assert found.kappa is None or found.kappa == pytest.approx(back.kappa)
        assert found.kappa is None or found.kappa <= 1 + 1e-9
