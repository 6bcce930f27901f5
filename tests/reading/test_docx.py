"""Word documents: what Word prints and the text does not hold, tables, boxes, changes, and what must not get in."""

import pytest

from standards.drafting import RefusalError
from standards.reading.document import Document, from_bytes
from standards.reading.reader import read_bytes
from tests.reading.builders import MAIN_TYPE, W, package, paragraph, paragraphs, word
from tests.reading.documents import codes, section, texts

HEAD = paragraphs("ZZTST12\nArrange a desk\nOverview\nIt is about a desk.\nPerformance criteria\nYou must be able to:")
TAIL = paragraphs("Knowledge and understanding\nYou need to know and understand:")
IN_LIST = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
OWN = '<w:style w:styleId="Own"><w:basedOn w:val="Item"/></w:style>'
STYLES = f'<w:styles xmlns:w="{W}"><w:style w:styleId="Item">{IN_LIST}</w:style>{OWN}</w:styles>'


def level(depth: int, form: str, text: str, extra: str = "") -> str:
    shown = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{shown}{extra}</w:lvl>'


def numbering(*levels: str, anew: bool = False) -> str:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if anew else ""
    lists = (
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/>{start}'
    )
    plan = f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
    return f'<w:numbering xmlns:w="{W}">{plan}{lists}</w:num></w:numbering>'


def listed(body: str, *levels: str, anew: bool = False) -> bytes:
    parts: dict[str, str | bytes] = {"word/numbering.xml": numbering(*levels, anew=anew), "word/styles.xml": STYLES}
    return word(body, parts, [("numbering", "numbering.xml", ""), ("styles", "styles.xml", "")])


def lines(content: bytes) -> list[str]:
    return [line.text for line in from_bytes(content, "a.docx").lines if line.text]


@pytest.mark.parametrize(
    ("form", "text", "marks"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("decimal", "P%1", ["P1", "P2", "P3"]),
        ("lowerLetter", "(%1)", ["(a)", "(b)", "(c)"]),
        ("upperRoman", "%1)", ["I)", "II)", "III)"]),
        ("bullet", "\uf0b7", ["•", "•", "•"]),
        ("none", "", ["", "", ""]),
    ],
)
def test_marks_are_printed_as_word_prints_them(form: str, text: str, marks: list[str]) -> None:
    body = "".join(paragraph("x", number="1") for _ in range(3))
    assert lines(listed(body, level(0, form, text))) == [f"{mark} x".strip() for mark in marks]


def test_deeper_lists_start_anew_and_show_the_numbers_above() -> None:
    depths = [0, 1, 1, 0, 1]
    body = "".join(paragraph("x", number="1", depth=depth) for depth in depths)
    found = lines(listed(body, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")))
    assert found == ["1. x", "1.1 x", "1.2 x", "2. x", "2.1 x"]


@pytest.mark.parametrize(("anew", "last"), [(False, "3. x"), (True, "1. x")])
def test_a_list_goes_on_where_word_lets_it(anew: bool, last: str) -> None:
    body = paragraph("x", number="1") * 2 + paragraph("x", number="2")
    assert lines(listed(body, level(0, "decimal", "%1."), anew=anew))[-1] == last


def test_a_list_may_belong_to_a_style_and_be_switched_off() -> None:
    body = paragraph("x", style="Own") + paragraph("y", style="Own", number="0") + paragraph("z", style="Item")
    assert lines(listed(body, level(0, "decimal", "%1."))) == ["1. x", "y", "2. z"]


def test_generated_marks_make_items_and_sub_items() -> None:
    items = [("one:", 0), ("part", 1), ("piece", 1), ("two", 0)]
    body = HEAD + "".join(paragraph(text, number="1", depth=depth) for text, depth in items)
    body += TAIL + paragraph("the desk", number="2")
    draft = read_bytes(
        listed(body, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), anew=True), "a"
    ).to_json()
    assert texts(draft) == ["one:", "two"]
    assert [each["code"] for each in section(draft)["criteria"][0]["criteria"]] == ["P1.a", "P1.b"]
    assert (texts(draft, "knowledge"), codes(draft)) == (["the desk"], {"metadata-missing"})


def table(*rows: list[str]) -> str:
    cells = ["".join(f"<w:tc>{paragraphs(cell)}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_table_of_codes_and_texts_is_read_row_by_row() -> None:
    rows = table(["P1", "one"], ["P2", "two"], ["P3", "three"])
    draft = read_bytes(word(HEAD + rows + TAIL + table(["K1", "the desk"])), "a").to_json()
    assert (texts(draft), texts(draft, "knowledge")) == (["one", "two", "three"], ["the desk"])
    assert codes(draft) == {"metadata-missing"}


def test_a_page_laid_out_as_a_table_is_read() -> None:
    about, able, know = (
        "It is short.\nAnd clear.",
        "You must be able to:\nP1 one\nP2 two",
        "You need to know and understand:\nK1 x",
    )
    rows = table(
        *(["ZZTST12", "Arrange a desk"], ["Overview", about], ["Performance criteria", able]),
        *(["Knowledge and\nunderstanding", know], ["Developed by", "A Body"], ["Date approved", "March 2018"]),
        *(["Relevant\noccupations", "Clerks; Receptionists"], ["Status", "Original"]),
    )
    draft = read_bytes(word(rows), "a").to_json()
    assert (draft["urn"], draft["title"]) == ("ZZTST12", {"en": "Arrange a desk"})
    assert draft["overview"] == {"en": ["It is short.", "And clear."]}
    assert (texts(draft), texts(draft, "knowledge")) == (["one", "two"], ["x"])
    assert (draft["metadata"]["developed_by"], draft["metadata"]["approved"]) == ("A Body", "2018-03")
    assert draft["metadata"]["occupations"] == ["Clerks", "Receptionists"]


def test_codes_in_one_cell_and_texts_in_the_next_are_flagged() -> None:
    torn = word(HEAD + table(["P1\nP2\nP3", "one\ntwo"]) + TAIL + paragraph("K1 the desk"))
    draft = read_bytes(torn, "a").to_json()
    assert "codes-torn" in codes(draft)
    assert len(section(draft)["criteria"]) == 3


def test_an_unknown_label_in_a_table_is_flagged() -> None:
    rows = table(["Developed by", "A Body"], ["Sector", "Law"], ["Date approved", "March 2018"], ["Status", "Original"])
    draft = read_bytes(word(HEAD + paragraph("P1 one") + TAIL + paragraph("K1 x") + rows), "a").to_json()
    assert draft["metadata"]["developed_by"] == "A Body"
    assert {"metadata-unplaced"} <= codes(draft)


RUNS = {
    "tab": ("<w:r><w:t>P1</w:t><w:tab/><w:t>one</w:t></w:r>", ["P1 one"]),
    "line break": ("<w:r><w:t>P1 one</w:t><w:br/><w:t>P2 two</w:t></w:r>", ["P1 one", "P2 two"]),
    "hyphen kept": ("<w:r><w:t>cyd</w:t><w:noBreakHyphen/><w:t>drafod</w:t></w:r>", ["cyd-drafod"]),
    "deleted": ("<w:r><w:t>one</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", ["one"]),
    "inserted": ("<w:ins><w:r><w:t>one</w:t></w:r></w:ins>", ["one"]),
    "hidden": ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t>one</w:t></w:r>", ["one"]),
    "link": ("<w:hyperlink><w:r><w:t>one</w:t></w:r></w:hyperlink>", ["one"]),
    "field": ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>one</w:t></w:r>", ["one"]),
    "box": (
        "<w:r><w:t>one</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>in</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
        ["one", "in"],
    ),
}


@pytest.mark.parametrize("case", RUNS)
def test_runs(case: str) -> None:
    runs, found = RUNS[case]
    assert lines(word(f"<w:p>{runs}</w:p>")) == found


def test_changes_that_were_tracked_are_told() -> None:
    document = from_bytes(word(paragraph("x") + "<w:p><w:ins><w:r><w:t>y</w:t></w:r></w:ins></w:p>"), "a")
    assert [problem.code for problem in document.problems] == ["docx-tracked-changes"]


def headed(header: str, body: str) -> Document:
    content = f'<w:hdr xmlns:w="{W}">{paragraphs(header)}</w:hdr>'
    return from_bytes(word(body, {"word/header1.xml": content}, [("header", "header1.xml", "")]), "a")


def test_a_header_is_furniture_unless_it_alone_holds_the_urn() -> None:
    body = paragraphs("Overview\nIt is about a desk.")
    assert [line.text for line in headed("ZZTST12\nArrange a desk", body).lines][:3] == [
        "ZZTST12",
        "Arrange a desk",
        "",
    ]
    assert [problem.code for problem in headed("ZZTST12\nArrange a desk", body).problems] == ["urn-in-header"]
    assert headed("ZZTST12\nArrange a desk", HEAD + body).lines[0].text == "ZZTST12"
    assert headed("ZZTST12\nArrange a desk", HEAD + body).problems == ()
    assert headed("A running title", body).lines[0].text == "Overview"


def refused(content: bytes) -> str:
    with pytest.raises(RefusalError) as caught:
        from_bytes(content, "standard.docx")
    assert all("standard.docx" in message for message in caught.value.message.values())
    return caught.value.code


OUTSIDE = [
    ("attachedTemplate", "https://example.org/t.dotm", "External"),
    ("image", "https://example.org/x", "External"),
]


def test_what_lies_outside_is_not_fetched_but_told() -> None:
    found = from_bytes(word(paragraph("x"), {}, [*OUTSIDE, ("hyperlink", "https://example.org", "External")]), "a")
    assert [(one.code, one.message["en"][-1:]) for one in found.problems] == [("docx-external", ".")]
    assert "2" in found.problems[0].message["cy"]


def test_macros_are_refused() -> None:
    assert refused(word(paragraph("x"), {"word/vbaProject.bin": b"x"})) == "macros"
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert refused(package({"word/document.xml": "<x/>"}, macro)) == "macros"


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = "".join(f'<!ENTITY a{n} "' + (f"&a{n - 1};" * 20 if n else "ha") + '">' for n in range(9))


@pytest.mark.parametrize("definition", [ENTITY, f"<!DOCTYPE x [{LAUGHS}]>"])
def test_entities_are_never_resolved(definition: str) -> None:
    name = "&e;" if definition is ENTITY else "&a8;"
    body = (
        f'{definition}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{name}</w:t></w:r></w:p></w:body></w:document>'
    )
    assert refused(package({"word/document.xml": body})) == "entities"


def test_a_zip_bomb_is_not_unpacked() -> None:
    assert refused(package({"word/document.xml": b" " * 150_000_000})) == "too-much-inside"


def test_other_zips_and_halves_are_refused() -> None:
    whole = word(paragraph("x"))
    sheet = MAIN_TYPE.replace("wordprocessingml.document", "spreadsheetml.sheet")
    assert refused(package({"xl/workbook.xml": "<x/>"}, sheet)) == "format-unsupported"
    assert refused(whole[: len(whole) // 2]) == "broken"
    assert refused(b"PK\x03\x04....") == "broken"
    assert refused(b"\xd0\xcf\x11\xe0" + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    assert refused(word("")) == "empty"
