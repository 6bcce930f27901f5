"""A PDF: words by their place on the page become lines, columns and paragraphs; nothing in it is run or opened."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from standards.reading.formats.extract import MOST_LINES, MOST_SIGNS, Extract, Paragraph, Unfit
from standards.reading.formats.pdf.codes import without_torn_codes
from standards.reading.formats.pdf.columns import Columns
from standards.reading.formats.pdf.furniture import parted
from standards.reading.formats.pdf.measure import Measure
from standards.reading.formats.pdf.paragraphs import paragraphs_of
from standards.reading.formats.pdf.words import Sheet, sheet_of

MOST_PAGES = 600
"""The longest suites in one file have half of it."""
END = re.compile(rb"%%EOF")
TAIL = 4096
PASSWORD = 4


def read(content: bytes) -> dict[str, Any]:
    """Read the bytes of a PDF; raises Unfit for what is none, is protected, or shows pictures only."""
    if not END.search(content[-TAIL:]):
        raise Unfit("broken", format="PDF")
    sheets = _sheets(content)
    extract = Extract()
    sheets, extract.headers = parted(sheets)
    lines = Columns(sheets).lines()
    measure = Measure(lines, max((sheet.width for sheet in sheets), default=0))
    kept, torn = without_torn_codes(lines, measure)
    paragraphs, broken = paragraphs_of(kept, measure)
    for text, indent in paragraphs:
        extract.add(Paragraph(text, indent))
    _tell(extract, sheets, torn, broken)
    return extract.to_json()


def _sheets(content: bytes) -> list[Sheet]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unfit("encrypted") if error.err_code == PASSWORD else Unfit("broken", format="PDF") from error
    count = len(document)
    if count > MOST_PAGES:
        raise Unfit("too-many-pages", count=str(count), limit=str(MOST_PAGES))
    sheets: list[Sheet] = []
    signs = lines = 0
    for number in range(count):
        sheets.append(_sheet(document, number))
        signs += sheets[-1].signs
        lines += len(sheets[-1].rows)
        if signs > MOST_SIGNS or lines > MOST_LINES:
            raise Unfit("too-long", limit=str(MOST_SIGNS // 1_000_000))
    if not any(sheet.rows for sheet in sheets):
        raise Unfit("scanned" if any(sheet.pictured for sheet in sheets) else "empty")
    return sheets


def _sheet(document: pypdfium2.PdfDocument, number: int) -> Sheet:
    try:
        page = document[number]
        sheet = sheet_of(page, number + 1)
    except pypdfium2.PdfiumError as error:
        raise Unfit("broken", format="PDF") from error
    if not sheet.rows:
        sheet.pictured = any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))
    page.close()
    return sheet


def _tell(extract: Extract, sheets: list[Sheet], torn: dict[int, int], broken: list[str]) -> None:
    for sheet in sheets:
        if sheet.pictured:
            extract.tell("page-without-text", page=sheet.number)
    for page, count in torn.items():
        extract.tell("codes-unaligned", page=page, count=count)
    unknown = sum(sheet.unknown for sheet in sheets)
    if unknown:
        extract.tell("signs-unknown", count=unknown)
    for word in broken:
        extract.tell("hyphen-at-line-end", text=word)
