"""PDF that cannot be read, or could do harm: refused with the file's name, or read as if the harm were not there."""

import io
import zlib

import pytest
from PIL import Image
from pypdf import PdfWriter

from standards.drafting import RefusalError
from standards.reading.document import Document, from_bytes
from standards.reading.formats.pdf import MOST_PAGES
from tests.reading.builders import as_pdf

WORDS = b"BT /F 11 Tf 72 700 Td (Overview) Tj ET\n"
A4 = b"0 0 595 842"
LINE = (
    b"BT /F 11 Tf 72 %d Td (P1 a line of some eighty signs, as long as those that stand on most of the pages) Tj ET\n"
)
FULL = b"".join(LINE % (800 - 15 * row) for row in range(45))


def refused(content: bytes) -> str:
    with pytest.raises(RefusalError) as caught:
        from_bytes(content, "standard.pdf")
    assert all("standard.pdf" in message for message in caught.value.message.values())
    return caught.value.code


def said(content: bytes) -> list[str]:
    return [line.text for line in read(content).lines if line.text]


def read(content: bytes) -> Document:
    return from_bytes(content, "standard.pdf")


def of_objects(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of them its catalogue."""
    written = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return written + end % (size, table, size, len(written))


def stream(content: bytes, filters: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content)


def pages(content: bytes, *, count: int = 1, box: bytes = A4, more: bytes = b"", filters: bytes = b"") -> bytes:
    """A PDF of so many pages that all show the same; `more` stands in its catalogue."""
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(count))
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F 3 0 R >> >> >>" % box
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return of_objects(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % more, tree, font, stream(content, filters), *[page] * count
    )


def scan(*, beside: bytes | None = None) -> bytes:
    """A page that is only a picture of one, after a page of text if there is one."""
    picture = io.BytesIO()
    Image.new("L", (60, 80), "white").save(picture, "PDF")
    writer = PdfWriter(clone_from=io.BytesIO(beside)) if beside else PdfWriter()
    writer.append(picture)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def protected(password: str, owner: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(as_pdf("Overview")))
    writer.encrypt(password, owner_password=owner, algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_password_is_asked_for_in_vain() -> None:
    assert refused(protected("secret", "other")) == "encrypted"
    assert said(protected("", "other")) == ["Overview"]


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.9, 0.99])
def test_part_of_a_file_is_refused(share: float) -> None:
    content = as_pdf("Overview\n\nIt is about a desk.")
    assert refused(content[: int(len(content) * share)]) == "broken"


def test_a_file_without_its_end_is_refused_though_it_could_be_read() -> None:
    assert refused(pages(WORDS).removesuffix(b"%%EOF\n")) == "broken"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + b"\x00\xff" * 5000 + b"%%EOF"])
def test_what_only_begins_and_ends_like_a_pdf_is_refused(content: bytes) -> None:
    assert refused(content) == "broken"


def test_pictures_of_pages_are_refused_and_among_others_told() -> None:
    assert refused(scan()) == "scanned"
    document = read(scan(beside=as_pdf("Overview")))
    assert [problem.code for problem in document.problems] == ["page-without-text"]
    assert "2" in document.problems[0].message["en"]


def test_pages_without_anything_are_empty_and_no_pages_are_no_document() -> None:
    assert refused(pages(b"")) == "empty"
    assert refused(pages(WORDS, count=0)) in {"broken", "empty"}


def test_the_number_of_pages_has_a_limit() -> None:
    assert len(said(pages(WORDS, count=500))) == 500
    assert refused(pages(WORDS, count=MOST_PAGES + 1)) == "too-many-pages"


def test_more_words_than_any_standard_has_are_refused() -> None:
    assert refused(pages(FULL, count=MOST_PAGES)) == "too-long"


@pytest.mark.parametrize("box", [b"0 0 1e9 1e9", b"0 0 1 1", b"0 0 -5 -5", b"", b"a b c d", b"-1e9 -1e9 1e9 1e9"])
def test_the_size_of_a_page_does_no_harm(box: bytes) -> None:
    assert said(pages(WORDS, box=box)) == ["Overview"]


ACTIONS = {
    "script": b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); while \\(true\\) {}) >>",
    "launch": b"/OpenAction << /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> >>",
    "address": b"/OpenAction << /S /URI /URI (http://127.0.0.1:9/) >>",
    "attachment": (
        b"/Names << /EmbeddedFiles << /Names [(a.exe) << /Type /Filespec /F (a.exe) /EF << /F 4 0 R >> >>] >> >>"
    ),
    "form": b"/AcroForm << /XFA (<x/>) /Fields [] >>",
}


@pytest.mark.parametrize("action", ACTIONS)
def test_what_a_pdf_would_do_is_not_done(action: str) -> None:
    assert said(pages(WORDS, more=ACTIONS[action])) == ["Overview"]


SPACES = b" " * 1_000_000
BOMBS = {
    "spaces": (b"/Filter /FlateDecode", 1, SPACES, 600),
    "lines": (b"/Filter /FlateDecode", 1, b"0 0 m 9 9 l S\n" * 70_000, 400),
    "twice packed": (b"/Filter [/FlateDecode /FlateDecode]", 2, SPACES, 1500),
}


def packed(times: int, piece: bytes, count: int) -> bytes:
    """Pack so many pieces, none of them ever all in memory."""
    packer = zlib.compressobj()
    content = b"".join(packer.compress(piece) for _ in range(count)) + packer.flush()
    return content if times == 1 else zlib.compress(content)


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_unpacks_without_end_ends_the_reading(bomb: str) -> None:
    filters, times, piece, count = BOMBS[bomb]
    assert refused(pages(packed(times, piece, count), filters=filters)) == "not-readable"


def test_forty_megabytes_are_read() -> None:
    assert said(pages(WORDS + b" " * 39_000_000)) == ["Overview"]


def test_signs_that_the_file_does_not_name_are_counted() -> None:
    font = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /CharProcs << /g 4 0 R >>"
    named = b"/Encoding << /Differences [65 /g] >> /FirstChar 65 /LastChar 65 /Widths [1] >>"
    whole = pages(WORDS.replace(b"(Overview)", b"(AAA AA)"))
    helvetica = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    assert helvetica in whole
    document = read(whole.replace(helvetica, font + named))
    assert [problem.code for problem in document.problems] == ["signs-unknown"]
    assert document.problems[0].message["en"].endswith("Signs: 5.")
