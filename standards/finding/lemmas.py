"""The dictionary forms of words, from data that are read when first asked for and kept small."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from standards.foundation import LANGUAGES, Language

if TYPE_CHECKING:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

LONGEST = 40
"""A longer word is in no dictionary, and taking it apart would take long."""


@cache
def _strategy() -> DefaultStrategy:
    # A process that never searches never reads the dictionaries.
    from simplemma.strategies import DefaultStrategy  # noqa: PLC0415

    return DefaultStrategy(low_memory=True)


@cache
def _lemmatizer() -> Lemmatizer:
    from simplemma import Lemmatizer  # noqa: PLC0415

    return Lemmatizer(lemmatization_strategy=_strategy())


def read_dictionaries() -> None:
    """Read the dictionaries of both languages now, so that the first who searches does not wait for them."""
    for language in LANGUAGES:
        known(language, language)


def known(word: str, language: Language) -> bool:
    """Tell whether the dictionary has a word as it is written."""
    return len(word) <= LONGEST and _strategy().is_dictionary_member(word, language)


def lemma(word: str, language: Language) -> str:
    """Give the form under which a dictionary has a word; the word itself where it has none."""
    return _lemmatizer().lemmatize(word, lang=language).casefold() if len(word) <= LONGEST else word
