"""Tables that leave as files: streamed, and never a formula in anybody's spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from standards.cells import Cell, neutral

BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that what follows is UTF-8: without it ŵ and ŷ are torn."""
ROWS_AT_ONCE = 200


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Write a table as CSV in UTF-8, a few hundred rows at a time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BYTE_ORDER_MARK)
    writer.writerow([neutral(head) for head in heads])
    for number, row in enumerate(rows, start=1):
        writer.writerow([neutral(cell) for cell in row])
        if number % ROWS_AT_ONCE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    said = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return said


__all__ = ["BYTE_ORDER_MARK", "ROWS_AT_ONCE", "Cell", "csv_lines", "neutral"]
