"""What a document's lines have in common: their distance, and how far to the right each column goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from standards.reading.formats.pdf.words import Word

CLOSEST, WIDEST = 0.9, 2.4
"""Between these, in sizes of type, lies the distance of the lines of a paragraph."""
FEWEST, SHARE = 2, 0.04
USUAL = 1.3
LOOSE = 1.12
APART = 1.5
SAME_SIZE = 0.08
SAME_EDGE = 0.4
NARROW = 0.8
JUSTIFIED = 3
HANGING = 0.35
"""How far a hyphen at a line's end may hang over the edge, in sizes of type."""
INDENT = 0.5
"""A sign of indentation is half as wide as the type is high."""
BY_HAND = 0.25
"""From this share of lines on that end before the page's edge, with the next right under them, all were broken so."""


@dataclass
class Line:
    """Words on one baseline in one column; `prefix` stands before them in another."""

    words: list[Word]
    y: float
    size: float
    page: int
    column: float
    prefix: str = ""
    alone: bool = False
    starts: bool = False

    @property
    def text(self) -> str:
        return " ".join([*([self.prefix] if self.prefix else []), *(word.text for word in self.words)])

    @property
    def left(self) -> float:
        return self.words[0].x0

    @property
    def right(self) -> float:
        return self.words[-1].x1


class Measure:
    """Knows when a line is the next one of a paragraph by its distance, and when it was full."""

    def __init__(self, lines: Sequence[Line], width: float) -> None:
        self.leading = _leading(lines)
        self.left: dict[float, float] = {}
        self.right: dict[float, float] = {}
        for line in lines:
            self.left[line.column] = min(line.left, self.left.get(line.column, line.left))
            self.right[line.column] = max(line.right, self.right.get(line.column, line.right))
        margin = min(self.left.values(), default=0)
        last = max(self.right, default=0)
        if last in self.right and self.right[last] < NARROW * (width - margin) and not self._justified(lines, last):
            self.right[last] = width - margin
        self.by_hand = self._broken_by_hand(lines)

    def _broken_by_hand(self, lines: Sequence[Line]) -> bool:
        """Say whether somebody broke the lines: one above ends though the first word of the next had room in it."""
        broken = sum(
            1
            for before, after in pairwise(lines)
            if self.follows(before, after) and not after.alone and not self.full(before, after.words[0])
        )
        return broken >= BY_HAND * len(lines)

    def _justified(self, lines: Sequence[Line], column: float) -> bool:
        """Say whether different lines end at one place: there they were broken, however narrow the column is."""
        right = self.right[column]
        ending = {line.text for line in lines if line.column == column and right - line.right <= HANGING * line.size}
        return len(ending) >= JUSTIFIED

    def follows(self, before: Line, after: Line) -> bool:
        """Say whether the one line stands right under the other."""
        same = before.page == after.page and before.column == after.column
        alike = abs(before.size - after.size) <= SAME_SIZE * max(before.size, after.size)
        distance = before.y - after.y
        return same and alike and 0 < distance <= LOOSE * self.leading * max(before.size, after.size)

    def apart(self, before: Line, after: Line) -> bool:
        """Say whether there is an empty line's room between two lines of a column."""
        return before.y - after.y > APART * self.leading * max(before.size, after.size)

    def full(self, before: Line, word: Word) -> bool:
        """Say whether a line had no room left for this word, which begins the next."""
        return before.right + INDENT / 2 * before.size + (word.x1 - word.x0) > self.right[before.column] - 1

    def indent(self, line: Line) -> int:
        return round((line.left - self.left[line.column]) / (INDENT * line.size))


def _leading(lines: Sequence[Line]) -> float:
    """Give the smallest distance of lines that is no exception, in sizes of type."""
    found: Counter[float] = Counter()
    for before, after in pairwise(lines):
        if before.page == after.page and before.column == after.column and before.size > 0:
            ratio = (before.y - after.y) / max(before.size, after.size)
            if CLOSEST <= ratio <= WIDEST and not before.alone:
                found[round(ratio, 2)] += 1
    enough = max(FEWEST, SHARE * found.total())
    return min((ratio for ratio, count in found.items() if count >= enough), default=USUAL)
