"""What a line of a printed law begins with: a Part, a regulation, a numbered paragraph, a letter, or nothing."""

import re
from dataclasses import dataclass
from itertools import pairwise

from standards.reading.wording import ENGLISH_LETTERS, ROMAN, WELSH_LETTERS

PART_WORDS = {"rhan": "part", "part": "part", "pennod": "chapter", "chapter": "chapter"}
SCHEDULE_WORDS = frozenset({"atodlen", "schedule"})
PART = re.compile(
    r"(?P<word>rhan|part|pennod|chapter|(?:yr |the )?(?:atodlen|schedule))"
    r"(?:\s+(?P<n>\d{1,3}(?:[A-Z](?![A-Za-z'’]))?|[IVXL]{1,5}(?![A-Za-z'’]))|(?=\s*$))(?P<space>\s*)(?P<rest>.*)",
    re.IGNORECASE,
)
REGULATION = re.compile(r"(?P<n>\d{1,3}[A-Z]{0,2})\.(?!\d)\s*(?P<dash>[—–-])?\s*(?P<rest>.*)")
NUMBERED = re.compile(r"\( ?(?P<n>\d{1,3}[A-Z]{0,2})\)\s*(?P<rest>.*)")
UNCLOSED = re.compile(r"\((?P<n>\d{1,3})(?![\d)])\s*(?P<rest>\S.*)")
INSERTED = re.compile(r"(?P<letters>[A-Z]{1,2})(?=[A-ZÂÊÎÔÛŴŶ][a-zâêîôûŵŷ'’])(?P<rest>.+)")
LETTERED = re.compile(r"\((?P<mark>[a-z]{1,5}|[A-Z]{1,2})\)\s*(?P<rest>.*)")
BULLETED = re.compile(r"(?P<mark>[•·▪◦●‣∙])\s*(?P<rest>\S.*)")
ALONE = re.compile(r"\( ?(?P<n>\d{1,3})\)")
ANNOUNCING = ("—", "–", "-", ":", "― ", "―")
APOSTROPHES = str.maketrans({"’": "'", "‘": "'"})
"""For looking only, sign for sign: what is shown stays as it is printed."""
STYLES = {
    "letter": ("llythyren", "a letter"),
    "roman": ("rhif Rhufeinig", "a Roman number"),
    "double": ("llythyren ddwbl", "a double letter"),
    "capital": ("priflythyren", "a capital letter"),
}
FIRST = {"letter": "a", "roman": "i", "double": "aa", "capital": "A"}


@dataclass(frozen=True)
class PartHeading:
    """The heading of a Part, a Chapter or a Schedule."""

    level: str
    number: str
    text: str
    heading: str
    glued: bool


@dataclass(frozen=True)
class Numbered:
    """A paragraph's number and its words; `closed` where its bracket is printed."""

    printed: str
    rest: str
    closed: bool = True
    sure: bool = True


def part_heading(text: str) -> PartHeading | None:
    """Find a heading in capitals, or one that is only a number; a sentence may begin with a Part too."""
    found = PART.fullmatch(text)
    if not found:
        return None
    word, number, rest = found["word"], found["n"] or "", found["rest"]
    if rest and (word != word.upper() or rest.endswith((".", ";", ","))):
        return None
    name = word.casefold().split()[-1]
    level = "schedule" if name in SCHEDULE_WORDS else PART_WORDS[name]
    opened = f"{word} {number}".strip()
    glued = bool(rest) and not found["space"]
    return PartHeading(level, number, f"{opened} {rest}".strip(), rest, glued)


def regulation(text: str) -> tuple[str, str, bool] | None:
    """Give the number of a regulation, the rest of the line, and whether a dash stands between them."""
    found = REGULATION.fullmatch(text)
    return (found["n"], found["rest"], bool(found["dash"])) if found else None


def numbered(text: str, previous: str) -> Numbered | None:
    """Read a paragraph's number; without its bracket it is what the numbering leads one to expect."""
    found = NUMBERED.fullmatch(text)
    if found:
        return Numbered(found["n"], found["rest"])
    found = UNCLOSED.fullmatch(text)
    if not found:
        return None
    expected = following(previous)
    digits, rest = found["n"], found["rest"]
    inserted = INSERTED.fullmatch(rest)
    if inserted and digits != expected and digits == re.sub(r"\D", "", previous):
        return Numbered(digits + inserted["letters"], inserted["rest"], closed=False, sure=False)
    if digits != expected and digits.startswith(expected):
        return Numbered(expected, f"{digits[len(expected) :]}{text[1 + len(digits) :]}", closed=False, sure=False)
    return Numbered(digits, rest, closed=False)


def following(previous: str) -> str:
    digits = re.sub(r"\D", "", previous)
    return str(int(digits) + 1) if digits else "1"


def in_turn(previous: str, number: str) -> bool:
    """Say whether a number follows another: the next one, or one inserted after it (1, 1A, 1B, 2)."""
    if number == following(previous):
        return True
    base, letters = re.fullmatch(r"(\d+)([A-Z]*)", number).groups() if number[:1].isdigit() else ("", "")  # type: ignore[union-attr]
    before, earlier = re.fullmatch(r"(\d*)([A-Z]*)", previous).groups()  # type: ignore[union-attr]
    return bool(letters) and base == before and letters > earlier


def announces(text: str) -> bool:
    return text.rstrip().endswith(ANNOUNCING)


def alphabet_of(marks: list[str]) -> tuple[str, ...] | None:
    """Tell the alphabet of a document's letters by what follows c, d and f; None where no list goes so far."""
    votes = {"cy": 0, "en": 0}
    letters = [mark for mark in marks if mark not in ROMAN]
    for before, after in pairwise(letters):
        votes["cy"] += (before, after) in {("c", "ch"), ("d", "dd"), ("f", "ff"), ("g", "ng")}
        votes["en"] += (before, after) in {("c", "d"), ("d", "e"), ("f", "g"), ("g", "h")}
    if not any(votes.values()):
        return None
    return WELSH_LETTERS if votes["cy"] >= votes["en"] else ENGLISH_LETTERS
