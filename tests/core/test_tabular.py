"""What leaves as a table can be opened by anybody: no cell of it is a formula, no letter is torn."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import lists, text

from portfolio.core.tabular import BYTE_ORDER_MARK, ROWS_AT_ONCE, csv_lines, neutral
from standards import cells

FORMULAS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    '"=1+1"',
    "'=1+1",
    '=HYPERLINK("https://example.org","Cliciwch")',
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "\u00a0=1+1",
    "\ttab",
]
PLAIN = ["", "Siân Ŵyn", "a=b", "e-bost", "D'Arcy", "5 - 3", "(−)", "Ysgol 3"]


@pytest.mark.parametrize("words", FORMULAS)
def test_what_could_be_a_formula_is_words(words: str) -> None:
    assert neutral(words) == f"'{words}"


@pytest.mark.parametrize("words", PLAIN)
def test_other_words_stay_as_they_are(words: str) -> None:
    assert neutral(words) == words


def test_numbers_days_and_nothing() -> None:
    assert [neutral(cell) for cell in (-3, 2.5, date(2026, 3, 1), None)] == [-3, 2.5, "2026-03-01", ""]


@given(lists(lists(text(alphabet="=+-@\t\r\n \"',;abŵ", max_size=6), min_size=2, max_size=2), max_size=5))
def test_whatever_is_written_no_cell_begins_a_formula(rows: list[list[str]]) -> None:
    said = b"".join(csv_lines(["A", "B"], rows)).decode().removeprefix(BYTE_ORDER_MARK)
    read = list(csv.reader(io.StringIO(said, newline="")))[1:]
    written = [cell for line in read for cell in line]
    asked = [cell for row in rows for cell in row]
    assert all(cell in {word, f"'{word}"} for cell, word in zip(written, asked, strict=True))
    assert not [cell for cell in written if cell.lstrip(' "').startswith(tuple("=+-@\t\r\n"))]


def test_it_begins_with_the_mark_of_utf_8() -> None:
    assert b"".join(csv_lines(["Enw"], [["Ŷ"]])) == b"\xef\xbb\xbfEnw\r\n\xc5\xb6\r\n"


def test_it_is_streamed() -> None:
    asked = []

    def rows() -> Iterator[list[int]]:
        for number in range(3 * ROWS_AT_ONCE):
            asked.append(number)
            yield [number]

    stream = csv_lines(["N"], rows())
    next(stream)
    assert len(asked) == ROWS_AT_ONCE


def test_the_corpus_catches_a_writer_that_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "FORMULA", re.compile("^="))
    assert [words for words in FORMULAS if neutral(words) == words]
