"""The sections, groups and criteria of standards as pages and rules want them, kept in memory once read."""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from standards import facts as of_criteria
from standards.crosswalk import Asked, asked_words
from standards.foundation import LANGUAGES, Language, Text
from standards.library.models import Criterion, Section, Standard
from standards.statements import Many, columns, once

AskedOf = dict[tuple[str, Language], tuple[Asked[int], ...]]
"""What criteria ask, known by their ids, by kind of section and language."""
KEPT_IN_MEMORY = 256
"""Standards whose texts a process keeps: all that a centre's hot pages use, some 50 KB each."""


@dataclass(frozen=True)
class ShownCriterion:
    """One criterion with those under it."""

    id: int
    position: int
    code: str
    printed: str | None
    assessable: bool
    uuid: UUID
    text: Text
    alike: frozenset[str]
    """What it shares with criteria of equal official words, in either language."""
    criteria: tuple[ShownCriterion, ...] = ()
    facts: of_criteria.Facts | None = None

    def flattened(self) -> Iterator[ShownCriterion]:
        yield self
        for one in self.criteria:
            yield from one.flattened()

    def is_among(self, ids: Collection[int]) -> bool:
        """Tell whether it, or a sub-item of it, is one of these."""
        return any(one.id in ids for one in self.flattened())


@dataclass(frozen=True)
class ShownGroup:
    """Criteria that stand together under a sub-heading, or under none."""

    heading: Text | None
    criteria: tuple[ShownCriterion, ...]


@dataclass(frozen=True)
class ShownSection:
    kind: str
    heading: Text
    stem: Text | None
    groups: tuple[ShownGroup, ...]


@dataclass(frozen=True)
class Outline:
    """The sections, groups and criteria of a standard in their order; shared by everyone, never changed."""

    standard_id: int
    sections: tuple[ShownSection, ...]

    @cached_property
    def criteria(self) -> tuple[ShownCriterion, ...]:
        """Every criterion with its sub-items, in the order of the standard."""
        top = (one for section in self.sections for group in section.groups for one in group.criteria)
        return tuple(each for one in top for each in one.flattened())

    @cached_property
    def assessable(self) -> tuple[ShownCriterion, ...]:
        """The criteria that take evidence."""
        return tuple(one for one in self.criteria if one.assessable)

    @cached_property
    def asked(self) -> AskedOf:
        """What its criteria ask in official words, by kind of section and language: to know a thing is not to do it."""
        found: dict[tuple[str, Language], list[Asked[int]]] = defaultdict(list)
        for section in self.sections:
            top = [one for group in section.groups for one in group.criteria]
            for one in chain.from_iterable(criterion.flattened() for criterion in top):
                _itself, *under = [part.text for part in one.flattened()]
                for language in LANGUAGES:
                    words = asked_words(one.text, under, language) if one.assessable else ""
                    if words:
                        found[section.kind, language].append(Asked(one.id, words))
        return {place: tuple(every) for place, every in found.items()}

    @cached_property
    def by_id(self) -> Mapping[int, ShownCriterion]:
        return {one.id: one for one in self.criteria}

    @cached_property
    def by_code(self) -> Mapping[str, ShownCriterion]:
        return {one.code: one for one in self.criteria}


class Outlines:
    """The outlines that this process has read, those used longest ago let go; safe among threads.

    The key is the random id with the digest of all texts: an outline is what it was read as, whatever is rolled back.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.kept: OrderedDict[tuple[str, str], Outline] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: tuple[str, str]) -> Outline | None:
        with self.lock:
            found = self.kept.get(key)
            if found is not None:
                self.kept.move_to_end(key)
            return found

    def keep(self, key: tuple[str, str], outline: Outline) -> None:
        with self.lock:
            self.kept[key] = outline
            self.kept.move_to_end(key)
            while len(self.kept) > self.size:
                self.kept.popitem(last=False)


_outlines = Outlines(KEPT_IN_MEMORY)


def outline(session: Session, standard_id: int) -> Outline:
    """Give a standard's sections, groups and criteria, from memory where this process has read them before."""
    return outlines(session, [standard_id])[standard_id]


def criteria_by_id(session: Session, standard_id: int) -> Mapping[int, ShownCriterion]:
    return outline(session, standard_id).by_id


@once
def _keys(ids: Many) -> Select[int, str, str]:
    return select(Standard.id, Standard.public_id, Standard.digest).where(Standard.id.in_(ids))


def outlines(session: Session, standard_ids: Iterable[int]) -> dict[int, Outline]:
    """Give the outlines of many standards: one statement, and two more where some were not read before."""
    found: dict[int, Outline] = {}
    missing: dict[int, tuple[str, str]] = {}
    for row_id, public_id, texts in columns(session, _keys(), {"ids": list(set(standard_ids))}):
        known = _outlines.get((public_id, texts))
        if known is None:
            missing[row_id] = (public_id, texts)
        else:
            found[row_id] = known
    for read in _read(session, missing):
        found[read.standard_id] = read
        _outlines.keep(missing[read.standard_id], read)
    return found


def _read(session: Session, standard_ids: Collection[int]) -> Iterator[Outline]:
    if not standard_ids:
        return
    sections: dict[int, list[Section]] = defaultdict(list)
    for section in session.scalars(
        select(Section).where(Section.standard_id.in_(standard_ids)).order_by(Section.position)
    ):
        sections[section.standard_id].append(section)
    criteria: dict[int, list[Criterion]] = defaultdict(list)
    for criterion in session.scalars(
        select(Criterion).where(Criterion.standard_id.in_(standard_ids)).order_by(Criterion.position)
    ):
        criteria[criterion.section_id].append(criterion)
    for standard_id in standard_ids:
        built = tuple(_section(section, criteria[section.id]) for section in sections[standard_id])
        yield Outline(standard_id, built)


def _section(section: Section, criteria: list[Criterion]) -> ShownSection:
    under: dict[int | None, list[Criterion]] = defaultdict(list)
    for one in criteria:
        under[one.parent_id].append(one)

    def built(one: Criterion) -> ShownCriterion:
        return ShownCriterion(
            one.id,
            one.position,
            one.code,
            one.printed,
            one.assessable,
            one.uuid,
            one.text,
            frozenset(filter(None, (one.alike_cy, one.alike_en))),
            tuple(built(child) for child in under[one.id]),
            of_criteria.from_stored(one.facts),
        )

    groups = (
        ShownGroup(heading, tuple(built(one) for one in members))
        for heading, members in groupby(under[None], key=lambda one: one.group)
    )
    # A list without a heading is known by the sentence that announces it.
    heading, stem = (section.heading, section.stem) if section.heading.to_json() else (section.stem or Text(), None)
    return ShownSection(section.kind, heading, stem, tuple(groups))
