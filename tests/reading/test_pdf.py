"""PDF: what stands where on a page says what belongs together."""

import io
import statistics
import time
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from standards.reading.document import from_bytes
from standards.reading.formats import pdf
from standards.reading.reader import read_bytes
from tests.reading.builders import as_pdf, typeset
from tests.reading.documents import SOURCES, codes, section, texts

LONG = "find out when the desk must be staffed and who can staff it so that nobody waits for longer than the rules say"
HEAD = (
    "ZZTST12\n\nArrange a desk\n\nOverview\n\nIt is about a desk.\n\nPerformance criteria\n\nYou must be able to:\n\n"
)
TAIL = "\n\nKnowledge and understanding\n\nYou need to know and understand:\n\nK1 the desk"
COLUMNS = """
#let part(heading, body) = grid(columns: (3.2cm, 1fr), column-gutter: 0.6cm, strong(text(12pt, heading)), body)
#let item(code, body) = grid(columns: (1cm, 1fr), code, body)
#let field(label, value) = grid(columns: (3.2cm, 1fr), column-gutter: 0.6cm, label, value)
"""
RUNNING = """
#set page(header: [ZZTST12 \\ {title}], footer: [ZZTST12 {title} #h(1fr) #context counter(page).display()])
"""
WORDS = {
    "en": {
        "title": "Arrange cover for a reception desk",
        "overview": ("Overview", f"This standard is about cover for a desk: {LONG}.", "It links to others."),
        "performance": ("Performance criteria", "You must be able to:"),
        "knowledge": ("Knowledge and understanding", "You need to know and understand:"),
        "items": (LONG, "list the people", "draw up a rota that:", f"leaves no gap and helps to {LONG}", "is fair"),
        "known": ("who may approve a rota", f"the law of 24 December and 1 January, and how to {LONG}"),
        "fields": (
            ("Developed by", "Example Standards Body"), ("Version number", "2"), ("Date approved", "March 2018"),
            ("Indicative review date", "March 2023"), ("Validity", "Current"), ("Status", "Original"),
            ("Originating organisation", "Another Body"), ("Original URN", "ZZ12"),
            ("Relevant occupations", "Health, Public Services and Care; Receptionists; Elementary Work; Clerks"),
            ("Suite", "Example Suite (2018)"), ("Keywords", "rota; cover"),
        ),
    },
    "cy": {
        "title": "Trefnu staff ar gyfer desg dderbynfa",
        "overview": ("Trosolwg", f"Mae'r safon hon yn ymwneud â desg dderbynfa a'i staff: {LONG}.", "Mae'n fyr."),
        "performance": ("Meini prawf perfformiad", "Rhaid i chi allu:"),
        "knowledge": ("Gwybodaeth a dealltwriaeth", "Mae angen i chi wybod a deall:"),
        "items": (
            "canfod pryd mae angen staff wrth y ddesg a phwy all weithio yno, yn unol â gofynion y sefydliad",
            "rhestru'r bobl", "llunio rota sydd:", "heb fwlch ynddi ac sy'n rhannu'r oriau cynnar rhwng pawb yn y tŷ",
            "yn deg",
        ),
        "known": (
            "pwy all gymeradwyo rota", "y gyfraith ar oriau gwaith a sut mae'n berthnasol i bawb sy'n gweithio yno"
        ),
        "fields": (
            ("Datblygwyd gan", "Corff Safonau Enghreifftiol"), ("Fersiwn rhif", "2"),
            ("Dyddiad cymeradwyo", "Mawrth 2018"), ("Dilysrwydd", "Ar hyn o bryd"), ("Statws", "Gwreiddiol"),
            ("Sefydliad gwreiddiol", "Corff Arall"), ("RCU gwreiddiol", "ZZ12"),
            ("Galwedigaethau perthnasol", "Iechyd, Gwasanaethau Cyhoeddus a Gofal; Derbynyddion; Gweinyddu Elfennol"),
            ("Cyfres/Set", "Cyfres Enghreifftiol (2018)"), ("Geiriau Allweddol", "rota; staff"),
        ),
    },
}  # fmt: skip


def printed(language: str) -> bytes:
    """A standard as the NOS system printed it: headings in a narrow column, codes in another, labels beside values."""
    words: Any = WORDS[language]
    fields = "\n".join(f"#field[{label}][{value}]" for label, value in words["fields"])
    one, two, three, inner, last = words["items"]
    about, *paragraphs = words["overview"]
    overview = "\n\n".join(paragraphs)
    body = f"""
#part[{about}][{overview}]
#pagebreak()
#part[{words["performance"][0]}][{words["performance"][1]}
#item[P1][{one}]
#item[P2][{two}]
#item[P3][{three}
#item[a)][{inner}]
#item[b)][{last}]]
#item[P4][{one}]]
#pagebreak()
#part[{words["knowledge"][0]}][{words["knowledge"][1]}
#item[K1][{words["known"][0]}]
#item[K2][{words["known"][1]}]]
#pagebreak()
{fields}
"""
    return typeset(body, COLUMNS + RUNNING.format(title=words["title"]))


def lines(content: bytes) -> list[str]:
    return [line.text for line in from_bytes(content, "a.pdf").lines if line.text]


@pytest.mark.parametrize("language", WORDS)
def test_a_page_in_columns_is_a_standard(language: str) -> None:
    words: Any = WORDS[language]
    draft = read_bytes(printed(language), "a.pdf").to_json()
    one, two, three, inner, last = words["items"]
    assert (draft["urn"], draft["title"]) == ("ZZTST12", {language: words["title"]})
    assert draft["overview"] == {language: list(words["overview"][1:])}
    for kind in ("performance", "knowledge"):
        heading, stem = words[kind]
        assert (section(draft, kind)["heading"], section(draft, kind)["stem"]) == (
            {language: heading},
            {language: stem},
        )
    assert texts(draft, "performance", language) == [one, two, three, one]
    assert [child["text"][language] for child in section(draft)["criteria"][2]["criteria"]] == [inner, last]
    assert [child["code"] for child in section(draft)["criteria"][2]["criteria"]] == ["P3.a", "P3.b"]
    assert texts(draft, "knowledge", language) == list(words["known"])
    assert codes(draft) == {"urn-in-header"}


@pytest.mark.parametrize("language", WORDS)
def test_labels_beside_values_are_metadata(language: str) -> None:
    words: Any = WORDS[language]
    values = [value for _, value in words["fields"]]
    found = read_bytes(printed(language), "a.pdf").to_json()["metadata"]
    assert (found["developed_by"], found["originating_organisation"]) == (values[0], values[-5])
    assert (found["version"], found["approved"], found["original_urns"]) == ("2", "2018-03", ["ZZ12"])
    assert (found["validity"], found["status"]) == ("current", "original")
    assert found["occupations"] == values[-3].split("; ")
    assert (found["suites"], found["keywords"]) == ([values[-2]], values[-1].split("; "))


TEXTS = [LONG, "list people", LONG.replace("find", "draw"), "keep a record"]
PRINTED_CODES = "\n\n".join(f"P{number}" for number in range(1, 5))
PRINTED_TEXTS = "\n\n".join(TEXTS)
TIGHT = "#block[#set par(spacing: 0.65em)\n{}]"
TORN = {
    "codes run ahead of their texts": f"#grid(columns: (1cm, 1fr), [{PRINTED_CODES}], [{PRINTED_TEXTS}])",
    "every line has a code beside it": (
        f"#grid(columns: (1cm, 1fr), [{TIGHT.format(PRINTED_CODES)}], [{TIGHT.format(PRINTED_TEXTS)}])"
    ),
    "all codes and then all texts": f"{PRINTED_CODES}\n\n{PRINTED_TEXTS}",
    "codes in the middle of their texts": (
        "#grid(columns: (1cm, 1fr), align: horizon, row-gutter: 0.9em,"
        + "".join(f"[P{number}], [{text}]," for number, text in enumerate(TEXTS, start=1))
        + ")"
    ),
}


@pytest.mark.parametrize("case", TORN)
def test_codes_torn_from_their_texts_are_counted_and_not_matched(case: str) -> None:
    draft = read_bytes(typeset(HEAD + TORN[case] + TAIL), "a.pdf").to_json()
    assert texts(draft) == [""] * 4
    assert texts(draft, "knowledge") == ["the desk"]
    told = {each["code"]: each["message"]["en"] for each in draft["problems"]}
    assert {"codes-unaligned", "codes-torn"} <= set(told)
    assert "page 1" in told["codes-unaligned"]
    assert told["codes-unaligned"].endswith("Codes: 4.")
    assert next(each["items"]["en"] for each in draft["other_sections"] if each["kind"] == "torn") == TEXTS


def coded(text: str) -> str:
    return "\n\n".join(text.format(number, words) for number, words in enumerate(TEXTS, start=1))


WHOLE = {
    "beside, in their own column": "".join(
        f"#grid(columns: (1cm, 1fr), [P{number}], [{text}])\n" for number, text in enumerate(TEXTS, start=1)
    ),
    "above, each its own": coded("P{}\n\n{}"),
    "before, with no room between": TIGHT.format(coded("P{} {}")),
    "before, hanging": "#block[#set par(spacing: 0.65em, hanging-indent: 1cm)\n"
    + coded("#box(width: 1cm)[P{}]{}")
    + "]",
    "before, justified": "#block[#set par(justify: true)\n" + coded("P{} {}") + "]",
}


@pytest.mark.parametrize("case", WHOLE)
def test_codes_stand_with_their_texts(case: str) -> None:
    draft = read_bytes(typeset(HEAD + WHOLE[case] + TAIL), "a.pdf").to_json()
    assert texts(draft) == TEXTS
    assert codes(draft) == {"metadata-missing"}


@pytest.mark.parametrize(
    ("word", "hanging"),
    [("1~January", "1cm"), ("1~January", "0cm"), ("2~days", "1cm"), ("5~days", "0cm"), ("P7~and~P8", "1cm")],
)
def test_a_number_that_begins_a_wrapped_line_is_no_item(word: str, hanging: str) -> None:
    hours = f"[1.]the hours that hold for the desk, also in and around {word}"
    items = f"#box(width: 1cm){hours}\n\n#box(width: 1cm)[2.]the rest, and {LONG}, and {LONG}"
    rules = f"#set par(hanging-indent: {hanging}, spacing: 0.65em, justify: true)"
    found = lines(typeset(f"#block(width: 9.5cm)[{rules}\n{items}]"))
    assert found[0] == f"1. the hours that hold for the desk, also in and around {word.replace('~', ' ')}"
    assert len(found) == 2


def test_a_number_without_its_second_bracket_begins_a_paragraph() -> None:
    first = f"(1A keeper must {LONG} and as long as it is needed."
    for width in range(150, 200, 5):
        setup = f"#set page(width: {width}mm, margin: 2cm)\n#set par(spacing: 0.65em)"
        assert lines(typeset(f"{first}\n\n(2It must go.", setup)) == [first, "(2It must go."], width


def test_a_heading_after_a_full_line_is_one() -> None:
    """Whatever the page's width, and so whether the sentence above ends at its edge or not."""
    sentence = "It is about all those who find out when the desk must be staffed and who is there."
    heading = "The aims of staffing a desk"
    body = f"{sentence}\n\n{heading}\n\nThe aims are {LONG}:"
    for width in range(150, 200, 5):
        setup = f"#set page(width: {width}mm, margin: 2cm)\n#set par(spacing: 0.65em)"
        assert lines(typeset(body, setup))[:2] == [sentence, heading], width


def test_lists_inside_lists_keep_their_depth() -> None:
    body = f"+ check that:\n  - the doors {LONG}\n    - inner one\n  - windows\n+ tell {LONG}"
    document = from_bytes(typeset(HEAD + body + TAIL), "a.pdf")
    found = [line for line in document.lines if line.text][6:11]
    assert [line.text for line in found] == [
        *("1. check that:", f"• the doors {LONG}", "‣ inner one", "• windows", f"2. tell {LONG}"),
    ]
    depths = [line.indent for line in found]
    assert depths[0] == depths[4] < depths[1] == depths[3] < depths[2]


def test_running_columns_are_read_one_after_the_other() -> None:
    items = [f"P{number} {LONG}" for number in range(1, 5)]
    body = "ZZTST12\n\nArrange a desk\n\n#columns(2)[" + "\n\n".join([*items[:2], "#colbreak()", *items[2:]]) + "]"
    assert lines(typeset(body))[2:] == items


def test_a_paragraph_goes_on_over_the_page() -> None:
    body = "#set page(height: 8cm)\n" + "\n\n".join(f"P{number} {LONG}" for number in range(1, 9))
    assert len(PdfReader(io.BytesIO(typeset(body))).pages) > 1
    assert lines(typeset(body)) == [f"P{number} {LONG}" for number in range(1, 9)]


def test_words_broken_at_the_end_of_a_line() -> None:
    words = "cyd-drafod well-being co-opt office efficient offering antidisestablishmentarianism and/or"
    body = "#block(width: 4cm)[#set text(hyphenate: true)\n#set par(justify: true)\n" + f"{words} {words} {words}]"
    draft = from_bytes(typeset(body), "a.pdf")
    text = " ".join(line.text for line in draft.lines)
    assert "cyd- " not in text
    assert text.count("cyd-drafod") == text.count("and/or") == 3
    assert {problem.code for problem in draft.problems} == {"hyphen-at-line-end"}


def test_running_headers_are_apart_and_the_rest_is_not() -> None:
    found = pdf.read(printed("en"))
    assert found["headers"] == ["ZZTST12", WORDS["en"]["title"]]
    said = [node[0] for node in found["nodes"]]
    assert not [text for text in said if "ZZTST12" in text or text.strip() in {"1", "2", "3", "4"}]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_that_lie_on_their_side_are_read(turn: int) -> None:
    file = io.BytesIO()
    block = f"block(width: {15 if turn % 180 == 0 else 24}cm)[{LONG}, and {LONG}]"
    writer = PdfWriter(clone_from=io.BytesIO(typeset(f"#rotate({turn}deg, reflow: true, {block})")))
    writer.pages[0].rotate(-turn)
    writer.write(file)
    assert lines(file.getvalue()) == [f"{LONG}, and {LONG}"]


def test_a_stamp_across_the_page_is_left_out() -> None:
    stamp = "#place(center + horizon, rotate(-45deg, text(60pt, gray)[DRAFT]))"
    assert lines(typeset(f"one #super[2]\n\n{stamp}\n\ntwo")) == ["one 2", "two"]


def test_an_lsiag_document_is_read_in_fifty_thousandths() -> None:
    content = as_pdf((SOURCES / "LSIAG11-cy.txt").read_text(encoding="utf-8"))
    spent = []
    for _ in range(5):
        began = time.process_time()
        pdf.read(content)
        spent.append(time.process_time() - began)
    assert statistics.median(spent) <= 0.05
