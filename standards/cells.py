"""Words in the cells of a table that leaves as a file: never a formula in anybody's spreadsheet."""

from __future__ import annotations

import re
from datetime import date

FORMULA = re.compile(r"^[\s'\"]*[=+\-@＝＋－＠\t\r\n]|^[\t\r\n]")

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
