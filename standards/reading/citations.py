"""Odd ways to cite the law: pointed out, never changed."""

import re
from collections.abc import Iterable

from standards.drafting import Problem
from standards.reading.pieces import Piece
from standards.reading.problems import problem

ABBREVIATED = re.compile(
    r"(?<![\w.])(?:[as]|adr|ss?)\.?\s?\d{1,3}[A-Z]?(?=\)|,?\s+(?:o |of |Deddf|Ddeddf|y |yr |the |ymholiad|enquir))"
)
WELSH_ACT = re.compile(r"\bDd?eddf (?P<name>[^\W\d][^.;:\d]{2,90}?) (?P<year>(?:19|20)\d\d)\b")
ENGLISH_ACT = re.compile(
    r"\b(?P<name>[A-Z][\w'’-]{0,30}"
    r"(?: (?:[A-Z][\w'’-]{0,30}|and|of|for|the|\([A-Z]\w{1,30}\))){0,12}) Act (?P<year>(?:19|20)\d\d)\b"
)
ALIKE = 0.5
"""Names of one year that share so many of their words name one Act."""


def odd_citations(pieces: Iterable[Piece]) -> list[Problem]:
    """Tell of abbreviated sections, and of an Act that has two names."""
    found: list[Problem] = []
    named: dict[str, list[str]] = {}
    for piece in pieces:
        found += [
            problem("section-abbreviated", piece.line, text=one.group()) for one in ABBREVIATED.finditer(piece.text)
        ]
        for act in (*WELSH_ACT.finditer(piece.text), *ENGLISH_ACT.finditer(piece.text)):
            earlier = named.setdefault(act["year"], [])
            other = next((name for name in earlier if _one_act(name, act["name"])), None)
            if other is not None and act["name"] not in earlier:
                found.append(problem("act-named-two-ways", piece.line, text=act["name"], other=other))
            earlier.append(act["name"])
    return found


def _one_act(name: str, other: str) -> bool:
    one, two = _words(name), _words(other)
    return len(one & two) >= ALIKE * max(len(one), len(two))


def _words(name: str) -> set[str]:
    """Give the words that tell Acts apart, without brackets and without what every name has."""
    return {
        word for word in re.findall(r"[\w'’-]+", name.casefold()) if len(word) > 1 and word not in {"and", "of", "yr"}
    }
