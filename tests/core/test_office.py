"""The words of office documents, of each kind, and what a hostile one comes to."""

import io
from pathlib import Path

import docx
import pytest

from portfolio.core.contents import Unacceptable, office, read_words
from tests.core import hostile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = f"""<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>
<sheet name="Oriau" sheetId="1" r:id="rId9"/><sheet name="Gone" sheetId="2" r:id="rId7"/></sheets></workbook>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId9" Target="worksheets/sheet1.xml"/></Relationships>"""
SHARED = f'<sst xmlns="{MAIN}"><si><t>dydd</t></si><si><r><t>ora</t></r><r><t>u</t></r></si></sst>'
CELLS = f"""<worksheet xmlns="{MAIN}"><sheetData>
<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>7</v></c></row>
<row><c t="inlineStr"><is><t>Llun</t></is></c><c><f>1+1</f><v>2</v></c></row></sheetData></worksheet>"""
SLIDE = (
    '<s xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<a:p><a:r><a:t>Tŷ </a:t></a:r><a:r><a:t>{}</a:t></a:r></a:p></s>"
)
OPEN = (
    '<d xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">{}</d>'
)

CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
ROW = (
    f'<table:table table:name="Oriau"><table:table-row>{CELL.format("Llun")}{CELL.format(2)}</table:table-row>'
    "</table:table>"
)


def word() -> bytes:
    made, sent = docx.Document(), io.BytesIO()
    made.add_heading("Taith")
    made.add_paragraph("Trafodais\tgyda'r cleient.\nWedyn.")
    made.add_table(1, 1).cell(0, 0).text = "Cell"
    made.save(sent)
    return sent.getvalue()


def said(tmp_path: Path, data: bytes) -> list[tuple[str, str]]:
    path = tmp_path / "document"
    path.write_bytes(data)
    return read_words(path).parts


def test_a_word_document_says_its_paragraphs_and_tables(tmp_path: Path) -> None:
    assert said(tmp_path, word()) == [("", "Taith\nTrafodais\tgyda'r cleient.\nWedyn.\nCell")]


def test_a_workbook_says_its_cells_by_sheet(tmp_path: Path) -> None:
    parts = {
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/sharedStrings.xml": SHARED,
        "xl/worksheets/sheet1.xml": CELLS,
    }
    package = hostile.package({name: text.encode() for name, text in parts.items()})
    assert said(tmp_path, package) == [("Oriau", "dydd\torau\t\nLlun\t2")]


def test_slides_are_said_in_their_order(tmp_path: Path) -> None:
    slides = {f"ppt/slides/slide{number}.xml": SLIDE.format(number).encode() for number in (10, 2)}
    assert said(tmp_path, hostile.package(slides)) == [("2", "Tŷ 2"), ("10", "Tŷ 10")]


@pytest.mark.parametrize(
    ("kind", "inside", "parts"),
    [
        ("text", "<text:h>Taith</text:h><text:p>a<text:s/>b</text:p>", [("", "Taith\nab")]),
        (
            "spreadsheet",
            ROW,
            [("Oriau", "Llun\t2")],
        ),
    ],
)
def test_open_documents_are_read_too(tmp_path: Path, kind: str, inside: str, parts: list[tuple[str, str]]) -> None:
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    package = hostile.package({"mimetype": mimetype, "content.xml": OPEN.format(inside).encode()})
    assert said(tmp_path, package) == parts


def test_no_entity_is_followed(tmp_path: Path) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    laughs = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">'
    document = f"<!DOCTYPE w [{laughs}]><w:d {space}><w:p><w:t>x&b;&f;</w:t></w:p></w:d>"
    assert said(tmp_path, hostile.package({"word/document.xml": document.encode()})) == [("", "x")]


def test_a_long_one_is_cut_and_a_broken_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "long"
    made, sent = docx.Document(), io.BytesIO()
    for _ in range(3):
        made.add_paragraph("a" * (office.MOST_SIGNS // 2))
    made.save(sent)
    path.write_bytes(sent.getvalue())
    found = read_words(path)
    assert found.cut
    assert len(found.parts[0][1]) <= office.MOST_SIGNS
    path.write_bytes(hostile.package({"word/document.xml": b"<w>"}))
    with pytest.raises(Unacceptable, match="file-broken"):
        read_words(path)
