"""The blocks of a scanned page: lines that no blank line parts, which in a table are cells or pieces of cells."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from standards.reading.document import Line
from standards.reading.nesting import join_lines

STRAY = re.compile(r"\W*\w?\W*|\d{1,3}\.?|(?:[A-ZÂÊÎÔÛŴŶ]{1,4} ){1,3}[A-ZÂÊÎÔÛŴŶ]{1,4}")
LONGEST_STRAY = 20
OPENING = frozenset("'‘\"“")
ENDED = (".", ":", ";", "!", "?")


@dataclass(frozen=True)
class Block:
    """Some lines that stand together."""

    lines: tuple[Line, ...]

    @cached_property
    def text(self) -> str:
        return join_lines(line.text for line in self.lines)

    @property
    def first(self) -> int:
        return self.lines[0].number

    @property
    def last(self) -> int:
        return self.lines[-1].number

    @cached_property
    def width(self) -> int:
        return max(len(line.text) for line in self.lines)

    @property
    def stray(self) -> bool:
        """It holds no word: what a scanner makes of an icon, a rule or a page number."""
        return len(self.text) <= LONGEST_STRAY and bool(STRAY.fullmatch(self.text))

    @property
    def goes_on(self) -> bool:
        """It begins as the middle of a sentence: small, in brackets or with a broken sign."""
        return not (self.text[0].isupper() or self.text[0].isdigit() or self.text[0] in OPENING)

    def part(self, start: int, end: int | None = None) -> "Block":
        return Block(self.lines[start:end])


def blocks_of(lines: Iterable[Line]) -> list[Block]:
    """Part the lines at blank ones and where a new page begins, which stands in."""
    found: list[Block] = []
    current: list[Line] = []
    for line in lines:
        new_page = bool(current) and line.indent > current[-1].indent
        if current and (line.blank or new_page):
            found.append(Block(tuple(current)))
            current = []
        if not line.blank:
            current.append(line)
    return [*found, Block(tuple(current))] if current else found


def joined(blocks: Sequence[Block]) -> str:
    """Put the pieces of a cell together: a paragraph begins where a sentence ended or a word begins large."""
    paragraphs: list[list[str]] = []
    for block in blocks:
        if paragraphs and block.goes_on and not paragraphs[-1][-1].endswith(ENDED):
            paragraphs[-1].append(block.text)
        else:
            paragraphs.append([block.text])
    return "\n".join(join_lines(paragraph) for paragraph in paragraphs)
