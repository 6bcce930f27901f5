"""Codes that extraction tore from their texts: joined where that is certain, else kept apart."""

import re
from dataclasses import dataclass

from standards.reading.document import Line
from standards.reading.marks import mark_of

CODES_ONLY = re.compile(r"(?:[PK]\d{1,3}[.:)]?\s*)+")
NUMBER_ONLY = re.compile(r"\d{1,3}[.)]?")
TORN = re.compile(r"((?:[PK]\d{1,3}[.:]?\s+)+[PK]\d{1,3}[.:]?)(?:\s+(?P<block>\S.*))?")
CODE = re.compile(r"[PK]\d{1,3}")
CODE_ONLY = re.compile(r"(?:(?P<letter>[PKSBV])(?P<coded>\d{1,3})[.:)]?|(?P<n>\d{1,3})[.)])")
CODED = re.compile(r"[PK]\d{1,3}[.:)]?(?:\s|$)")
RUN = re.compile(r"(?<=\S) (?=[PK]\d{1,3}[.:]? [PK]\d{1,3}[.:]?(?: |$))")
# Where every item begins small, a capital after a small word opens something new.
NEW_START = re.compile(r"(?<=[a-zà-ÿŵŷ]) (?=[A-ZÂÊÎÔÛŴŶ][a-zà-ÿŵŷ]+ )")


@dataclass(frozen=True)
class Torn:
    codes: tuple[str, ...]
    block: str


def torn_of(text: str) -> Torn | None:
    found = TORN.fullmatch(text)
    return Torn(tuple(CODE.findall(found[1])), found["block"] or "") if found else None


def parted_runs(lines: list[Line]) -> list[Line]:
    """Where codes are torn, start a line at every further run of them, and at a code that is the next one."""
    if not any(torn_of(line.text) for line in lines):
        return lines
    return [piece for line in lines for part in _at_runs(line) for piece in _at_next_code(part)]


def _at_runs(line: Line) -> list[Line]:
    parts: list[Line] = []
    start = 0
    for found in RUN.finditer(line.text):
        before = line.text[start : found.start()]
        first, second = (int(code[1:]) for code in CODE.findall(line.text[found.end() :])[:2])
        if second == first + 1 and not CODES_ONLY.fullmatch(before):
            parts.append(line.saying(before))
            start = found.end()
    return [*parts, line.saying(line.text[start:])]


def _at_next_code(line: Line) -> list[Line]:
    torn = torn_of(line.text)
    if torn is None:
        return [line]
    last = torn.codes[-1]
    found = re.search(rf"(?<=\S) (?={last[0]}{int(last[1:]) + 1}[.:)]? \S)", line.text)
    return [line.saying(line.text[: found.start()]), line.saying(line.text[found.end() :])] if found else [line]


def lone_code(text: str, letter: str) -> int:
    """Give the number of a code, or a number with its stop, that stands without words; else 0."""
    found = CODE_ONLY.fullmatch(text)
    if not found or (found["letter"] and found["letter"] != letter[0]):
        return 0
    return int(found["coded"] or found["n"])


def mended(lines: list[Line]) -> list[Line]:
    """Put a code alone on its line with the next line, and several together on one."""
    result: list[Line] = []
    index = 0
    while index < len(lines):
        run = _codes_alone(lines, index)
        if run is None:
            result.append(lines[index])
            index += 1
            continue
        codes, end = run
        result.append(lines[index].saying(" ".join(codes)))
        index = end
        if len(codes) == 1:
            while index < len(lines) and lines[index].blank:
                index += 1
            if index < len(lines) and not CODED.match(lines[index].text):
                result[-1] = result[-1].saying(f"{codes[0]} {lines[index].text}")
                index += 1
    return result


def freed_code(lines: list[Line], letter: str) -> list[Line]:
    """Where no line begins with a mark, free the first code from the words before it if the second follows."""
    first = re.compile(rf"(?<=\S) (?={letter}1[.:)]? \S)")
    second = re.compile(rf"{letter}1\b.*\b{letter}2\b", re.DOTALL)
    marked = any(re.match(rf"{letter}\d", line.text) or mark_of(line.text) for line in lines)
    if marked or not second.search("\n".join(line.text for line in lines)):
        return lines
    freed: list[Line] = []
    for line in lines:
        found = first.search(line.text)
        pieces = [line.text[: found.start()], line.text[found.end() :]] if found else [line.text]
        freed.extend(line.saying(piece) for piece in pieces)
    return freed


def _codes_alone(lines: list[Line], index: int) -> tuple[list[str], int] | None:
    text = lines[index].text
    if not text:
        return None
    if NUMBER_ONLY.fullmatch(text):
        followed = index + 1 < len(lines) and not lines[index + 1].blank
        return ([text], index + 1) if followed or not text.isdigit() else None
    codes: list[str] = []
    end = index
    while end < len(lines) and (lines[end].blank or CODES_ONLY.fullmatch(lines[end].text)):
        codes.extend(CODE.findall(lines[end].text))
        end += 1
    return (codes, end) if codes else None


def trailing_heading(block: str) -> tuple[str, str]:
    """Part the block from the sub-heading that seems to end it."""
    starts = [found.end() for found in NEW_START.finditer(block)]
    if not starts or len(block) - starts[-1] > 100 or block.endswith("."):
        return block, ""
    return block[: starts[-1]].strip(), block[starts[-1] :].strip()
