"""Published documents that are no NOS: which one a title or the first words belong to, when the page names no URN."""

import json
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import Any

from standards.foundation import Language
from standards.reading.wording import fold

NEAR = 0.93
"""From this likeness of its letters on, a title is taken for a known one that a scan has damaged."""


@dataclass(frozen=True)
class Known:
    """One published document: its title and its first words, by language."""

    urn: str
    kind: str
    title: dict[Language, str]
    opening: dict[Language, str]


@dataclass(frozen=True)
class Match:
    """A document that was recognised; `exact` where the words are its own, letter for letter."""

    document: Known
    exact: bool


@cache
def documents() -> tuple[Known, ...]:
    content = files("standards.catalogue").joinpath("documents.json").read_text(encoding="utf-8")
    return tuple(_entry(one) for one in json.loads(content)["documents"])


def recognised(kind: str, title: str, first_words: str) -> Match | None:
    """Find the document of this kind that has the title, or that begins with these words."""
    candidates = [one for one in documents() if one.kind == kind]
    for one in candidates:
        if _bears(one, title) or _opens(one, first_words):
            return Match(one, exact=True)
    near = [(max(_likeness(title, words) for words in one.title.values()), one) for one in candidates if title]
    best = max(near, key=lambda pair: pair[0], default=None)
    return Match(best[1], exact=False) if best and best[0] >= NEAR else None


def _bears(one: Known, title: str) -> bool:
    return bool(title) and fold(title) in {fold(words) for words in one.title.values()}


def _opens(one: Known, first_words: str) -> bool:
    return any(fold(first_words).startswith(fold(words)) for words in one.opening.values())


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, _letters(one), _letters(other), autojunk=False).ratio()


def _letters(words: str) -> str:
    return "".join(sign for sign in words.casefold() if sign.isalnum())


def _entry(one: dict[str, Any]) -> Known:
    return Known(one["urn"], one["kind"], one["title"], one["opening"])
