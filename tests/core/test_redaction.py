"""Copies with boxes burnt in: nothing lies below them, nothing came along, and a crash hurts nobody."""

import io
import random
from pathlib import Path

import pypdfium2
import pytest
import typst
from PIL import Image
from pypdf import PdfReader, PdfWriter

from portfolio.core.contents import Unacceptable, count_pages, draw_page, inspect, redact
from portfolio.core.contents.redaction import MOST_PAGES
from tests.core import hostile

SECRET = "Mrs Pugh of Bryn Glas"
DARK = 16
"""How light a point below a box may be after the picture was packed."""


@pytest.fixture(name="file")
def file_fixture(tmp_path: Path) -> Path:
    return tmp_path / "original"


@pytest.fixture(name="copy")
def copy_fixture(tmp_path: Path) -> Path:
    return tmp_path / "copy"


def document(pages: int = 2) -> bytes:
    """Pages that say a secret near their tops, in text, with a title, a note and a file within that say it too."""
    text = "\n#pagebreak()\n".join(f"#set document(title: [{SECRET}])\n{SECRET} {number}" for number in range(pages))
    made = PdfWriter(clone_from=PdfReader(io.BytesIO(typst.compile(text.encode()))))
    made.add_attachment("pugh.txt", SECRET.encode())
    made.add_metadata({"/Subject": SECRET})
    sent = io.BytesIO()
    made.write(sent)
    return sent.getvalue()


def noise(kind: str, size: tuple[int, int] = (203, 151)) -> bytes:
    points = random.Random(7).randbytes(size[0] * size[1] * 3)  # noqa: S311 a picture, no secret
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ffion"
    exif.get_ifd(0x8825)[1] = "N"
    sent = io.BytesIO()
    Image.frombytes("RGB", size, points).save(sent, kind, exif=exif)
    return sent.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_point_below_a_box_remains_and_nothing_came_along(file: Path, copy: Path, kind: str) -> None:
    file.write_bytes(noise(kind) + hostile.HTML)
    assert b"Camera of Ffion" in file.read_bytes()
    assert redact(file, copy, [(1, 10, 20, 33, 40), (1, 99, 99, 1, 1)]) == "image/jpeg"
    assert inspect(copy, "copy.jpg") == "image/jpeg"
    said = copy.read_bytes()
    assert b"Camera of Ffion" not in said
    assert b"script" not in said
    with Image.open(copy) as made:
        assert (made.size, len(made.getexif()), "exif" in made.info) == ((203, 151), 0, False)
        below = made.crop((21, 31, 87, 90)).convert("L")
        corner = made.crop((201, 150, 203, 151)).convert("L")
        assert max(below.tobytes() + corner.tobytes()) <= DARK
        assert max(made.crop((0, 0, 18, 28)).convert("L").tobytes()) > 128


def test_a_picture_that_was_held_sideways_is_covered_as_it_is_seen(file: Path, copy: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20), "white").save(file, "JPEG", exif=exif)
    redact(file, copy, [(1, 0, 0, 100, 50)])
    with Image.open(copy) as made:
        assert made.size == (20, 40)
        assert made.convert("L").getpixel((10, 5)) <= DARK  # type: ignore[operator]
        assert made.convert("L").getpixel((10, 35)) >= 255 - DARK  # type: ignore[operator]


def test_no_word_of_a_document_remains(file: Path, copy: Path) -> None:
    file.write_bytes(document())
    assert SECRET in "".join(page.extract_text() for page in PdfReader(file).pages)
    assert redact(file, copy, [(1, 0, 0, 100, 30), (2, 0, 0, 100, 30)]) == "application/pdf"
    assert inspect(copy, "copy.pdf") == "application/pdf"
    made = PdfReader(copy)
    assert [page.extract_text() for page in made.pages] == ["", ""]
    assert made.attachments == {}
    assert "/Annots" not in made.pages[0]
    everything = copy.read_bytes() + b"".join(
        one.get_object().get_data()
        for one in made.pages[0]["/Resources"]["/XObject"].values()  # type: ignore[index]
    )
    assert all(said not in everything for said in (SECRET.encode(), b"Pugh", SECRET.encode("utf-16-be")))
    assert made.metadata is None or not made.metadata.title
    assert made.xmp_metadata is None
    assert made.pages[0].mediabox.width == pytest.approx(595.28, abs=1)


def test_no_point_below_a_box_of_a_page_remains(file: Path, copy: Path) -> None:
    """Where the words stood is black; without the box there were words."""
    file.write_bytes(document(1))
    looks = []
    for boxes in ([(1, 0, 0, 100, 30)], [(1, 0, 90, 100, 10)]):
        redact(file, copy, boxes)
        page = pypdfium2.PdfDocument(copy)[0].render(scale=1).to_pil().convert("L")
        looks.append(page.crop((0, 0, page.width, page.height * 29 // 100)).tobytes())
    covered, shown = looks
    assert max(covered) <= DARK
    assert min(shown) < 100
    assert max(shown) >= 255 - DARK


def test_pages_are_counted_and_drawn(file: Path, copy: Path) -> None:
    file.write_bytes(document(3))
    assert count_pages(file) == 3
    draw_page(file, copy, 3)
    assert inspect(copy, "page.jpg") == "image/jpeg"
    for number in (0, 4, -1):
        with pytest.raises(Unacceptable):
            draw_page(file, copy, number)
    file.write_bytes(hostile.picture())
    assert count_pages(file) == 1


def test_what_is_too_long_or_broken_is_refused_and_the_next_is_made(file: Path, copy: Path) -> None:
    file.write_bytes(hostile.pdf(pages=MOST_PAGES + 1))
    with pytest.raises(Unacceptable, match="redact-too-long"):
        redact(file, copy, [(1, 0, 0, 10, 10)])
    for data in (b"%PDF-1.7\n" + hostile.HTML, hostile.pdf("secret"), hostile.huge_picture(), hostile.picture()[:-200]):
        file.write_bytes(data)
        with pytest.raises(Unacceptable):
            redact(file, copy, [(1, 0, 0, 10, 10)])
    file.write_bytes(hostile.pdf())
    assert redact(file, copy, [(1, 0, 0, 10, 10)]) == "application/pdf"
