"""Copies with boxes burnt in: pictures of pictures and of pages, with nothing that came along or lies below."""

from __future__ import annotations

import io
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw, ImageOps, JpegImagePlugin, PdfImagePlugin
from pypdf import PdfWriter

from portfolio.core.contents.families import HEAD, Unacceptable, way_into
from portfolio.core.contents.images import opened

__all__ = ["JpegImagePlugin", "PdfImagePlugin", "count_pages", "write_page", "write_redacted"]
"""What Pillow would load at its first use, which the child's watch refuses, is loaded with this."""

MOST_PAGES = 60
"""Each is drawn as a picture; more would take longer than a file may take."""
POINTS_AN_INCH, DRAWN_AT, SHOWN_AT = 72, 150, 60
MOST_POINTS = 20_000_000
"""How big a drawn page may be, however big it says it is."""
QUALITY = 90
WHOLE = 100
Box = Sequence[int]
"""Left, top, width and height in percent."""


def count_pages(path: Path) -> str:
    """Give how many pages a document has; one, where it is a picture. Raises Unacceptable."""
    if not _is_pdf(path):
        return "1"
    with _document(path) as document:
        return str(len(document))


def write_page(path: Path, target: Path, more: str) -> str:
    """Write a page of a document as a picture to draw on. Raises Unacceptable."""
    number = int(more)
    with _document(path) as document:
        if not 0 < number <= len(document):
            raise Unacceptable("file-broken")
        _drawn(document[number - 1], SHOWN_AT).save(target, "JPEG", quality=QUALITY)
    return "image/jpeg"


def write_redacted(path: Path, target: Path, more: str) -> str:
    """Write a copy of a picture, or of a document page by page as pictures, with boxes burnt in. Raises Unacceptable.

    `more` holds the boxes: page, left, top, width and height of each. Gives the copy's media type.
    """
    boxes: dict[int, list[Box]] = defaultdict(list)
    for number, *box in json.loads(more):
        boxes[number].append(box)
    if _is_pdf(path):
        return _redact_document(path, target, boxes)
    return _redact_picture(path, target, boxes[1])


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return way_into(file.read(HEAD)) == "pdf"


def _redact_picture(path: Path, target: Path, boxes: Iterable[Box]) -> str:
    with opened(path) as image:
        coloured = ImageOps.exif_transpose(image).convert("RGBA")
    copy = Image.new("RGB", coloured.size, "white")
    copy.paste(coloured, mask=coloured.getchannel("A"))
    _burn(copy, boxes)
    copy.save(target, "JPEG", quality=QUALITY)
    return "image/jpeg"


def _redact_document(path: Path, target: Path, boxes: Mapping[int, Iterable[Box]]) -> str:
    made = PdfWriter()
    with _document(path) as document:
        if len(document) > MOST_PAGES:
            raise Unacceptable("redact-too-long")
        for number in range(1, len(document) + 1):
            page = _drawn(document[number - 1], DRAWN_AT)
            _burn(page, boxes.get(number, ()))
            sheet = io.BytesIO()
            page.save(sheet, "PDF", resolution=DRAWN_AT, quality=QUALITY)
            made.append(sheet)
    made.metadata = None
    with target.open("wb") as file:
        made.write(file)
    return "application/pdf"


def _document(path: Path) -> Any:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as broken:
        raise Unacceptable("file-broken") from broken


def _drawn(page: Any, dots: int) -> Image.Image:
    width, height = page.get_size()
    scale = dots / POINTS_AN_INCH
    scale *= min(1.0, math.sqrt(MOST_POINTS / max(width * height * scale * scale, 1.0)))
    return Image.Image.convert(page.render(scale=scale).to_pil(), "RGB")


def _burn(image: Image.Image, boxes: Iterable[Box]) -> None:
    """Paint boxes black, each a little larger where it does not end on a point of the picture."""
    draw = ImageDraw.Draw(image)
    for left, top, width, height in boxes:
        start = (math.floor(left * image.width / WHOLE), math.floor(top * image.height / WHOLE))
        end = (
            math.ceil((left + width) * image.width / WHOLE) - 1,
            math.ceil((top + height) * image.height / WHOLE) - 1,
        )
        draw.rectangle((start, end), fill="black")
