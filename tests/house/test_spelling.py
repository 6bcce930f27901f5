"""Welsh is spelt as a dictionary has it, or as our own list of words beside it says."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.house import tree
from tests.house.spelling import Dictionary
from tests.house.test_translations import forms, messages

PUBLISHED = tree.ROOT / "node_modules/dictionary-cy"
"""Prifysgol Bangor's word list, pinned in package-lock.json."""
OUR_WORDS = tree.ROOT / "tests/house/words_cy.txt"
NOT_WORDS = re.compile(r"--[a-z-]+|https?:\S+|%\(\w+\)[sd]|\{[^}]*\}|[\w.]+@[\w.]+|[A-Z]+\d+|“?tystio [a-z ]+(”|$)")
"""Addresses, placeholders, codes, and commands as they are typed."""
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SHORTENED = re.compile(r"['’](?:i|m|n|r|th|u|w|ch)$")
"""What stands shortened on the word before it: a'r, gyda'i, ffeiliau'n."""


@cache
def dictionary() -> Dictionary:
    return Dictionary(PUBLISHED / "index.aff", PUBLISHED / "index.dic")


@cache
def our_words() -> tuple[str, ...]:
    lines = OUR_WORDS.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def texts() -> Iterator[str]:
    for message in messages():
        yield from forms(message.string)


def words_of(text: str) -> list[str]:
    return WORD.findall(NOT_WORDS.sub(" ", text))


def misspelt(text: str) -> list[str]:
    return [word for word in words_of(text) if not spelt(word) and not spelt(shortened(word))]


def shortened(word: str) -> str:
    return SHORTENED.sub("", word)


def spelt(word: str) -> bool:
    return word in our_words() or word.lower() in our_words() or dictionary().knows(word)


def test_every_welsh_text_is_spelt_right() -> None:
    wrong = {word: text for text in texts() for word in misspelt(text)}
    assert wrong == {}, "mend these, or where they are right add them to tests/house/words_cy.txt"


def test_our_own_words_are_needed_and_in_order() -> None:
    """Each part of the list is in order; what the dictionary knows or no text says has no place in it."""
    said = {one for text in texts() for word in words_of(text) for one in (word, shortened(word))}
    said |= {word.lower() for word in said}
    assert [word for word in our_words() if word not in said or dictionary().knows(word)] == []
    for part in OUR_WORDS.read_text(encoding="utf-8").split("\n\n"):
        words = [line for line in part.splitlines() if not line.startswith("#")]
        assert words == sorted(words), part


@pytest.mark.parametrize(
    "word",
    ["dystiolaeth", "nhystiolaeth", "thystiolaeth", "hasesu", "cofnodiadau", "gyflwynoch", "Llofnodwyd", "unedau'r"],
)
def test_words_are_known_in_every_form(word: str) -> None:
    assert misspelt(word) == []


@pytest.mark.parametrize("word", ["dydstiolaeth", "cofnodiadiau", "asesur", "portfolio'r", "yn-gyntaff", "Llofnodwydd"])
def test_slips_are_seen(word: str) -> None:
    assert misspelt(word) != []
