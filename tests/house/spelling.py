"""Reads a dictionary of Hunspell's kind and says whether it knows a word, in whatever form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOST_SUFFIXES = 2
"""Of its words' endings one may stand on another: -iad, then -au."""


@dataclass(frozen=True)
class Affix:
    """A beginning or an ending: what it takes away, what it puts in place, on which words, and what may come on it."""

    flag: str
    strip: str
    add: str
    fits: re.Pattern[str]
    flags: frozenset[str]


@dataclass(frozen=True)
class Reading:
    """A word read as a stem with endings: what may come on the last of them, and on any of them."""

    top: frozenset[str]
    any: frozenset[str]


class Dictionary:
    """Words with the affixes that each may take, by one sign an affix; takes affixes off until it knows the word."""

    def __init__(self, affixes: Path, words: Path) -> None:
        self.prefixes: dict[str, list[Affix]] = defaultdict(list)
        self.suffixes: dict[str, list[Affix]] = defaultdict(list)
        self.bound = ""
        """The sign of what is no word without an affix."""
        for line in affixes.read_text(encoding="utf-8").splitlines():
            self._read_affix(line.split())
        self.flags: dict[str, list[frozenset[str]]] = defaultdict(list)
        for line in words.read_text(encoding="utf-8").splitlines()[1:]:
            word, _slash, flags = line.partition("/")
            self.flags[word].append(frozenset(flags))

    def _read_affix(self, parts: list[str]) -> None:
        if parts[:1] == ["NEEDAFFIX"]:
            self.bound = parts[1]
        if parts[:1] not in (["PFX"], ["SFX"]) or (parts[3].isdecimal() and parts[2] in "YN"):  # counts what follows
            return
        kind, flag, strip, add, condition = [*parts, "."][:5]
        add, _slash, flags = add.partition("/")
        strip, add = strip.strip("0"), add.strip("0")
        fits = re.compile(f"^{condition}" if kind == "PFX" else f"{condition}$")
        (self.prefixes if kind == "PFX" else self.suffixes)[add].append(Affix(flag, strip, add, fits, frozenset(flags)))

    def knows(self, word: str) -> bool:
        """Tell whether a word stands in the dictionary or is a form of one; its first letter may be a capital."""
        return any(self._is_word(one) for one in {word, word[:1].lower() + word[1:], word.lower()})

    def _is_word(self, word: str) -> bool:
        if any(self.bound not in reading.top for reading in self._readings(word)):
            return True
        return any(
            prefix.flag in reading.any
            for size in range(len(word))
            for prefix in self.prefixes.get(word[:size], ())
            for stem in [prefix.strip + word[size:]]
            if prefix.fits.search(stem)
            for reading in self._readings(stem)
        )

    def _readings(self, word: str, suffixes: int = MOST_SUFFIXES) -> Iterator[Reading]:
        for flags in self.flags.get(word, ()):
            yield Reading(flags, flags)
        if not suffixes:
            return
        for size in range(len(word)):
            for suffix in self.suffixes.get(word[len(word) - size :], ()):
                stem = word[: len(word) - size] + suffix.strip
                if suffix.fits.search(stem):
                    for reading in self._readings(stem, suffixes - 1):
                        if suffix.flag in reading.top:
                            yield Reading(suffix.flags, suffix.flags | reading.any)
