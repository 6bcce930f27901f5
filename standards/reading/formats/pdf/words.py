"""The words of a page with their places, and the rows they stand in."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from standards.reading.formats.extract import MOST_SIGNS, Unfit

PRIVATE_SIGNS = range(0xE000, 0xF900)
SURROGATES = range(0xD800, 0xE000)
HYPHENS = frozenset({0x02, 0xFFFE})
"""What PDFium gives for a hyphen at the end of a line."""
SPACE = 0x20
KEPT_TOGETHER = frozenset("\u00a0\u2007\u202f")
"""No line is broken at these spaces."""
UNKNOWN = "\ufffd"
SYMBOL_FONT = re.compile(rb"Symbol|Dings|Courier", re.IGNORECASE)
BULLET_LETTERS = frozenset("o\u00a7\u00fc\u00d8qv\u00b7\u00a8n")
"""Letters that symbol fonts show as bullets, and the o that Word sets in Courier for one."""
SAME_ROW = 0.3
RAISED = 0.55
SMALL = 0.8
LEANING = 5
"""Degrees by which the words of a stamp across the page lean."""
JUMP = 0.35
WIDEST_SIGN = 1.2


@dataclass(slots=True)
class Word:
    """Signs without a space between them: from x0 to x1 on a baseline, in points from the page's lower left."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


@dataclass(slots=True)
class Row:
    """The words on one baseline, from left to right."""

    y: float
    size: float
    words: list[Word]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass
class Sheet:
    """One page: its rows from top to bottom."""

    number: int
    width: float
    height: float
    rows: list[Row] = field(default_factory=list)
    signs: int = 0
    unknown: int = 0
    pictured: bool = False


def sheet_of(page: pypdfium2.PdfPage, number: int) -> Sheet:
    """Take the words off a page; those that do not stand as most of it does are stamps, and left out."""
    left, bottom, right, top = page.get_mediabox()
    text = page.get_textpage()
    count = text.count_chars()
    if count > MOST_SIGNS:
        raise Unfit("too-long", limit=str(MOST_SIGNS // 1_000_000))
    reader = Reader(text.raw, (left, bottom, right, top))
    turned: dict[int, list[Word]] = {}
    for turn, word in reader.words(count):
        turned.setdefault(turn, []).append(word)
    text.close()
    most = max(turned, key=lambda turn: len(turned[turn]), default=0)
    width, height = (right - left, top - bottom) if most % 2 == 0 else (top - bottom, right - left)
    return Sheet(number, width, height, _rows(turned.get(most, [])), count, reader.unknown)


class Reader:
    """Reads the signs of one page, in the order they were drawn in."""

    def __init__(self, page: pdfium.FPDF_TEXTPAGE, bounds: tuple[float, float, float, float]) -> None:
        self.page = page
        self.bounds = bounds
        self.unknown = 0
        self.box = pdfium.FS_RECTF()
        self.matrix = pdfium.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.places = (ctypes.byref(self.x), ctypes.byref(self.y))

    def words(self, count: int) -> Iterator[tuple[int, Word]]:
        """Give each word with the quarter turns it stands at."""
        code_at, page = pdfium.FPDFText_GetUnicode, self.page
        signs: list[str] = []
        for index in range(count):
            code = code_at(page, index)
            hyphen = code in HYPHENS
            sign = "-" if hyphen else chr(code)
            ends = (code < SPACE and not hyphen) or (sign.isspace() and sign not in KEPT_TOGETHER)
            if not ends:
                signs.append(sign)
            if signs and (ends or hyphen):
                yield from self._word(index + hyphen - len(signs), signs)
                signs = []
        if signs:
            yield from self._word(count - len(signs), signs)

    def _word(self, start: int, signs: list[str]) -> Iterator[tuple[int, Word]]:
        pdfium.FPDFText_GetMatrix(self.page, start, self.matrix)
        angle = math.degrees(math.atan2(-self.matrix.b, self.matrix.a))
        turn = round(angle / 90)
        if abs(angle - 90 * turn) > LEANING:
            return
        size = pdfium.FPDFText_GetFontSize(self.page, start) * math.hypot(self.matrix.c, self.matrix.d) or 1.0
        x0, y = self._origin(start, turn)
        x1, lowest, highest = self._end(start + len(signs) - 1, turn)
        level = lowest - JUMP * size <= y <= highest
        if len(signs) > 1 and not (level and 0 <= x1 - x0 <= WIDEST_SIGN * size * len(signs)):
            pieces = self._pieces(start, signs, turn, size)
        else:
            pieces = iter([(start, signs, x0, x1, y)])
        for at, piece, begin, end, baseline in pieces:
            yield turn % 4, Word(self._text(at, piece), begin, end, baseline, size)

    def _pieces(
        self, start: int, signs: list[str], turn: int, size: float
    ) -> Iterator[tuple[int, list[str], float, float, float]]:
        """Part signs that stand far from each other though no space was drawn between them."""
        begun = start
        begin, baseline = self._origin(start, turn)
        end = self._end(start, turn)[0]
        for index in range(start + 1, start + len(signs)):
            x0, y = self._origin(index, turn)
            if abs(y - baseline) > JUMP * size or not -size <= x0 - end <= JUMP * size:
                yield begun, signs[begun - start : index - start], begin, end, baseline
                begun, begin, baseline = index, x0, y
            end = self._end(index, turn)[0]
        yield begun, signs[begun - start :], begin, end, baseline

    def _origin(self, index: int, turn: int) -> tuple[float, float]:
        """Give where a sign begins and its baseline, as they are when the page is turned upright."""
        pdfium.FPDFText_GetCharOrigin(self.page, index, *self.places)
        left, bottom, right, top = self.bounds
        x, y = self.x.value, self.y.value
        upright = ((x - left, y - bottom), (top - y, x - left), (right - x, top - y), (y - bottom, right - x))
        return upright[turn % 4]

    def _end(self, index: int, turn: int) -> tuple[float, float, float]:
        """Give where a sign ends, and from where to where it goes up, when the page is turned upright."""
        pdfium.FPDFText_GetLooseCharBox(self.page, index, self.box)
        box, (left, bottom, right, top) = self.box, self.bounds
        if turn % 4 == 0:
            return box.right - left, box.bottom - bottom, box.top - bottom
        if turn % 4 == 1:
            return top - box.bottom, box.left - left, box.right - left
        if turn % 4 == 2:
            return right - box.left, top - box.top, top - box.bottom
        return box.top - bottom, right - box.right, right - box.left

    def _text(self, start: int, signs: list[str]) -> str:
        if len(signs) == 1 and signs[0] in BULLET_LETTERS and SYMBOL_FONT.search(self._font(start)):
            return "•"
        doubtful = max(signs) > "\ud7ff"
        if not doubtful and not pdfium.FPDFText_HasUnicodeMapError(self.page, start):
            return "".join(signs)
        return "".join(self._known(start + at, sign, alone=len(signs) == 1) for at, sign in enumerate(signs))

    def _known(self, index: int, sign: str, *, alone: bool) -> str:
        """Give a sign that the file says the letter of, a bullet for one of a symbol font that stands alone."""
        code = ord(sign)
        if alone and code in PRIVATE_SIGNS:
            return "•"
        unknown = code in PRIVATE_SIGNS or code in SURROGATES or sign == UNKNOWN
        if unknown or pdfium.FPDFText_HasUnicodeMapError(self.page, index) == 1:
            self.unknown += 1
        return UNKNOWN if unknown else sign

    def _font(self, index: int) -> bytes:
        name = ctypes.create_string_buffer(128)
        pdfium.FPDFText_GetFontInfo(self.page, index, name, len(name), None)
        return name.value


def _rows(words: list[Word]) -> list[Row]:
    """Put words on one baseline together; small ones may be raised or lowered."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda each: -each.y):
        row = rows[-1] if rows else None
        if row is None or row.y - word.y > _reach(row, word) * max(row.size, word.size):
            rows.append(Row(word.y, word.size, [word]))
        else:
            row.words.append(word)
            if word.size > row.size:
                row.y, row.size = word.y, word.size
    for row in rows:
        row.words.sort(key=lambda each: each.x0)
    return rows


def _reach(row: Row, word: Word) -> float:
    small = min(row.size, word.size) < SMALL * max(row.size, word.size)
    return RAISED if small else SAME_ROW
