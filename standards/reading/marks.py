"""The numbers, codes, letters and bullets that items begin with."""

import re
from dataclasses import dataclass

from standards.reading.wording import ENGLISH_LETTERS, ROMAN, WELSH_LETTERS

CODE, NUMBER, DECIMAL, LETTER, ROMAN_NUMBER, BULLET = "code", "number", "decimal", "letter", "roman", "bullet"
COUNTED = frozenset({CODE, NUMBER})

CODED = re.compile(
    r"(?P<printed>(?P<letter>[PKSBV])\s?(?P<n>\d{1,3}))(?:[.):](?!\d)\s*|\s+|(?=[A-Za-zÀ-ÿ]))(?P<rest>\S.*)"
)
SLASHED = re.compile(r"(?P<printed>(?:[A-Z]{2,}\d*/)?(?P<n>\d{1,3}))(?<=.)(?P<sign> ?/) (?P<rest>\S.*)")
SUITE_CODED = re.compile(r"(?P<printed>[A-Z]{2,}[\d.]*/(?P<n>\d{1,3}))[.:)]?\s+(?P<rest>\S.*)")
DECIMALS = re.compile(r"(?P<printed>(?P<major>\d{1,3})\.(?P<n>\d{1,3}))[.)]?\s+(?P<rest>\S.*)")
NUMBERED = re.compile(r"\(?(?P<n>\d{1,3})[.)](?!\d)\s*(?P<rest>\S.*)")
BARE = re.compile(r"(?P<n>\d{1,3})\s+(?P<rest>[^\d\s].*)")
LETTERED = re.compile(r"(?:\((?P<one>[a-z]{1,5})\)\s*|(?P<two>[a-z]{1,5})[.)]\s+)(?P<rest>\S.*)")
BULLETED = re.compile(r"(?P<printed>[•·▪◦●‣∙➢✓])\s*(?P<rest>\S.*)|(?P<dash>[-–—*>])\s+(?P<more>\S.*)")


@dataclass(frozen=True)
class Mark:
    """What stands before the words of an item; `bare` numbers could also be words of a sentence."""

    style: str
    printed: str
    rest: str
    n: int = 0
    letter: str = ""
    major: int = 0
    bare: bool = False


def mark_of(text: str) -> Mark | None:
    return _code(text) or _decimal(text) or _number(text) or _letter(text) or _bullet(text)


def _code(text: str) -> Mark | None:
    found = CODED.match(text)
    if found:
        return Mark(CODE, found["printed"].replace(" ", ""), found["rest"], int(found["n"]), found["letter"])
    return None


def _decimal(text: str) -> Mark | None:
    found = DECIMALS.match(text)
    if found:
        return Mark(DECIMAL, found["printed"], found["rest"], int(found["n"]), major=int(found["major"]))
    return None


def _number(text: str) -> Mark | None:
    found = SLASHED.match(text) or SUITE_CODED.match(text)
    if found:
        return Mark(NUMBER, found["printed"], found["rest"], int(found["n"]))
    found = NUMBERED.match(text)
    if found:
        return Mark(NUMBER, found["n"], found["rest"], int(found["n"]))
    found = BARE.match(text)
    return Mark(NUMBER, found["n"], found["rest"], int(found["n"]), bare=True) if found else None


def _letter(text: str) -> Mark | None:
    found = LETTERED.match(text)
    printed = (found["one"] or found["two"]) if found else ""
    if found and (printed in WELSH_LETTERS or printed in ENGLISH_LETTERS or printed in ROMAN):
        return Mark(LETTER, printed, found["rest"])
    return None


def _bullet(text: str) -> Mark | None:
    found = BULLETED.match(text)
    if not found:
        return None
    return Mark(BULLET, found["printed"] or found["dash"], found["rest"] or found["more"])


def follows(previous: str, printed: str, style: str) -> bool:
    """Say whether this is the next letter, in the Welsh or the English alphabet, or the next numeral."""
    alphabets = (ROMAN,) if style == ROMAN_NUMBER else (WELSH_LETTERS, ENGLISH_LETTERS)
    return any(
        printed in alphabet and alphabet.index(printed) == (alphabet.index(previous) + 1 if previous in alphabet else 0)
        for alphabet in alphabets
        if not previous or previous in alphabet
    )
