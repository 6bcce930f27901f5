"""What somebody asks for: each word they typed with the terms that answer it, as far as the library has them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from standards.finding.terms import (
    JOINED,
    MUTATED,
    SAME,
    Vocabulary,
    code_term,
    guesses,
    levels,
)
from standards.finding.words import Word, folded, words
from standards.foundation import LANGUAGES

MOST_SIGNS = 1000
MOST_WORDS = 24
"""Of a longer question the beginning counts."""
SHORTEST_PART = 3
"""A word that the library has not is split only into words of so many letters."""
EVERYTHING = ""
"""The term that stands in every entry: a vocabulary tells by it how many entries there are."""
BY_SPACE = re.compile(r"\S+")

Lookup = Callable[[Collection[str]], Vocabulary]
"""Gives of some terms those that the library has, with how many entries have them."""


@dataclass(frozen=True)
class WantedWord:
    """A word that is asked for; `levels` holds the terms that answer it, each with how near it is."""

    said: str
    typed: str
    levels: Mapping[str, float]
    weight: float = 0.0
    entries: int = 0
    """How many entries of the library have the commonest of its terms."""

    @property
    def terms(self) -> frozenset[str]:
        return frozenset(self.levels)

    @property
    def exact(self) -> frozenset[str]:
        """The terms of the word as it was typed."""
        return frozenset(term for term, level in self.levels.items() if level >= JOINED)


@dataclass(frozen=True)
class Asked:
    """A question taken apart."""

    words: tuple[WantedWord, ...] = ()
    """The words that the library has, in the order of the question."""
    missing: tuple[str, ...] = ()
    """The words, as typed, that stand nowhere in the library."""
    stopped: bool = False
    """Only words were asked for that stand almost everywhere and are not searched."""
    cut: bool = False
    """The question was longer than is looked at."""

    @property
    def rarest(self) -> tuple[WantedWord, ...]:
        """The words, the one that says most first."""
        return tuple(sorted(self.words, key=lambda one: (-one.weight, one.said)))


@dataclass
class _Draft:
    said: str
    typed: str
    levels: dict[str, float] = field(default_factory=dict)


def ask(question: str, lookup: Lookup) -> Asked:
    """Take a question apart; the library is asked what it has at most thrice."""
    text = question[:MOST_SIGNS]
    drafts, stopped = _drafts(text)
    cut = len(question) > MOST_SIGNS or len(drafts) > MOST_WORDS
    drafts = drafts[:MOST_WORDS]
    if not drafts:
        return Asked(stopped=stopped, cut=cut)
    vocabulary = lookup({EVERYTHING, *(term for one in drafts for term in one.levels)})
    found: list[WantedWord] = []
    missing: list[str] = []
    for draft in drafts:
        settled = [_settled(draft, vocabulary)]
        if not settled[0].levels:
            settled = list(_split(draft, lookup))
        if not settled:
            missing.append(draft.typed)
        found += settled
    return Asked(tuple(found), tuple(missing), cut=cut)


def _drafts(text: str) -> tuple[list[_Draft], bool]:
    """Give the different words of a question, and whether there are others that are not searched."""
    drafts: dict[str, _Draft] = {}
    standing = list(words(text))
    simple = [one for one in standing if one.first == one.last]
    asked = [one for one in simple if not one.stops]
    for word in asked:
        drafts.setdefault(folded(word.said), _drafted(word, text))
    for whole, parts in _joined(standing, simple):
        for part in parts:
            if folded(part.said) in drafts:
                _add(drafts[folded(part.said)].levels, whole)
    for found in BY_SPACE.finditer(text):
        code = code_term(found[0])
        for word in asked:
            if code and found.start() <= word.start < found.end():
                drafts[folded(word.said)].levels[code] = 1.0
    return list(drafts.values()), bool(simple)


def _drafted(word: Word, text: str) -> _Draft:
    draft = _Draft(word.said, text[word.start : word.end])
    for guess in guesses(word.said):
        draft.levels[guess] = MUTATED
    for language in LANGUAGES:
        draft.levels |= levels(word.said, language)
    return draft


def _add(into: dict[str, float], whole: str) -> None:
    for language in LANGUAGES:
        for term, level in levels(whole, language).items():
            into[term] = max(into.get(term, 0), JOINED if level == SAME else level)


def _joined(standing: list[Word], simple: list[Word]) -> Iterator[tuple[str, list[Word]]]:
    """Walk words of several parts and neighbours that may be one word, each with its parts."""
    for one in standing:
        if one.first != one.last:
            yield one.said, [part for part in simple if one.start <= part.start < one.end]
    for left, right in pairwise(simple):
        yield f"{left.said}-{right.said}", [left, right]
        yield f"{left.said}{right.said}", [left, right]


def _settled(draft: _Draft, vocabulary: Vocabulary) -> WantedWord:
    """Keep of a word the terms that the library has, and weigh it: what few entries have says much."""
    held = {term: level for term, level in draft.levels.items() if term in vocabulary}
    most = max((vocabulary[term] for term in held), default=0)
    weight = math.log(1 + vocabulary.get(EVERYTHING, 0) / (1 + most))
    return WantedWord(draft.said, draft.typed, held, round(weight, 6), most)


def _split(draft: _Draft, lookup: Lookup) -> Iterator[WantedWord]:
    """Walk the two words that a word without a space between them may be."""
    said = draft.said
    pairs = [(said[:at], said[at:]) for at in range(SHORTEST_PART, len(said) - SHORTEST_PART + 1)]
    surfaces = {one: {f"c{folded(one)}", f"e{folded(one)}"} for pair in pairs for one in pair}
    vocabulary = lookup({term for terms in surfaces.values() for term in terms}) if pairs else {}

    def standing(word: str) -> int:
        return max((vocabulary.get(term, 0) for term in surfaces[word]), default=0)

    best = max(pairs, key=lambda pair: min(map(standing, pair)), default=None)
    if best is None or not all(map(standing, best)):
        return
    parts = [_drafted(Word(one, 0, len(one), 0, 0), one) for one in best]
    held = lookup({EVERYTHING, *(term for part in parts for term in part.levels)})
    yield from (_settled(part, held) for part in parts)
