"""The language of running text, told by the small words that only one language has."""

import re
from collections.abc import Iterable

from standards.drafting import Problem
from standards.foundation import Language
from standards.reading.problems import language_unsure

# Words that both languages write ("a", "i", "o", "am", "at", "is") tell nothing.
_WELSH = """
    ac ar bod bydd dylai dylid ei er eu fel gan gyda mae mewn na nad neu nid oes rhaid sydd sy'n wedi y yn yr
"""
_ENGLISH = """
    all and any are as be by can each for from has have if in it must not of or should that the their to with
"""
SMALL_WORDS: dict[Language, frozenset[str]] = {"cy": frozenset(_WELSH.split()), "en": frozenset(_ENGLISH.split())}
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SURE = 3
"""So many times as often as the other language's must the words of one stand there."""


def language_of(texts: Iterable[str], given: Language | None) -> tuple[Language, list[Problem]]:
    """Tell the language, and whether that is in doubt; what a person says is never in doubt."""
    if given:
        return given, []
    words = [word.casefold().replace("’", "'") for text in texts for word in WORD.findall(text)]
    welsh = sum(word in SMALL_WORDS["cy"] for word in words)
    english = sum(word in SMALL_WORDS["en"] for word in words)
    language: Language = "cy" if welsh > english else "en"
    more, fewer = max(welsh, english), min(welsh, english)
    return language, [] if more and more >= SURE * fewer else [language_unsure(language)]
