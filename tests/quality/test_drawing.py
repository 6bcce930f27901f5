"""The draw: the same from the same seed whatever the order, and every line satisfied or named."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.quality.rules.drawing import (
    Drawn,
    Item,
    Picked,
    Unmet,
    Why,
    draw,
    need,
    read,
    result,
    written,
)
from assessments.quality.rules.strategy import DEFAULT, EACH, Dimension, Line, Measure, Risk, Stage

NEW = Line(Dimension.RISK, Risk.NEW, Stage.SUMMATIVE, Measure.PERCENT, 100)
METHODS = Line(Dimension.METHOD, EACH, Stage.EITHER, Measure.NUMBER, 1)

units, people = st.integers(0, 30).map(str), st.sampled_from(["alys", "tomos", "nia"])
items_of = st.builds(
    Item,
    unit=units,
    assessor=people,
    stage=st.sampled_from([Stage.INTERIM.value, Stage.SUMMATIVE.value]),
    risks=st.sampled_from([one.value for one in Risk]).map(lambda one: tuple(sorted({one, "experienced"}))),
    qualification=st.sampled_from(["610/1", "610/2"]),
    offered=st.sampled_from(["U1", "U2", "U3"]),
    site=st.sampled_from(["", "Bangor", "Caernarfon"]),
    language=st.sampled_from(["cy", "en"]),
    methods=st.sets(st.sampled_from(["product", "observation", "audio"]), min_size=1).map(
        lambda one: tuple(sorted(one))
    ),
    reached=st.booleans(),
)
pools = st.lists(items_of, max_size=40, unique_by=lambda one: one.key)
of_lines = st.builds(
    Line,
    dimension=st.sampled_from(list(Dimension)),
    value=st.sampled_from([EACH, "new", "610/1", "U2", "Bangor", "product", "cy", "nowhere"]),
    stage=st.sampled_from(list(Stage)),
    measure=st.sampled_from(list(Measure)),
    figure=st.integers(1, 100),
)
policies = st.lists(of_lines, min_size=1, max_size=6)
seeds = st.text("0123456789abcdef", min_size=32, max_size=32)


def item(unit: str, **otherwise: object) -> Item:
    said = {
        "assessor": "alys", "stage": "summative", "risks": ("new",), "qualification": "610/1", "offered": "U1",
        "site": "Bangor", "language": "cy", "methods": ("product",), **otherwise,
    }  # fmt: skip
    return Item(unit, **said)  # type: ignore[arg-type]


@given(policies, pools, seeds, st.randoms())
def test_the_same_seed_gives_the_same_plan_whatever_the_order(
    lines: list[Line], pool: list[Item], seed: str, chance: object
) -> None:
    shuffled = list(pool)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert draw(lines, pool, [], seed) == draw(lines, shuffled, [], seed)


@given(policies, pools, seeds)
def test_what_was_written_down_gives_the_same_draw_again(lines: list[Line], pool: list[Item], seed: str) -> None:
    kept = draw(lines, pool[:10], [], seed).picked
    again = draw(*read(written(lines, pool, kept)), seed)
    assert result(again) == result(draw(lines, pool, kept, seed))
    assert written(lines, pool, kept) == written(lines, list(reversed(pool)), list(reversed(kept)))


@given(policies, pools, seeds)
def test_every_line_is_satisfied_or_named(lines: list[Line], pool: list[Item], seed: str) -> None:
    drawn = draw(lines, pool, [], seed)
    keys = {one.key for one in drawn.picked}
    named = {(one.line, one.value) for one in drawn.unmet}
    for number, line in enumerate(lines, start=1):
        for value in values_there(line, pool):
            members = [one for one in pool if counts_for(line, one, value)]
            found = sum(one.key in keys for one in members)
            assert (found >= need(line, len(members))) is ((number, value) not in named)
    assert all(one.reached for one in pool if one.key in keys)


@given(policies, pools, pools, seeds, seeds)
def test_what_was_in_the_plan_stays_as_decisions_arrive(
    lines: list[Line], before: list[Item], more: list[Item], first: str, second: str
) -> None:
    kept = draw(lines, before, [], first).picked
    later = {one.key: one for one in [*before, *more]}
    assert set(kept) <= set(draw(lines, later.values(), kept, second).picked)


def counts_for(line: Line, one: Item, value: str) -> bool:
    of_item = {
        Dimension.RISK: {one.assessor} if line.value in {EACH, *one.risks} else set(),
        Dimension.QUALIFICATION: {one.qualification},
        Dimension.METHOD: set(one.methods),
        Dimension.UNIT: {one.offered},
        Dimension.SITE: {one.site} - {""},
        Dimension.LANGUAGE: {one.language},
    }[line.dimension]
    return line.stage in {Stage.EITHER, one.stage} and value in of_item


def values_there(line: Line, pool: Sequence[Item]) -> set[str]:
    if line.dimension is not Dimension.RISK and line.value != EACH:
        return {line.value}
    known = {"alys", "tomos", "nia", "610/1", "610/2", "U1", "U2", "U3", "Bangor", "Caernarfon", "cy", "en"}
    known |= {"product", "observation", "audio"}
    return {value for value in known if any(counts_for(line, one, value) for one in pool)}


def test_a_share_is_of_each_assessor_apart_and_never_nothing() -> None:
    tenth = Line(Dimension.RISK, Risk.EXPERIENCED, Stage.SUMMATIVE, Measure.PERCENT, 10)
    pool = [item(str(n), risks=("experienced",)) for n in range(25)]
    pool += [item(str(n), risks=("experienced",), assessor="tomos") for n in range(3)]
    drawn = draw([tenth], pool, [], "seed")
    assert Counter(one.value for one in drawn.picked) == {"alys": 3, "tomos": 1}
    assert drawn.unmet == ()


@pytest.mark.parametrize(
    ("line", "pool", "unmet"),
    [
        (NEW, [item("1"), item("2", reached=False)], Unmet(1, "alys", 2, 1, Why.NOT_REACHED)),
        (Line(Dimension.SITE, "Llangefni", Stage.EITHER, Measure.NUMBER, 2), [item("1")],
         Unmet(1, "Llangefni", 2, 0, Why.TOO_FEW)),
        (Line(Dimension.UNIT, EACH, Stage.SUMMATIVE, Measure.NUMBER, 3), [item("1"), item("2")],
         Unmet(1, "U1", 3, 2, Why.TOO_FEW)),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_satisfied_is_named(line: Line, pool: list[Item], unmet: Unmet) -> None:
    assert draw([line], pool, [], "seed").unmet == (unmet,)


def test_an_item_says_which_line_picked_it_and_counts_for_later_ones() -> None:
    drawn = draw([NEW, METHODS], [item("1"), item("2", risks=("experienced",), methods=("audio",))], [], "seed")
    assert drawn == Drawn((Picked("1:alys:summative", 1, "alys"), Picked("2:alys:summative", 2, "audio")), ())


def test_the_shipped_strategy_leaves_out_no_assessor_unit_method_site_or_language() -> None:
    pool = [
        item(f"{n}-{unit}", assessor=f"assessor {n % 12}", risks=("experienced",), offered=f"U{unit}",
             site=f"site {n % 5}", methods=(("product", "audio", "video")[n % 3],), language=("cy", "en")[n % 2])
        for n in range(60)
        for unit in range(4)
    ]  # fmt: skip
    drawn = draw(DEFAULT, pool, [], "seed")
    picked = {one.key: one for one in pool if one.key in {each.key for each in drawn.picked}}
    assert drawn.unmet == ()
    for name in ("assessor", "offered", "site", "language", "methods"):
        assert {getattr(one, name) for one in picked.values()} == {getattr(one, name) for one in pool}
    assert len(picked) < len(pool) / 4
