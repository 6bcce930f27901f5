"""The words of a sentence that a newer version keeps, takes out and puts in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from standards.foundation import Language, Text
from standards.likeness import plain

Fate = Literal["kept", "removed", "added"]
PIECE = re.compile(r"\w+(?:['’-]\w+)*\s*|[^\w\s]\s*")
"""A word or a sign, with the white space after it."""


@dataclass(frozen=True)
class Run:
    """Words in a row that share one fate."""

    fate: Fate
    words: str


def marked(before: str, after: str) -> tuple[Run, ...]:
    """Mark what became of a sentence: kept and added together are the newer, kept and removed the older.

    Words that differ only by typographic signs are kept, as the newer version prints them.
    """
    old, new = PIECE.findall(before.strip()), PIECE.findall(after.strip())
    found = SequenceMatcher(None, [plain(one) for one in old], [plain(one) for one in new], autojunk=False)
    pieces = [piece for op in found.get_opcodes() for piece in _pieces(op, old, new)]
    return tuple(
        Run(fate, "".join(run.words for run in runs)) for fate, runs in groupby(pieces, key=lambda run: run.fate)
    )


def marked_in(one: Text, other: Text, wanted: Language) -> tuple[Language, tuple[Run, ...]]:
    """Mark one text against another in a language or, where that is missing in either, in the other language."""
    second: Language = "en" if wanted == "cy" else "cy"
    language = wanted if one.in_language(wanted) and other.in_language(wanted) else second
    return language, marked(one.shown(language).words, other.shown(language).words)


def _pieces(op: tuple[str, int, int, int, int], old: list[str], new: list[str]) -> Iterator[Run]:
    what, first_old, last_old, first_new, last_new = op
    if what == "equal":
        yield Run("kept", "".join(new[first_new:last_new]))
        return
    if last_old > first_old:
        yield Run("removed", "".join(old[first_old:last_old]))
    if last_new > first_new:
        yield Run("added", "".join(new[first_new:last_new]))
