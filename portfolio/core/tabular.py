"""Tables that leave as files: streamed, and never a formula in anybody's spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that what follows is UTF-8: without it ŵ and ŷ are torn."""
FORMULA = re.compile(r"^[\s'\"]*[=+\-@＝＋－＠\t\r\n]|^[\t\r\n]")
ROWS_AT_ONCE = 200

Cell = str | int | float | bool | date | None


def neutral(cell: Cell) -> str | int | float:
    """Write a cell so that no spreadsheet takes words for a formula: an apostrophe stands before those that could be.

    Numbers stay numbers, days are written as they sort.
    """
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        return cell
    return f"'{cell}" if FORMULA.match(cell) else cell


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
