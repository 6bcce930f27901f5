"""A scanned framework of actions gives its rows, and every doubt with its row, its cell and its line."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standards.drafting import RefusalError
from standards.reading.reader import read_file
from tests.reading.documents import SOURCES, codes, page, read
from tests.reading.words import lost

SOURCE = SOURCES / "WCPP-FFA-cy.txt"
SCAN = SOURCE.read_text(encoding="utf-8")
HEADER = ["Actions", "Examples", "Key to success", "Who?", "Resources needed", "Time needed", "Maturity"]
OVER = [
    "Working together: a framework for action",
    "It is for all of those who work with each other.",
    "Shared purpose\nWhat is done by all",
]
ROWS = [
    [
        "Map the streets\nKnow who lives where",
        "Walks, talks",
        "Listen first.",
        "Cross-sector (few)",
        "low",
        "long",
        "any",
    ],
    [
        "Share a calendar\nAvoid two meetings a day",
        "Online tools",
        "Keep it short.",
        "Local government",
        "-",
        "short",
        "early",
    ],
    ["Open one door\nOne place to ask", "Hubs", "Be there.\nBe kind.", "Community groups", "high", "-", "mature"],
]


def framework(rows: list[list[str]], header: list[str] | None = None) -> str:
    """An English table with one block a cell."""
    cells = [cell for row in rows for cell in row]
    return "\n\n".join([*OVER, *(header or HEADER), *cells]) + "\n"


def rows_of(draft: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for section in draft["sections"] for one in section["criteria"]]


def row(draft: dict[str, Any], code: str) -> dict[str, Any]:
    return next(one for one in rows_of(draft) if one["code"] == code)


def doubts(draft: dict[str, Any], criterion: str, cell: str) -> list[tuple[str, str]]:
    found = [one for one in draft["problems"] if "where" in one]
    return [
        (one["severity"], one["code"])
        for one in found
        if (one["where"]["criterion"], one["where"]["cell"]) == (criterion, cell)
    ]


@pytest.fixture(name="scan", scope="module")
def scan_fixture() -> dict[str, Any]:
    return read_file(SOURCE).to_json()


def test_the_scan_gives_three_categories_of_seven_actions(scan: dict[str, Any]) -> None:
    assert (scan["kind"], scan["urn"], scan["urn_from"]) == ("actions", "WCPP-FFA", "catalogue")
    assert "urn-of-damaged-title" in codes(scan)
    assert [section["kind"] for section in scan["sections"]] == ["actions"] * 3
    assert [section["heading"]["cy"] for section in scan["sections"]] == [
        *("Gweithgareddau ar gyfer datblygu diben cyffredin", "Trefniadau llywodraethu", "Mecanweithiau ariannol"),
    ]
    assert [one["code"] for one in rows_of(scan)] == [f"{category}.{n}" for category in (1, 2, 3) for n in range(1, 8)]
    assert all(one["text"]["cy"] and one["assessable"] for one in rows_of(scan))
    assert row(scan, "3.4")["text"] == {"cy": "Isadeiledd ac ystadau"}


def test_what_the_page_does_not_say_is_unknown(scan: dict[str, Any]) -> None:
    assert all(one["resources"] is None and one["time"] is None for one in rows_of(scan))
    known = {one["code"]: one["maturity"] for one in rows_of(scan) if one["maturity"] is not None}
    assert known == {code: {"cy": "Unrhyw un"} for code in ("1.4", "1.5", "1.6")}
    lost_columns = [one for one in scan["problems"] if one["code"] in {"column-lost", "column-gaps"}]
    assert [one["code"] for one in lost_columns] == ["column-lost", "column-lost", "column-gaps"]


def test_a_row_has_its_cells(scan: dict[str, Any]) -> None:
    found = row(scan, "2.1")
    assert found["category"] == {"cy": "Trefniadau llywodraethu"}
    assert found["purpose"]["cy"].startswith("Helpu i lywio")
    assert [words.split()[0] for words in found["examples"]["cy"].split("\n")] == ["Rolau", "Rhagnodi"]
    assert [words.split()[0] for words in found["keys"]["cy"].split("\n")] == ["Hyblygrwydd", "Cyfathrebu"]
    assert found["who"]["cy"].endswith("\nGrwpiau trydydd sector a chymunedol (weithiau)")
    assert found["lines"] == [168, 196]


def test_rows_whose_columns_ran_together_are_proposed_and_never_taken(scan: dict[str, Any]) -> None:
    for code in ("1.4", "1.5", "1.6"):
        assert ("error", "cell-guessed") in doubts(scan, code, "title")
        for cell in ("purpose", "examples", "keys", "who"):
            assert row(scan, code)[cell] is None
            assert doubts(scan, code, cell) == [("error", "cell-unread")]
        assert doubts(scan, code, "maturity") == [("check", "cell-unsure")]
    torn = next(one for one in scan["other_sections"] if one["kind"] == "torn")
    assert torn["lines"] == [98, 128]
    assert "Mannau ffisegol cyffredin." in torn["items"]["cy"]


DAMAGED = {
    ("1.1", "who"): ("check", "cell-damaged"),
    ("1.7", "title"): ("check", "cell-damaged"),
    ("1.7", "who"): ("check", "cell-damaged"),
    ("2.1", "title"): ("check", "cell-damaged"),
    ("2.4", "keys"): ("error", "cell-garbled"),
    ("2.6", "who"): ("error", "cell-garbled"),
    ("2.7", "keys"): ("error", "cell-garbled"),
    ("3.1", "examples"): ("check", "cell-damaged"),
    ("3.2", "examples"): ("error", "cell-garbled"),
    ("3.2", "who"): ("error", "cell-garbled"),
    ("3.3", "examples"): ("check", "cell-unsure"),
    ("3.7", "who"): ("check", "cell-damaged"),
}


@pytest.mark.parametrize("place", DAMAGED)
def test_damage_is_told_cell_by_cell(scan: dict[str, Any], place: tuple[str, str]) -> None:
    assert DAMAGED[place] in doubts(scan, *place)


def test_a_problem_of_a_cell_has_its_line_its_confidence_and_both_languages(scan: dict[str, Any]) -> None:
    (found,) = [one for one in scan["problems"] if one["code"] == "cell-garbled" and one["line"] == 305]
    assert found["where"] == {"criterion": "2.6", "cell": "who", "confidence": 0.6}
    assert found["message"] == {
        "cy": 'Rhes 2.6, pwy: ni ellir darllen "qrfer)(cyflqwni)".',
        "en": 'Row 2.6, who: "qrfer)(cyflqwni)" cannot be read.',
    }


def test_each_cell_that_was_read_has_a_confidence(scan: dict[str, Any]) -> None:
    for one in rows_of(scan):
        read_cells = {cell for cell in ("purpose", "examples", "keys", "who", "maturity") if one[cell] is not None}
        assert one["confidence"].keys() == read_cells | {"title"}
        for cell, sure in one["confidence"].items():
            assert (sure < 0.8) is bool(doubts(scan, one["code"], cell))


def test_no_word_is_lost_and_none_is_mended(scan: dict[str, Any]) -> None:
    assert not lost(SCAN, scan)
    assert "ary cyd" in row(scan, "1.7")["text"]["cy"]


def test_signs_that_are_no_words_are_kept_apart(scan: dict[str, Any]) -> None:
    apart = [item for one in scan["other_sections"] if one["kind"] == "unplaced" for item in one["items"]["cy"]]
    assert apart == ["e", "LG RGO D", "k", "i", "i", "2."]


def test_an_english_table_of_whole_cells() -> None:
    draft = read(framework(ROWS))
    assert (draft["kind"], draft["languages"], draft["urn"]) == ("actions", ["en"], None)
    assert draft["title"] == {"en": "Working together: a framework for action"}
    assert draft["sections"][0]["stem"] == {"en": "What is done by all"}
    first, second, third = rows_of(draft)
    assert (first["text"], first["purpose"]) == ({"en": "Map the streets"}, {"en": "Know who lives where"})
    assert (first["resources"], first["time"], first["maturity"]) == ({"en": "low"}, {"en": "long"}, {"en": "any"})
    assert (second["resources"], second["time"]) == (None, {"en": "short"})
    assert third["who"] == {"en": "Community groups"}
    assert {one["severity"] for one in draft["problems"] if "where" in one} == set()
    assert not lost(framework(ROWS), draft)


def test_levels_without_a_full_row_go_where_only_they_can() -> None:
    rows = [[*one[:4], one[6]] for one in ROWS]
    draft = read(framework(rows))
    assert [one["maturity"] for one in rows_of(draft)] == [{"en": "any"}, {"en": "early"}, {"en": "mature"}]
    assert [one["resources"] for one in rows_of(draft)] == [None, None, None]


def test_a_missing_cell_is_told_and_unknown() -> None:
    rows = [ROWS[0][:4], [ROWS[1][0], ROWS[1][1], ROWS[1][3]], ROWS[2][:4]]
    draft = read(framework(rows))
    assert [one["text"]["en"] for one in rows_of(draft)] == ["Map the streets", "Share a calendar", "Open one door"]
    assert row(draft, "1.2")["keys"] is None
    assert ("check", "cell-missing") in doubts(draft, "1.2", "keys")


def test_a_row_without_an_end_is_an_error() -> None:
    rows = [ROWS[0][:4], [*ROWS[1][:3], "Headteachers"], [*ROWS[2][:3], "Parents"]]
    draft = read(framework(rows))
    assert ("error", "row-unended") in doubts(draft, rows_of(draft)[-1]["code"], "title")


def test_a_table_without_rows_is_an_error() -> None:
    draft = read(framework([]), kind="actions")
    assert [one["severity"] for one in draft["problems"] if one["code"] == "table-empty"] == ["error"]


def interleaved(text: str, top: int, bottom: int) -> str:
    """Run the cells between two lines of the scan together, as a scanner does that misses the columns."""
    lines = text.split("\n")
    cells = [cell.replace("\n", " ") for cell in "\n".join(lines[top - 1 : bottom]).split("\n\n")]
    return "\n".join([*lines[: top - 1], "  ".join(cells[:3]), "  ".join(cells[3:]), *lines[bottom:]])


@pytest.mark.parametrize(("top", "bottom", "code"), [(198, 220, "2.2"), (428, 443, "3.5")])
def test_any_row_whose_columns_run_together_is_an_error(top: int, bottom: int, code: str) -> None:
    text = interleaved(SCAN, top, bottom)
    draft = read(text)
    assert [len(section["criteria"]) for section in draft["sections"]] == [7, 7, 7]
    assert ("error", "cell-guessed") in doubts(draft, code, "title")
    assert not lost(text, draft)


def test_a_line_that_vanished_is_never_made_up_for() -> None:
    draft = read(SCAN.replace("\nCodi arian\n", "\n\n"))
    assert row(draft, "3.5")["text"] == {"cy": "I roi cychwyn ar rywbeth neu ariannu gwaith anffurfiol"}
    assert doubts(draft, "3.5", "keys") or doubts(draft, "3.5", "examples") or doubts(draft, "3.5", "purpose")


def test_a_heading_over_no_table_is_missing() -> None:
    draft = read("\n\n".join([*HEADER, *ROWS[0]]), kind="actions")
    assert "heading-missing-over-table" in codes(draft)


REFUSED = {"prose": "A letter.\n\nIt says nothing of actions, examples or keys.\n", "a nos": page("1. one\n2. two")}


@pytest.mark.parametrize("case", REFUSED)
def test_what_holds_no_table_of_actions_is_refused_with_the_reason(case: str) -> None:
    with pytest.raises(RefusalError) as refused:
        read(REFUSED[case], kind="actions")
    assert refused.value.code == "not-actions"
    assert all(refused.value.message[language] for language in ("cy", "en"))


@given(start=st.integers(0, len(SCAN)), length=st.integers(1, 600))
@settings(max_examples=60, deadline=None)
def test_a_damaged_scan_ends_in_a_draft_without_losses_or_in_a_sentence(start: int, length: int) -> None:
    text = SCAN[:start] + SCAN[start + length :]
    try:
        draft = read(text, kind="actions")
    except RefusalError:
        return
    assert not lost(text, draft)
    found = [one["code"] for one in rows_of(draft)]
    assert len(found) == len(set(found))


CELLS = st.sampled_from(
    [
        *HEADER,
        "",
        "Map it\nKnow it",
        "Cross-sector",
        "any",
        "-",
        "(few)",
        "one.",
        "A | B  C D any\nx y z w v u",
        "é",
        "k",
    ]
)


@given(blocks=st.lists(st.one_of(CELLS, st.text(max_size=20)), max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_blocks_end_in_a_draft_or_in_a_sentence(blocks: list[str]) -> None:
    text = re.sub(r"[\ud800-\udfff]", "", "\n\n".join([*HEADER, *blocks]))
    try:
        draft = read(text, kind="actions")
    except RefusalError:
        return
    assert all(one["message"]["cy"] and one["message"]["en"] for one in draft["problems"])
