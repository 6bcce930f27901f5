"""The words of a text with their places in it: apostrophes, hyphens and accents understood as readers do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

IGNORED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Signs that nobody sees: soft hyphens, joiners, spaces without width."""
WORD = re.compile(rf"(?:[^\W_][\u0300-\u036f{IGNORED}]*)+")
APOSTROPHES = frozenset("'’‘ʼ`´")
HYPHENS = frozenset("-\u2010\u2011")
CLITICS = frozenset("r n u w i m ch th s t d ll re ve".split())
"""What hangs on to a word by an apostrophe: asesu'r, teimlo'n, i'w, â'u, client's."""
STOP_WORDS = frozenset(
    (
        "y yr a ac â ag i o yn ym yng ar at am gan gyda gydag er heb dan dros drwy trwy wrth hyd mewn rhag rhwng"
        " sy sydd mae mai bod fod yw ydy oes fe mi ei eu ein eich fy dy hwn hon hyn hynny neu na nac nad ond os"
        " fel sut pa pan beth pryd ble pwy pam"
        " the an and or of to in on for with by from as is are be that this these those it its your their you they"
        " how what which who when where why not no if"
    ).split()
)
"""Words that stand almost everywhere and say nothing by themselves; neither indexed nor asked for."""
LONGEST = 64
"""No word is longer; the rest of it is not looked at."""


@lru_cache(maxsize=32_768)
def folded(word: str) -> str:
    """Give a word without accents, in small letters."""
    small = unicodedata.normalize("NFKD", word).casefold()
    return "".join(sign for sign in unicodedata.normalize("NFKD", small) if sign.isalnum())


class Word(NamedTuple):
    """A word as it stands in a text: `said` in small letters with its accents, from `start` to `end`.

    `first` and `last` count the words of the text; a word of several parts, as cyd-drafod, has the places of them all.
    """

    said: str
    start: int
    end: int
    first: int
    last: int

    @property
    def folded(self) -> str:
        return folded(self.said)

    @property
    def stops(self) -> bool:
        return self.said in STOP_WORDS


def words(text: str) -> Iterator[Word]:
    """Walk the words of a text; after the parts of a word with hyphens comes the whole of it."""
    parts: list[Word] = []
    before, place = -1, 0
    for found in WORD.finditer(text):
        start, end = found.span()
        between = text[before] if start == before + 1 and before > 0 else ""
        before = end
        if between in APOSTROPHES and found[0].casefold() in CLITICS:
            continue
        if between not in HYPHENS:
            if len(parts) > 1:
                yield _whole(parts)
            parts = []
        word = Word(_small(found[0]), start, end, place, place)
        place += 1
        parts.append(word)
        yield word
    if len(parts) > 1:
        yield _whole(parts)


@lru_cache(maxsize=4096)
def standing(text: str) -> tuple[Word, ...]:
    """Give the words of a text that is looked at again and again: what common words find is much the same."""
    return tuple(words(text))


@lru_cache(maxsize=32_768)
def _small(said: str) -> str:
    shown = "".join(sign for sign in said[:LONGEST] if sign not in IGNORED)
    return unicodedata.normalize("NFC", shown).casefold()


def _whole(parts: list[Word]) -> Word:
    said = "-".join(part.said for part in parts)
    return Word(said, parts[0].start, parts[-1].end, parts[0].first, parts[-1].last)
