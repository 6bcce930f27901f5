"""The draw: from a strategy's lines, what there is to sample and a seed to what is picked, always the same."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from assessments.quality.rules.strategy import EACH, WHOLE, Dimension, Line, Measure, Stage


@dataclass(frozen=True)
class Item:
    """What can be sampled: one assessor's decisions on one learner's unit, all by public ids and codes."""

    unit: str
    """The learner's unit."""
    assessor: str
    stage: str
    risks: tuple[str, ...]
    qualification: str
    offered: str
    """The unit of the qualification."""
    site: str
    language: str
    methods: tuple[str, ...]
    reached: bool = True
    """Whether a quality assurer is assigned who has decided and signed nothing of it."""

    @property
    def key(self) -> str:
        return f"{self.unit}:{self.assessor}:{self.stage}"


@dataclass(frozen=True)
class Picked:
    """An item of a plan, and why: the line that asked for it, counted from one, and for which value."""

    key: str
    line: int
    value: str


class Why(StrEnum):
    """Why a line is not satisfied."""

    TOO_FEW = "too_few"
    """There is less than it asks for."""
    NOT_REACHED = "not_reached"
    """For some of it nobody is assigned who may sample it."""


@dataclass(frozen=True)
class Unmet:
    line: int
    value: str
    needed: int
    found: int
    why: Why


@dataclass(frozen=True)
class Drawn:
    """What a draw gives: all that is in the plan after it, and every line that it could not satisfy."""

    picked: tuple[Picked, ...]
    unmet: tuple[Unmet, ...]


def draw(lines: Sequence[Line], items: Iterable[Item], kept: Iterable[Picked], seed: str) -> Drawn:
    """Pick what each line still lacks, in the order that the seed gives; what was in the plan stays.

    Only these arguments tell, and not their order: the items are ranked by a hash of the seed and their names, so that
    nobody can know or steer beforehand what is picked, and everybody can do the draw again.
    """
    by_key = {item.key: item for item in items}
    there = [(key, by_key[key]) for key in sorted(by_key, key=lambda key: _rank(seed, key))]
    plan = {one.key: one for one in sorted(kept, key=lambda one: one.key)}
    unmet = []
    for number, line in enumerate(lines, start=1):
        for value, members in sorted(_groups(line, there).items()):
            needed = need(line, len(members))
            found = sum(key in plan for key, _reached in members)
            waiting = (key for key, reached in members if reached and key not in plan)
            for key in islice(waiting, max(needed - found, 0)):
                plan[key] = Picked(key, number, value)
                found += 1
            if found < needed:
                why = Why.TOO_FEW if len(members) < needed else Why.NOT_REACHED
                unmet.append(Unmet(number, value, needed, found, why))
    return Drawn(tuple(plan[key] for key in sorted(plan)), tuple(unmet))


def need(line: Line, size: int) -> int:
    """Give how many of so many a line asks for: a share is rounded up, and never zero of something."""
    if line.measure is Measure.NUMBER:
        return line.figure
    return -(-size * line.figure // WHOLE)


def _rank(seed: str, key: str) -> str:
    return hashlib.sha256(f"{seed}|{key}".encode()).hexdigest()


def _groups(line: Line, there: Iterable[tuple[str, Item]]) -> Mapping[str, list[tuple[str, bool]]]:
    """Give the names of what a line speaks of, and whether each is reached, by value.

    A value that the line names is there even where nothing has it.
    """
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    if line.dimension is not Dimension.RISK and line.value != EACH:
        found[line.value] = []
    for key, item in there:
        if line.stage in {Stage.EITHER, item.stage}:
            for value in _values(line, item):
                found[value].append((key, item.reached))
    return found


OF_ITEM: Mapping[Dimension, Callable[[Item], Collection[str]]] = {
    Dimension.QUALIFICATION: lambda item: (item.qualification,),
    Dimension.METHOD: lambda item: item.methods,
    Dimension.UNIT: lambda item: (item.offered,),
    Dimension.SITE: lambda item: (item.site,) if item.site else (),
    Dimension.LANGUAGE: lambda item: (item.language,),
}


def _values(line: Line, item: Item) -> Collection[str]:
    """Give the values under which an item counts for a line: by risk each assessor for themselves."""
    if line.dimension is Dimension.RISK:
        return (item.assessor,) if line.value == EACH or line.value in item.risks else ()
    found = OF_ITEM[line.dimension](item)
    return found if line.value == EACH else [one for one in found if one == line.value]


def written(lines: Sequence[Line], items: Iterable[Item], kept: Iterable[Picked]) -> str:
    """Write down all that a draw is made of but its seed, in one way: what the digest is of."""
    said = {
        "lines": [asdict(one) for one in lines],
        "items": [asdict(one) for one in sorted(items, key=lambda one: one.key)],
        "kept": [asdict(one) for one in sorted(kept, key=lambda one: one.key)],
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read(said: str) -> tuple[list[Line], list[Item], list[Picked]]:
    """Read what was written down, to do the draw again."""
    known: Mapping[str, list[dict[str, Any]]] = json.loads(said)
    items = [Item(**{**one, **{name: tuple(one[name]) for name in ("methods", "risks")}}) for one in known["items"]]
    return [line_of(one) for one in known["lines"]], items, [Picked(**one) for one in known["kept"]]


def line_of(said: Mapping[str, Any]) -> Line:
    codes = {"dimension": Dimension(said["dimension"]), "stage": Stage(said["stage"])}
    return Line(**{**said, **codes, "measure": Measure(said["measure"])})


def digest(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()


def result(drawn: Drawn) -> str:
    """Give the digest of what a draw picked and could not satisfy."""
    said = {"picked": [asdict(one) for one in drawn.picked], "unmet": [asdict(one) for one in drawn.unmet]}
    return digest(json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
