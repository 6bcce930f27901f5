"""How far several people agreed: percent, Cohen's kappa of two, Fleiss' kappa of all, and what each figure says.

The formulas are NLTK's (`AnnotationTask`): in pure Python it brings neither NumPy nor SciPy with it, as all others
do that know both. It is imported when a result is asked for, as it takes a third of a second.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

FEW = 30
"""Below that a figure moves much with each decision, and says so."""
NEARLY = 1e-9


@dataclass(frozen=True)
class Decided:
    """That somebody decided something of an item, which is one criterion of one piece."""

    person: Hashable
    item: Hashable
    outcome: str


class Undefined(StrEnum):
    """Why there is no kappa."""

    NOTHING = "nothing"
    """No item was decided by all who are compared."""
    ALIKE = "alike"
    """All decisions were the same, so chance alone would agree as well: all agreed, and kappa divides by nothing."""


class Reading(StrEnum):
    """What a kappa says, and no more: how agreement stands to that of chance."""

    BELOW = "below"
    CHANCE = "chance"
    ABOVE = "above"
    FULL = "full"
    NOT_DEFINED_ALIKE = "not_defined_alike"
    NOT_DEFINED_NOTHING = "not_defined_nothing"


@dataclass(frozen=True)
class Figure:
    """How far people agreed on the items that all of them decided."""

    items: int
    left_out: int
    """Items that somebody, but not everybody, decided."""
    people: int
    agreed: float | None
    """Of all pairs of decisions on one item, the share that were the same."""
    kappa: float | None
    undefined: Undefined | None = None

    @property
    def few(self) -> bool:
        return 0 < self.items < FEW

    @property
    def percent(self) -> int | None:
        return None if self.agreed is None else round(self.agreed * 100)

    @property
    def reading(self) -> Reading:
        if self.kappa is None:
            return Reading(f"not_defined_{self.undefined or Undefined.NOTHING}")
        if abs(self.kappa) < NEARLY:
            return Reading.CHANCE
        if self.kappa > 1 - NEARLY:
            return Reading.FULL
        return Reading.ABOVE if self.kappa > 0 else Reading.BELOW


Grid = Mapping[Hashable, Mapping[Hashable, str]]
"""Item → person → outcome."""


def grid(decided: Iterable[Decided]) -> dict[Hashable, dict[Hashable, str]]:
    found: dict[Hashable, dict[Hashable, str]] = defaultdict(dict)
    for one in decided:
        found[one.item][one.person] = one.outcome
    return dict(found)


def cohen(decided: Collection[Decided], first: Hashable, second: Hashable) -> Figure:
    """Measure how far two people agreed, by Cohen's kappa (1960), on what both of them decided."""
    return _figure(grid(decided), (first, second), lambda task: task.kappa_pairwise(first, second))


def fleiss(decided: Collection[Decided]) -> Figure:
    """Measure how far all agreed, by Fleiss' kappa (1971), on the items that everybody decided.

    NLTK calls it multi-pi: its own `multi_kappa` is another, that of Davies and Fleiss (1982).

    Everybody is who decided anything at all: somebody who never came does not take all figures away.
    """
    found = grid(decided)
    return _figure(found, tuple({person: None for by in found.values() for person in by}), lambda task: task.pi())


def by_pair(decided: Collection[Decided], people: Collection[Hashable]) -> dict[tuple[Hashable, Hashable], Figure]:
    """Measure every two of the people, in their order."""
    return {(one, two): cohen(decided, one, two) for one, two in combinations(people, 2)}


def _figure(found: Grid, people: tuple[Hashable, ...], kappa_of: Callable[[Any], float]) -> Figure:
    concerned = {item: by for item, by in found.items() if any(one in by for one in people)}
    whole = {item: by for item, by in concerned.items() if all(one in by for one in people)}
    missing = len(concerned) - len(whole)
    if not whole or len(people) < 2:
        return Figure(len(whole), missing, len(people), None, None, Undefined.NOTHING)
    if len({by[one] for by in whole.values() for one in people}) == 1:
        return Figure(len(whole), missing, len(people), 1.0, None, Undefined.ALIKE)
    task = _task([(one, item, by[one]) for item, by in whole.items() for one in people])
    return Figure(len(whole), missing, len(people), task.avg_Ao(), kappa_of(task))


def _task(triples: list[tuple[Hashable, Hashable, str]]) -> Any:
    from nltk.metrics.agreement import AnnotationTask  # noqa: PLC0415 for a third of a second, wanted by one page

    return AnnotationTask(data=triples)


def spread(outcomes: Collection[str]) -> dict[str, int]:
    """Count who decided what of one item."""
    return dict(Counter(outcomes))


def agreed_on(outcomes: Collection[str]) -> float | None:
    """Give of all pairs of decisions on one item the share that were the same; none where there are not two."""
    pairs = len(outcomes) * (len(outcomes) - 1)
    if not pairs:
        return None
    return sum(number * (number - 1) for number in spread(outcomes).values()) / pairs
