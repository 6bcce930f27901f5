"""Coverage by CAMERA: candidates, assessors, methods, elements, records and assessment sites, and languages beside."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Letter(StrEnum):
    """What coverage is told by: the six of CAMERA, and the language of assessment."""

    CANDIDATES = "candidates"
    ASSESSORS = "assessors"
    METHODS = "methods"
    ELEMENTS = "elements"
    RECORDS = "records"
    SITES = "sites"
    LANGUAGES = "languages"


@dataclass(frozen=True)
class Decided:
    """One assessor's decisions on one learner's unit, and what of them was ever sampled."""

    candidate: str
    assessor: str
    element: str
    site: str
    language: str
    methods: Collection[str] = ()
    records: Collection[str] = ()
    """Which kinds of records there are: decisions, and each part's signature."""
    sampled: bool = False
    seen_methods: Collection[str] = ()
    seen_records: Collection[str] = ()


@dataclass(frozen=True)
class Covered:
    """One value: how often it is there, and how often it was sampled."""

    letter: Letter
    value: str
    there: int
    sampled: int


def coverage(decided: Iterable[Decided]) -> dict[Letter, list[Covered]]:
    """Count for every value how many units it is in, and in how many it was sampled; the least covered first."""
    there: dict[tuple[Letter, str], list[int]] = {}
    for one in decided:
        for letter, values, seen in _told(one):
            for value in values:
                counts = there.setdefault((letter, value), [0, 0])
                counts[0] += 1
                counts[1] += value in seen
    found: dict[Letter, list[Covered]] = {letter: [] for letter in Letter}
    for (letter, value), (total, sampled) in there.items():
        found[letter].append(Covered(letter, value, total, sampled))
    return {
        letter: sorted(rows, key=lambda one: (one.sampled, -one.there, one.value)) for letter, rows in found.items()
    }


def _told(one: Decided) -> Iterable[tuple[Letter, Collection[str], Collection[str]]]:
    """Give, by letter, the values of what was decided and those of them that were sampled."""
    plain = {
        Letter.CANDIDATES: one.candidate,
        Letter.ASSESSORS: one.assessor,
        Letter.ELEMENTS: one.element,
        Letter.SITES: one.site,
        Letter.LANGUAGES: one.language,
    }
    for letter, value in plain.items():
        yield letter, (value,), (value,) if one.sampled else ()
    yield Letter.METHODS, one.methods, one.seen_methods
    yield Letter.RECORDS, one.records, one.seen_records
