"""Running headers and footers: what stands at one place on several pages, its numbers apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from standards.reading.formats.pdf.words import Row, Sheet
from standards.reading.wording import fold

MARGIN = 0.16
"""Which share of a page's height, at its top and at its foot, may hold running headers."""
DEEPEST = 6
SAME_PLACE = 2.0
SEVERAL = 2
Places = dict[tuple[str, int], set[int]]
NUMBERS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"\W*(?:(?:page|tudalen|p\.?)\s*)?\d{1,4}(?:\s*(?:of|o|/)\s*\d{1,4})?\W*", re.IGNORECASE)
NUMBER_AT_END = re.compile(r"\s+(?:(?:page|tudalen)\s+)?\d{1,4}(?:\s+(?:of|o)\s+\d{1,4})?$", re.IGNORECASE)


def parted(sheets: list[Sheet]) -> tuple[list[Sheet], list[str]]:
    """Take running rows off the pages; give these too, each once, without page numbers."""
    seen: Places = defaultdict(set)
    for sheet in sheets:
        for row in _edge(sheet):
            seen[_place(row)].add(sheet.number)
    headers: dict[str, None] = {}
    for sheet in sheets:
        running = {id(row) for row in _running(sheet, seen)}
        for row in sheet.rows:
            if id(row) in running and not PAGE_NUMBER.fullmatch(row.text):
                headers[NUMBER_AT_END.sub("", row.text)] = None
        sheet.rows = [row for row in sheet.rows if id(row) not in running]
    return sheets, _once(headers)


def _once(headers: Iterable[str]) -> list[str]:
    """Leave out the footer that says URN and title again on one line."""
    kept: list[str] = []
    for header in headers:
        if fold(header) not in {fold(" ".join(kept[-length:])) for length in range(1, len(kept) + 1)}:
            kept.append(header)
    return kept


def _running(sheet: Sheet, seen: Places) -> Iterator[Row]:
    """Give the rows from the edges inwards, as far as each runs through the document."""
    for rows in (_top(sheet), _foot(sheet)):
        for row in rows:
            text, height = _place(row)
            near = (seen.get((text, height + step), set()) for step in (-1, 0, 1))
            if len(set().union(*near)) < SEVERAL:
                break
            yield row


def _edge(sheet: Sheet) -> list[Row]:
    return [*_top(sheet), *_foot(sheet)]


def _top(sheet: Sheet) -> list[Row]:
    return [row for row in sheet.rows[:DEEPEST] if row.y > (1 - MARGIN) * sheet.height]


def _foot(sheet: Sheet) -> list[Row]:
    return [row for row in reversed(sheet.rows[-DEEPEST:]) if row.y < MARGIN * sheet.height]


def _place(row: Row) -> tuple[str, int]:
    return _without_numbers(row.text), round(row.y / SAME_PLACE)


def _without_numbers(text: str) -> str:
    """Fold page numbers together: those at the ends of a row, and all in one that is nothing else."""
    if PAGE_NUMBER.fullmatch(text):
        return NUMBERS.sub("#", text)
    return NUMBER_AT_END.sub(" #", text)
