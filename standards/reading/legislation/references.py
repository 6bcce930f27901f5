"""What the words of a provision point at: other provisions, Acts and Orders, footnotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from standards.foundation import Language
from standards.reading.legislation.openings import APOSTROPHES
from standards.reading.legislation.provisions import Letters

NUMBER = r"\d{1,3}(?!\d)[A-Z]{0,2}"
SUB = r"(?:\s?\((?:\d{1,3}[A-Z]{0,2}|[a-z]{1,5}|[A-Z]{1,2})\))"
ITEM = rf"(?:{NUMBER}{SUB}*|{SUB}+)"
JOIN: dict[Language, str] = {
    "cy": r"(?:,? a |,? ac |,? neu |, | i )",
    "en": r"(?:,? and |,? or |, | to )",
}
WORDS: dict[Language, dict[str, str]] = {
    "cy": {
        "sub-paragraph": r"[Ii]s-[bp]aragraff(?:au)?",
        "paragraph": r"(?:[bBpP]|[mM]h|[pP]h)aragraff(?:au)?",
        "regulation": r"(?:rh?eoliad)(?:au)?",
        "other": r"h?erthygl(?:au)?|(?:is-)?h?adran(?:nau)?|[Hh]?Atodlen(?:ni)?|Rh?an(?:nau)?|[Pp]h?ennod",
    },
    "en": {
        "sub-paragraph": r"[Ss]ub-?paragraphs?",
        "paragraph": r"[Pp]aragraphs?",
        "regulation": r"[Rr]egulations?",
        "other": r"[Aa]rticles?|(?:[Ss]ub)?[Ss]ections?|Schedules?|Parts?|Chapters?|[Rr]ules?",
    },
}
YEAR = r"(?:1[89]|20)\d\d"
ACTS: dict[Language, str] = {
    "cy": rf"(?:Dd?eddf|[MF]esur|G?[Oo]rchymyn|Rh?eoliadau|Rheolau)(?! h[woy]n) [^;,.“”—()]{{0,120}}?"
    rf"(?:\([^()]{{1,60}}\) )?{YEAR}(?: \([^()]{{1,60}}\) {YEAR})?",
    "en": rf"(?:[A-Z][\w’'-]*|\([A-Z][^()]{{0,60}}\))"
    rf"(?:,? (?:[A-Z][\w’'-]*|and|of|the|for|in|to|etc\.|\([^()]{{1,60}}\)))*?"
    rf" (?:Act|Measure|Order|Regulations|Rules)(?: \([^()]{{1,60}}\))* {YEAR}(?: \([^()]{{1,60}}\) Order {YEAR})?",
}
THIS: dict[Language, str] = {"cy": r" o'r rheoliad hwn", "en": r" of this regulation"}
DEFINED: dict[Language, str] = {
    "cy": r"o'r (?:Mesur|Ddeddf|Gorchymyn|Rheoliadau|Atodlen|Rhan|rheoliad|adran)(?: \d{4})?(?: h\w+)?",
    "en": r"(?:of|to) (?:the|that|those) (?:\d{4} )?(?:Measure|Act|Order|Regulations|Schedule|Part|regulation|section)",
}
FOOTNOTE = re.compile(r"(?<=[^\s(])(?P<space> ?)\( ?(?P<n>\d{1,3})\)(?!\()")


@dataclass(frozen=True)
class Place:
    """Where a provision stands: its regulation and its paragraph, by their codes."""

    regulation: str
    paragraph: str
    prefix: str = ""


@dataclass(frozen=True)
class Found:
    """References as data, and where in the words they stand."""

    targets: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    words, join = WORDS[language], JOIN[language]
    kinds = "|".join(rf"(?P<{name.replace('-', '_')}>{form})" for name, form in words.items())
    within = rf"{words['paragraph']}|{words['regulation']}|{words['other']}"
    of = r"(?:o|of)" if language == "cy" else "(?:of|to)"
    tail = (
        rf"(?:{THIS[language]}(?!\w)|,? {DEFINED[language]}(?!\w)|,? {of} (?:{within})\s?{ITEM}"
        rf"|,? (?:o|of|to) (?:the )?(?:{ACTS[language]}))"
    )
    return re.compile(rf"(?<![\w-])(?:{kinds})\s?(?P<items>{ITEM}(?:{join}{ITEM})*)(?P<tail>{tail}*)")


@cache
def _acts(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{ACTS[language]})")


def references(text: str, language: Language, place: Place, letters: Letters) -> Found:
    """Find the references in their order, each once; those inside the regulation and the instrument as codes."""
    found: list[tuple[int, str]] = []
    spans: list[tuple[int, int]] = []
    plain = text.translate(APOSTROPHES)
    for match in _pattern(language).finditer(plain):
        spans.append(match.span())
        words = text[match.start() : match.end()].strip()
        targets = tuple(_targets(match, language, place, letters)) or (words,)
        found.extend((match.start(), target) for target in targets)
    found += [
        (match.start(), text[match.start() : match.end()].strip())
        for match in _acts(language).finditer(plain)
        if not any(start <= match.start() < end for start, end in spans)
    ]
    targets = tuple(dict.fromkeys(target for _, target in sorted(found, key=lambda one: one[0])))
    return Found(targets, tuple(spans))


def _targets(match: re.Match[str], language: Language, place: Place, letters: Letters) -> Iterator[str]:
    """Give the codes that a reference points at; none where it points elsewhere, and its printed words stand for it."""
    items, tail = match["items"], match["tail"]
    if tail and not re.fullmatch(THIS[language], tail):
        yield from _elsewhere(match, language)
        return
    if match["other"]:
        return
    stem = place.prefix if match["regulation"] else place.regulation if match["paragraph"] else place.paragraph
    numbered = bool(re.match(r"\d", items))
    if bool(match["regulation"]) != numbered and not (numbered and place.prefix):
        return
    stem = place.prefix if numbered else stem
    for item in _each(items, language, letters):
        yield f"{stem}{item}"


def _elsewhere(match: re.Match[str], language: Language) -> Iterator[str]:
    """Turn "paragraph (2) of regulation 5" into the code; leave all else as it is printed."""
    words = WORDS[language]
    tail = re.fullmatch(rf",? \w+ (?:{words['regulation']})\s?(?P<n>{NUMBER})", match["tail"])
    if tail and match["paragraph"] and not re.match(r"\d", match["items"]):
        yield from (f"{tail['n']}{item}" for item in _compact(match["items"], language))


def _compact(items: str, language: Language) -> list[str]:
    return [piece.replace(" ", "") for piece in re.split(JOIN[language], items) if piece.strip()]


def _each(items: str, language: Language, letters: Letters) -> Iterator[str]:
    """Give each item, and all of a range from one to another."""
    pieces = re.split(f"({JOIN[language]})", items)
    last = ""
    for index, piece in enumerate(pieces[::2]):
        item = piece.replace(" ", "")
        joined = pieces[2 * index - 1].strip(", ") if index else ""
        if joined in {"i", "to"} and last:
            inner = letters.between(last.strip("()"), item.strip("()"))
            brackets = ("(", ")") if item.startswith("(") else ("", "")
            yield from (f"{brackets[0]}{one}{brackets[1]}" for one in inner[1:])
        else:
            yield item
        last = item


def footnote_marks(text: str, spans: tuple[tuple[int, int], ...], last: int) -> list[tuple[int, bool]]:
    """Give the numbers of the footnotes that the words refer to, and whether each is the next one."""
    found = []
    for match in FOOTNOTE.finditer(text):
        if any(start <= match.start() < end for start, end in spans):
            continue
        number = int(match["n"])
        if match["space"] and number != last + 1:
            continue
        found.append((number, last in {0, number - 1}))
        last = number
    return found
