"""The order of words in the Welsh and the English alphabet, as keys that any database sorts by bytes."""

from __future__ import annotations

import re
import unicodedata

WELSH_ALPHABET = [
    "a",
    "b",
    "c",
    "ch",
    "d",
    "dd",
    "e",
    "f",
    "ff",
    "g",
    "ng",
    "h",
    "i",
    "j",
    "k",
    "l",
    "ll",
    "m",
    "n",
    "o",
    "p",
    "ph",
    "q",
    "r",
    "rh",
    "s",
    "t",
    "th",
    "u",
    "v",
    "w",
    "x",
    "y",
    "z",
]
ENGLISH_ALPHABET = list("abcdefghijklmnopqrstuvwxyz")
WORDS_WITH_N_G = ("bangor", "dangos", "dangosfwrdd", "llangollen", "llangefni", "llangwm", "langwm", "angor")
"""Words in which n and g stand side by side without being the letter ng; the list grows as names arrive."""
DIGRAPH = re.compile(r"ch|dd|ff|ng|ll|ph|rh|th|.", re.DOTALL)
FIRST_LETTER = 0x41


def _keys(alphabet: list[str]) -> dict[str, str]:
    return {letter: chr(FIRST_LETTER + place) for place, letter in enumerate(alphabet)}


WELSH, ENGLISH = _keys(WELSH_ALPHABET), _keys(ENGLISH_ALPHABET)


def _folded(words: str) -> str:
    decomposed = unicodedata.normalize("NFD", words.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def sort_key(words: str, language: str) -> str:
    """Give the key by which a name or title is sorted in a language; accents decide only between equals."""
    parts = [_word_key(word, language) for word in re.split(r"[^\w]+", _folded(words)) if word]
    return " ".join(parts)[:400] + "\t" + words[:200]


def _word_key(word: str, language: str) -> str:
    if language == "en":
        return "".join(ENGLISH.get(letter, letter if letter.isdigit() else "~") for letter in word)
    letters = list(word) if word in WORDS_WITH_N_G else DIGRAPH.findall(word)
    return "".join(WELSH.get(letter, letter if letter.isdigit() else "~") for letter in letters)
