"""Columns of a page: headings and labels beside their text are put before it, running columns one after the other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from standards.reading.formats.pdf.measure import Line
from standards.reading.formats.pdf.words import Row, Sheet, Word
from standards.reading.marks import mark_of
from standards.reading.wording import heading_of, label_of

GAP = 0.95
"""From this share of the type's size on, what is between two words is more than a space."""
EVEN = 1.5
WIDE = 3.0
BESIDE = 0.6
GUTTER = 0.4
SAME_EDGE = 2.0
FEWEST = 2
MOST_EDGES = 16
FIRST_EDGE = 36.0
"""No column of words is narrower, in points."""
RUNNING = 0.75
"""Where the left column is not much narrower than the right one, each is read on its own."""
BROKEN_OVER = 4
LABELLED = 2
CLOSE = 1.3
MARK = re.compile(r"\S{1,6}")


@dataclass(slots=True)
class Segment:
    """Words of a row with no more than a space between them; `after` is what stands right of them in the row."""

    words: list[Word]
    row: int
    after: Segment | None = None

    @property
    def y(self) -> float:
        return self.words[0].y

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def only_marks(self) -> bool:
        text = self.text
        return bool(MARK.fullmatch(text)) and mark_of(f"{text} x") is not None


@dataclass
class Band:
    """Segments under each other that one gutter parts, or that none does."""

    left: list[Segment]
    right: list[Segment]
    edge: float = 0.0

    @property
    def size(self) -> int:
        return len(self.left) + len(self.right)


class Columns:
    """Reads the pages of a document in the order in which people do."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = sheets
        self.pages = [_segments(sheet) for sheet in sheets]
        every = [segment for page in self.pages for segment in page]
        self.right = max((segment.x1 for segment in every), default=0)
        self.edges = _edges(every)

    def lines(self) -> list[Line]:
        """Give the lines of all pages."""
        found: list[Line] = []
        for sheet, page in zip(self.sheets, self.pages, strict=True):
            for band in self._bands(page):
                found += self._lines_of(band, sheet.number)
        return found

    def _bands(self, page: list[Segment]) -> list[Band]:
        """Part a page by the gutter that most of it keeps to."""
        best, covered = [Band([], page)], 0
        for edge in self.edges:
            bands = _parted(page, edge)
            inside = sum(band.size for band in bands if band.edge)
            if inside > covered:
                best, covered = bands, inside
        return best

    def _lines_of(self, band: Band, page: int) -> Iterator[Line]:
        left = list(_lines(band.left, page, 0.0))
        right = list(_lines(band.right, page, band.edge))
        if not band.edge or not left:
            yield from right
        elif self._is_running(band, left):
            yield from left
            yield from right
        else:
            yield from _rows(left, right)

    def _is_running(self, band: Band, left: list[Line]) -> bool:
        begin = min(line.left for line in left)
        labels = sum(1 for line in left if label_of(line.text))
        return labels < LABELLED and band.edge - begin >= RUNNING * (self.right - band.edge)


def _segments(sheet: Sheet) -> list[Segment]:
    found: list[Segment] = []
    for number, row in enumerate(sheet.rows):
        before: Segment | None = None
        room = _room(row)
        for word in row.words:
            if before is not None and word.x0 - before.x1 <= room:
                before.words.append(word)
                continue
            segment = Segment([word], number)
            if before is not None:
                before.after = segment
            found.append(segment)
            before = segment
    return found


def _room(row: Row) -> float:
    """Give how wide a space is at most in a row; those of a justified line are all wide."""
    gaps = [after.x0 - before.x1 for before, after in pairwise(row.words)]
    even = EVEN * min(gaps) if len(gaps) > 1 else 0.0
    return min(max(GAP * row.size, even), WIDE * row.size)


def _edges(segments: list[Segment]) -> list[float]:
    """Give where columns may begin: left edges that several segments share, each right of some other."""
    if not segments:
        return []
    margin = min(segment.x0 for segment in segments)
    counted: list[tuple[float, int]] = []
    for x0 in sorted(segment.x0 for segment in segments):
        if counted and x0 - counted[-1][0] <= SAME_EDGE:
            counted[-1] = (counted[-1][0], counted[-1][1] + 1)
        else:
            counted.append((x0, 1))
    shared = [(count, x0) for x0, count in counted if count >= FEWEST and x0 > margin + FIRST_EDGE]
    return sorted(x0 for _, x0 in sorted(shared, reverse=True)[:MOST_EDGES])


def _parted(page: list[Segment], edge: float) -> list[Band]:
    """Cut a page into bands, with an edge where a gutter parts them and without where words cross it."""
    bands: list[Band] = []
    band = Band([], [], edge)
    crossing = Band([], [])
    for segment in page:
        is_left = segment.x1 <= edge - GUTTER * segment.size
        if is_left or segment.x0 >= edge - SAME_EDGE:
            if crossing.right:
                bands.append(crossing)
                crossing = Band([], [])
            (band.left if is_left else band.right).append(segment)
        else:
            if band.size:
                bands.append(band)
                band = Band([], [], edge)
            crossing.right.append(segment)
    bands += [one for one in (crossing, band) if one.size]
    return [one if not one.edge or _holds(one) else Band([], _in_order(one)) for one in bands]


def _in_order(band: Band) -> list[Segment]:
    return sorted([*band.left, *band.right], key=lambda segment: (segment.row, segment.x0))


def _holds(band: Band) -> bool:
    """Say whether a band has two columns indeed: words beside words, and no marks parted from what they mark."""
    heights = sorted(segment.y for segment in band.right)
    beside = 0
    for segment in band.left:
        if segment.only_marks() and (segment.after is None or segment.after.x0 >= band.edge - SAME_EDGE):
            return False
        reach = BESIDE * segment.size
        at = bisect_left(heights, segment.y - reach)
        beside += at < len(heights) and heights[at] <= segment.y + reach
    return beside > 0


def _lines(segments: list[Segment], page: int, column: float) -> Iterator[Line]:
    for _, row in groupby(segments, key=lambda segment: segment.row):
        together = list(row)
        words = [word for segment in together for word in segment.words]
        yield Line(words, together[0].y, max(segment.size for segment in together), page, column)


def _rows(left: list[Line], right: list[Line]) -> Iterator[Line]:
    """Put each heading or label before the line it stands beside."""
    waiting = list(_blocks(left, right))
    for line in right:
        label = None
        while waiting and waiting[0].y >= line.y - BESIDE * line.size:
            if label is not None:
                yield label
            label = waiting.pop(0)
        if label is not None:
            line.starts = True
            if _is_label(label.text) and abs(label.y - line.y) <= 2 * line.size:
                line.prefix = label.text
            else:
                yield label
        yield line
    yield from waiting


def _blocks(left: list[Line], right: list[Line]) -> Iterator[Line]:
    """Join the lines of one heading or label, which its narrow column broke."""
    index = 0
    while index < len(left):
        length = _length(left, index, right)
        block = left[index]
        words = [word for line in left[index : index + length] for word in line.words]
        yield Line(words, block.y, block.size, block.page, block.column, alone=True)
        index += length


def _length(left: list[Line], index: int, right: list[Line]) -> int:
    """Say over how many lines a heading goes: known words say it, else distance and what stands beside."""
    for length in range(min(BROKEN_OVER, len(left) - index), 0, -1):
        text = " ".join(line.text for line in left[index : index + length])
        if heading_of(text) or _is_label(text):
            return length
    length = 1
    while index + length < len(left):
        before, after = left[index + length - 1], left[index + length]
        beside = any(abs(line.y - after.y) <= BESIDE * after.size for line in right)
        if before.y - after.y > CLOSE * after.size or beside or _is_label(after.text):
            break
        length += 1
    return length


def _is_label(text: str) -> bool:
    found = label_of(text)
    return found is not None and not found[2] and not heading_of(text)
