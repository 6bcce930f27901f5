"""How well the texts of an entry answer a question: all words first, then as they were typed, near and early."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

from standards.finding.asking import Asked
from standards.finding.terms import SAME, code_terms, levels
from standards.finding.words import STOP_WORDS, standing
from standards.foundation import Language

Entry = TypeVar("Entry")

NEAR, WINDOW = 2, 5
"""Words that follow one another within so many places stand together, or close to one another."""
FOR_ORDER, FOR_EARLY, FOR_BREVITY = 0.15, 0.1, 0.1
APART = 0.85
"""What an answer counts whose words stand in several texts."""


@dataclass(frozen=True)
class Part:
    """One text of an entry; `weight` says how much a word in it counts."""

    language: Language
    text: str
    weight: float = 1.0


@dataclass(frozen=True)
class Ranked(Generic[Entry]):
    """An entry that answers, wholly or with some of the words."""

    entry: Entry
    score: float
    whole: bool
    best: Language
    """In which language it answers best."""


@dataclass
class _Found:
    """Which words of a question a text has: word → how near, and at which places."""

    nearness: dict[int, float] = field(default_factory=dict)
    places: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    length: int = 0

    def note(self, word: int, level: float, place: int) -> None:
        self.nearness[word] = max(self.nearness.get(word, 0), level)
        self.places[word].append(place)


class Scorer:
    """Weighs texts against one question."""

    def __init__(self, asked: Asked) -> None:
        self.words = asked.words
        self.total = sum(word.weight for word in self.words) or 1.0
        self.seen: dict[tuple[str, Language], tuple[tuple[int, float], ...]] = {}
        self.wanted: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, word in enumerate(self.words):
            for term, level in word.levels.items():
                self.wanted[term].append((number, level))

    def matches(self, said: str, language: Language) -> tuple[tuple[int, float], ...]:
        """Give the words of the question that a word answers, each with how near it comes."""
        found = self.seen.get((said, language))
        if found is None:
            found = self.seen[said, language] = tuple(self._matches(said, language))
        return found

    def _matches(self, said: str, language: Language) -> Iterator[tuple[int, float]]:
        if said in STOP_WORDS:
            return
        for term, level in levels(said, language).items():
            for number, asked in self.wanted.get(term, ()):
                yield number, 1.0 if self.words[number].said == said else min(level, asked, SAME)

    def score(self, parts: Sequence[Part], codes: Sequence[str]) -> tuple[float, bool, Language]:
        """Give how well an entry answers, whether with all words, and in which language best."""
        coded = {number for term in code_terms(*codes) for number, _level in self.wanted.get(term, ())}
        best, best_language, together = 0.0, parts[0].language, dict.fromkeys(coded, 1.0)
        for part in parts:
            found = self._found(part, coded)
            for number, level in found.nearness.items():
                together[number] = max(together.get(number, 0), level * part.weight)
            value = part.weight * self._value(found)
            if value > best:
                best, best_language = value, part.language
        apart = APART * self._coverage(together)
        return round(max(best, apart), 6), len(together) == len(self.words), best_language

    def _found(self, part: Part, coded: set[int]) -> _Found:
        found = _Found(dict.fromkeys(coded, 1.0))
        for said, _start, _end, place, last in standing(part.text):
            if said not in STOP_WORDS:
                found.length += place == last
                for number, level in self.matches(said, part.language):
                    found.note(number, level, place)
        return found

    def _coverage(self, nearness: dict[int, float]) -> float:
        return sum(self.words[number].weight * level for number, level in nearness.items()) / self.total

    def _value(self, found: _Found) -> float:
        coverage = self._coverage(found.nearness)
        if not found.places:
            return coverage
        early = 1 / (1 + min(min(places) for places in found.places.values()))
        brevity = min(1.0, len(found.places) / found.length) if found.length else 0.0
        return coverage * (1 + FOR_ORDER * self._order(found) + FOR_EARLY * early + FOR_BREVITY * brevity)

    def _order(self, found: _Found) -> float:
        """Give how many neighbours of the question are neighbours in the text, as a share."""
        pairs = list(pairwise(range(len(self.words))))
        if not pairs:
            return 0.0
        return sum(_closeness(found.places.get(one, ()), found.places.get(next_, ())) for one, next_ in pairs) / len(
            pairs
        )


def _closeness(left: Iterable[int], right: Sequence[int]) -> float:
    apart = [there - here for here in left for there in right]
    if any(0 <= one <= NEAR for one in apart):
        return 1.0
    return 0.5 if any(abs(one) <= WINDOW for one in apart) else 0.0


def rank(asked: Asked, entries: Iterable[tuple[Entry, Sequence[Part], Sequence[str]]]) -> list[Ranked[Entry]]:
    """Give the entries that answer, the best first; those that answer alike stay in the order in which they came.

    An entry comes with its texts and its codes.
    """
    scorer = Scorer(asked)
    found = []
    for entry, parts, codes in entries:
        score, whole, language = scorer.score(parts, codes)
        if score > 0:
            found.append(Ranked(entry, score, whole, language))
    return sorted(found, key=lambda one: (not one.whole, -one.score))
