"""The terms by which a word is indexed and asked for: its surface, what it was before mutation, and lemmas of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from standards.finding.lemmas import known, lemma
from standards.finding.mutation import mutations, radicals
from standards.finding.words import folded, words
from standards.foundation import Language

Vocabulary = Mapping[str, int]
"""Term → in how many entries of the library it stands; the terms that stand in none are left out."""
LETTER: Mapping[Language, str] = {"cy": "c", "en": "e"}
CODE_LETTER = "k"
BETWEEN = re.compile(r"[^0-9a-z]+")
SAME, JOINED, MUTATED, INFLECTED = 0.98, 0.96, 0.92, 0.85
"""How near a word is: written alike but for its accents, split or joined, mutated, another form of it."""


@dataclass(frozen=True, slots=True)
class Forms:
    """A word's folded forms in one language."""

    surface: str
    roots: frozenset[str]
    """The surface and what it was before it mutated."""
    all: frozenset[str]
    """The roots and the lemmas of each."""


@lru_cache(maxsize=32_768)
def forms(word: str, language: Language) -> Forms:
    """Give the forms of a word (small letters, accents kept); undone mutations must be dictionary words."""
    surface = folded(word)
    if not word.replace("-", "").isalpha():
        return Forms(surface, frozenset({surface}), frozenset({surface}))
    found = [word]
    if language == "cy":
        found += [one for one in radicals(word) if known(one, "cy")]
    roots = frozenset(folded(one) for one in found)
    return Forms(surface, roots, roots | {folded(lemma(one, language)) for one in found})


def text_terms(text: str, language: Language) -> Iterator[str]:
    """Walk the terms of a text, some of them more than once."""
    for word in words(text):
        if not word.stops:
            yield from levels(word.said, language)


def code_term(code: str) -> str:
    """Give the term of a code: LSIAG11, K12, 22(2)(ch)(iv); empty where nothing of it can be typed."""
    found = BETWEEN.sub("x", code.casefold()).strip("x")
    return CODE_LETTER + found if found else ""


def code_terms(*codes: str) -> set[str]:
    """Give the terms of codes, of each alone and of all of them as they follow one another."""
    return {code_term(one) for one in (*codes, " ".join(codes))} - {""}


def guesses(word: str) -> Iterator[str]:
    """Walk what a Welsh word may be that no dictionary knows, and how the library may have mutated it.

    Whether there is such a word in the library, its vocabulary tells.
    """
    unsaid = [one for one in radicals(word) if not known(one, "cy")]
    for root in unsaid if known(word, "cy") else [word, *unsaid]:
        yield LETTER["cy"] + folded(root)
        yield from (LETTER["cy"] + folded(one) for one in mutations(root))


@lru_cache(maxsize=32_768)
def levels(word: str, language: Language) -> Mapping[str, float]:
    """Give the terms of a word, each with how near it is to the word as it is written."""
    found = forms(word, language)
    letter = LETTER[language]
    nearness = dict.fromkeys((letter + one for one in found.all), INFLECTED)
    nearness.update(dict.fromkeys((letter + one for one in found.roots), MUTATED))
    nearness[letter + found.surface] = SAME
    return nearness
