"""The lines of a printed law become paragraphs as they were printed, without what is no part of the law."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from standards.drafting import Problem
from standards.reading.legislation import openings
from standards.reading.lines import Line
from standards.reading.nesting import join_words
from standards.reading.problems import problem
from standards.reading.wording import WIDE, is_noise

EXTENT = re.compile(r"(?<=[^\s+])\s*(?:LL\+C|E\+W)(?:\+[SNIAG.]+)*$")
EXTENT_OF_PART = re.compile(r"(?<=\d)\s*(?:LL\+C|E\+W)(?=[A-ZÂÊÎÔÛŴŶ])")
NAMESPACES = re.compile(r'(?:xmlns:\w+="[^"]*"\s*)+')
SPACED = 0.25
"""From this share of paragraphs parted by blank lines on, a line that is not parted continues the one before."""
REFERRING = re.compile(
    r"(?:agraff(?:au)?|eoliad(?:au)?|rthygl(?:au)?|dran(?:nau)?|tiwn|aragraphs?|egulations?|rticles?|ections?"
    r"|(?<!; )\b(?:a|ac|neu|i|and|or|to))$"
)
"""A reference was broken here; after a semicolon such a word leads over to the next item."""
GLUED = re.compile(r"\([a-z]{1,5}\)[^\W\d_]")
"""A letter right before words begins an item; one of a reference stands apart from them."""


@dataclass(frozen=True)
class Block:
    """One paragraph as printed, with its first and last line."""

    text: str
    first: int
    last: int

    def with_line(self, line: Line) -> "Block":
        return replace(self, text=join_words(self.text, line.text), last=line.number)


@dataclass(frozen=True)
class Printed:
    """The paragraphs of the law, those of its footnotes, and what was left out."""

    body: list[Block]
    footnotes: list[Block]
    problems: list[Problem]


def printed(lines: Sequence[Line]) -> Printed:
    problems: list[Problem] = []
    blocks = list(_blocks(_cleared(lines, problems)))
    start = _start_of_footnotes(blocks)
    return Printed(list(_rejoined(blocks[:start])), blocks[start:], problems)


def _cleared(lines: Sequence[Line], problems: list[Problem]) -> list[Line]:
    """Take page furniture out, and the mark of its extent that an edited law puts after a heading."""
    kept = []
    for line in lines:
        if line.text and (is_noise(line.text) or NAMESPACES.fullmatch(line.text)):
            problems.append(problem("furniture-dropped", line.number, text=line.text))
            kept.append(line.saying(""))
            continue
        extent = EXTENT.search(line.text) or EXTENT_OF_PART.search(line.text)
        if extent:
            problems.append(problem("furniture-dropped", line.number, text=extent.group().strip()))
            kept.append(line.saying(f"{line.text[: extent.start()]} {line.text[extent.end() :]}"))
        else:
            kept.append(line)
    return kept


def _blocks(lines: list[Line]) -> Iterator[Block]:
    full = [index for index, line in enumerate(lines) if line.text]
    parted = sum(1 for index in full if index == 0 or lines[index - 1].blank)
    wrapped = max((len(line.text) for line in lines), default=0) < WIDE
    joins = bool(full) and (parted >= SPACED * len(full) or wrapped)
    block: Block | None = None
    fresh = True
    for line in lines:
        if line.blank:
            fresh = True
            continue
        if block is not None and joins and not fresh and _continues(block, line):
            block = block.with_line(line)
            continue
        if block is not None:
            yield block
        block, fresh = Block(line.text, line.number, line.number), False
    if block is not None:
        yield block


def _continues(block: Block, line: Line) -> bool:
    """Say whether a line only carries on: a mark opens something new, unless a reference was broken before it."""
    if openings.part_heading(line.text) or openings.part_heading(block.text) or openings.ALONE.fullmatch(line.text):
        return False
    referred = REFERRING.search(block.text) is not None and not GLUED.match(line.text)
    return referred or not marked(line.text)


def marked(text: str) -> bool:
    return bool(
        openings.regulation(text)
        or openings.NUMBERED.fullmatch(text)
        or openings.UNCLOSED.fullmatch(text)
        or openings.LETTERED.fullmatch(text)
        or openings.BULLETED.fullmatch(text)
    )


def _start_of_footnotes(blocks: list[Block]) -> int:
    """Find where the footnotes begin: after the last regulation, a number in brackets on a line of its own."""
    last = max((index for index, block in enumerate(blocks) if openings.regulation(block.text)), default=-1)
    alone = [index for index, block in enumerate(blocks) if openings.ALONE.fullmatch(block.text)]
    torn = any(index < last for index in alone)
    after = [index for index in alone if index > last]
    if torn:
        after = [index for index in after if _begins_again(blocks[last:index], blocks[index])]
    return after[0] if after else len(blocks)


def _begins_again(before: list[Block], block: Block) -> bool:
    """Where paragraphs have their numbers on lines of their own too, footnotes begin where the numbers are not next."""
    numbers = [found["n"] for each in before if (found := openings.ALONE.fullmatch(each.text))]
    opened = openings.regulation(before[0].text) if before else None
    if opened and (first := openings.numbered(opened[1], "")):
        numbers.insert(0, first.printed)
    found = openings.ALONE.fullmatch(block.text)
    return bool(found) and found["n"] != openings.following(numbers[-1] if numbers else "")  # type: ignore[index]


def _rejoined(blocks: list[Block]) -> Iterator[Block]:
    """Put a mark that stands alone together with the words after it."""
    waiting: Block | None = None
    for block in blocks:
        if waiting is not None and not marked(block.text) and not openings.part_heading(block.text):
            yield Block(f"{waiting.text} {block.text}", waiting.first, block.last)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        if _only_a_mark(block.text):
            waiting = block
        else:
            yield block
    if waiting is not None:
        yield waiting


def _only_a_mark(text: str) -> bool:
    opened = openings.regulation(text)
    if opened is not None and not opened[1]:
        return True
    inner = opened[1] if opened else text
    found = openings.NUMBERED.fullmatch(inner) or openings.LETTERED.fullmatch(inner)
    return found is not None and not found["rest"]
