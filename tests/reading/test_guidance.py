"""Guidance gives its lists as criteria and keeps its prose, whatever its bullets and its language."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standards.drafting import RefusalError
from standards.reading.reader import read_file
from tests.reading.documents import SOURCES, codes, page, read
from tests.reading.words import lost

SOURCE = SOURCES / "WSP-CP-PLAN-cy.txt"
WELSH = SOURCE.read_text(encoding="utf-8")
ENGLISH = """\
Supporting a carer
A carer has a right to an assessment.

What the assessment covers
The assessment should:
- ask what the carer can do;
- ask what the carer wants to do;
- record the outcomes.
N.B. This is not a test of the carer.

Afterwards
Within a month the practitioner must:
- send a copy to the carer;
- agree a date for review.
"""


def counts(draft: dict[str, Any]) -> list[int]:
    return [len(section["criteria"]) for section in draft["sections"]]


def headings(draft: dict[str, Any], language: str = "cy") -> list[str | None]:
    return [section["heading"].get(language) for section in draft["sections"]]


def found(draft: dict[str, Any], code: str) -> list[int | None]:
    return [problem["line"] for problem in draft["problems"] if problem["code"] == code]


@pytest.fixture(name="plan", scope="module")
def plan_fixture() -> dict[str, Any]:
    return read_file(SOURCE).to_json()


def test_the_published_procedure_has_its_lists(plan: dict[str, Any]) -> None:
    assert (plan["kind"], plan["urn"], plan["urn_from"]) == ("guidance", "WSP-CP-PLAN", "catalogue")
    assert plan["languages"] == ["cy"]
    assert counts(plan) == [4, 5, 8, 2]
    assert headings(plan) == [
        *(None, "Nodau cynllun amddiffyn, gofal a chymorth", "Cynnwys cynllun"),
        "Cynllunio sy’n canolbwyntio ar y plentyn",
    ]
    assert [section["stem"].get("cy") for section in plan["sections"]] == [
        *("Mae’r rhain yn berthnasol o ran y cynllun:", "Nodau’r cynllun yw:", "Dylai’r cynllun:", None),
    ]
    assert {section["kind"] for section in plan["sections"]} == {"list"}


def test_items_are_coded_by_position_and_taken_word_for_word(plan: dict[str, Any]) -> None:
    criteria = [one for section in plan["sections"] for one in section["criteria"]]
    assert all(one["assessable"] for one in criteria)
    assert [one["code"] for one in criteria[:5]] == ["1.1", "1.2", "1.3", "1.4", "2.1"]
    assert criteria[3]["text"] == {
        "cy": "Dylai ddilyn y gofynion a nodir dan adran 54 Deddf Gofal Cymdeithasol a Llesiant 2014"
    }
    assert (criteria[3]["printed"], criteria[3]["lines"]) == ("-", [7, 7])
    assert criteria[7]["text"]["cy"].startswith("nodi anghenion datblygiadol y plentyn a pha wasanaethu sydd")


def test_prose_stays_in_its_place(plan: dict[str, Any]) -> None:
    assert [words.split()[0] for words in plan["overview"]["cy"]] == ["Dylai", "Disgwylir"]
    note, about = plan["other_sections"]
    assert (note["heading"], note["lines"]) == ({}, [8, 8])
    assert note["items"]["cy"][0].startswith("D.S. ")
    assert (about["heading"], about["lines"]) == ({"cy": "Cynllunio sy’n canolbwyntio ar y plentyn"}, [27, 27])


def test_what_is_odd_is_told_by_line(plan: dict[str, Any]) -> None:
    assert found(plan, "announced-list-missing") == [1]
    assert found(plan, "section-abbreviated") == [1]
    assert found(plan, "act-named-two-ways") == [7]
    assert found(plan, "list-unannounced") == [28]
    assert {"title-of-document", "urn-of-document"} <= codes(plan)
    assert all(problem["message"]["cy"] and problem["message"]["en"] for problem in plan["problems"])


def test_no_word_is_lost(plan: dict[str, Any]) -> None:
    assert not lost(WELSH, plan)


BULLETS = ("• ", "•", "* ", "– ", "-", "■ ", "\uf0b7 ", "  - ", "•\n")


@pytest.mark.parametrize("bullet", BULLETS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_any_bullet_with_or_without_blank_lines(bullet: str, gap: str) -> None:
    text = gap.join(WELSH.splitlines()).replace("\n- ", f"\n{bullet}")
    draft = read(text)
    assert (draft["urn"], counts(draft)) == ("WSP-CP-PLAN", [4, 5, 8, 2])
    assert not lost(text, draft)


@pytest.mark.parametrize("form", ["{n}. ", "{n}) ", "({n}) ", "({letter}) ", "{letter}. "])
def test_numbered_and_lettered_lists(form: str) -> None:
    lines, n = [], 0
    for line in WELSH.splitlines():
        n = n + 1 if line.startswith("- ") else 0
        lines.append(line.replace("- ", form.format(n=n, letter="xabcdefgh"[n]), 1) if n else line)
    assert counts(read("\n".join(lines))) == [4, 5, 8, 2]


def test_an_english_page_gives_the_same() -> None:
    draft = read(ENGLISH)
    assert (draft["kind"], draft["languages"], draft["title"]) == ("guidance", ["en"], {"en": "Supporting a carer"})
    assert counts(draft) == [3, 2]
    assert headings(draft, "en") == ["What the assessment covers", "Afterwards"]
    assert draft["overview"] == {"en": ["A carer has a right to an assessment."]}
    assert "N.B. This is not a test of the carer." in str(draft["other_sections"])
    assert (draft["urn"], codes(draft)) == (None, {"urn-missing"})
    assert not lost(ENGLISH, draft)


def test_a_given_urn_and_language_are_taken() -> None:
    draft = read(ENGLISH, kind="guidance", urn="ZZ-CARER", language="en")
    assert (draft["urn"], draft["urn_from"], draft["languages"]) == ("ZZ-CARER", "given", ["en"])
    with pytest.raises(RefusalError, match="Welsh was chosen"):
        read(ENGLISH, kind="guidance", language="cy")


def test_items_without_marks_after_a_colon() -> None:
    text = ENGLISH.replace("- ", "")
    draft = read(text, kind="guidance")
    assert counts(draft) == [3, 2]
    assert found(draft, "items-unmarked") == [6, 13]
    assert not lost(text, draft)


def test_an_announced_list_that_is_missing_is_told() -> None:
    text = ENGLISH.replace("- send a copy to the carer;\n- agree a date for review.\n", "Then the file is closed.\n")
    draft = read(text, kind="guidance")
    assert counts(draft) == [3]
    assert found(draft, "announced-list-missing") == [12]
    assert not lost(text, draft)


def test_lists_inside_items() -> None:
    text = ENGLISH.replace("- record the outcomes.", "- record:\n  • the outcomes\n  • the date\n- sign it.")
    draft = read(text)
    assert counts(draft) == [4, 2]
    outer = draft["sections"][0]["criteria"][2]
    assert [(one["code"], one["assessable"]) for one in outer["criteria"]] == [("1.3.1", False), ("1.3.2", False)]
    assert (outer["text"], outer["lines"]) == ({"en": "record:"}, [8, 10])
    assert not lost(text, draft)


def test_lists_inside_items_with_the_same_mark_are_told_by_how_far_they_stand_in() -> None:
    text = ENGLISH.replace("- record the outcomes.", "- record:\n    - the outcomes\n    - the date\n- sign it.")
    assert [len(one["criteria"]) for one in read(text)["sections"][0]["criteria"]] == [0, 0, 2, 0]


def test_an_item_that_announces_nothing_is_told() -> None:
    draft = read(ENGLISH.replace("record the outcomes.", "record:"))
    assert found(draft, "announced-list-missing") == [8]


def test_other_marks_at_the_same_depth_are_told() -> None:
    draft = read(ENGLISH.replace("- ask what the carer wants", "• ask what the carer wants"))
    assert found(draft, "marks-differ") == [7]


def test_numbers_that_jump_are_told() -> None:
    text = "Checks\nAlways check:\n1. the door\n2. the gate\n4. the fence\n"
    draft = read(text, kind="guidance")
    assert counts(draft) == [3]
    assert found(draft, "numbering-jump") == [5]


def test_numbered_headings_are_no_items() -> None:
    text = ENGLISH.replace("What the assessment", "1. What the assessment").replace("Afterwards", "2. Afterwards")
    draft = read(text)
    assert counts(draft) == [3, 2]
    assert headings(draft, "en") == ["1. What the assessment covers", "2. Afterwards"]


def test_numbered_headings_right_over_their_lists_are_no_items() -> None:
    draft = read("Care\n\n1. First steps\n- ask\n- listen\n2. Next steps\n- write\n- call\n", kind="guidance")
    assert counts(draft) == [2, 2]
    assert headings(draft, "en") == ["1. First steps", "2. Next steps"]


def test_ever_deeper_items_stay_within_what_can_be_nested() -> None:
    text = "Aims\nThe aims are:\n" + "\n".join(f"{' ' * 2 * n}- item {n}" for n in range(2000))
    draft = read(text, kind="guidance")
    assert not lost(text, draft)


def test_a_heading_under_a_heading_is_the_group() -> None:
    draft = read(ENGLISH.replace("Afterwards\n", "Part two\n\nAfterwards\n\n"))
    assert headings(draft, "en") == ["What the assessment covers", "Part two"]
    assert draft["sections"][1]["criteria"][0]["group"] == {"en": "Afterwards"}


def wrapped(text: str, width: int) -> str:
    lines = []
    for line in text.splitlines():
        indent, words, current = ("  " if line.startswith("- ") else ""), line.split(), ""
        for word in words:
            if current and len(current) + 1 + len(word) > width:
                lines.append(current)
                current = f"{indent}{word}"
            else:
                current = f"{current} {word}".strip() if current else word
        lines.append(current)
    return "\n".join(lines)


@pytest.mark.parametrize("width", [60, 72, 90])
def test_lines_broken_to_fit_a_page_are_put_together(width: int) -> None:
    text = wrapped(WELSH, width)
    draft = read(text)
    assert counts(draft) == [4, 5, 8, 2]
    whole = read(WELSH)
    assert [one["text"] for one in draft["sections"][2]["criteria"]] == [
        one["text"] for one in whole["sections"][2]["criteria"]
    ]
    assert not lost(text, draft)


REFUSED = {
    "prose": "A letter about nothing much.\n\nThe weather is fine, and the post is late again.\n\nYours\n",
    "an announcement alone": "We list these:\n\nNothing came of it at all.\n",
    "one word": "Words\n",
}


@pytest.mark.parametrize("case", REFUSED)
def test_prose_without_lists_is_refused_with_the_reason(case: str) -> None:
    with pytest.raises(RefusalError) as refused:
        read(REFUSED[case], kind="guidance")
    assert refused.value.code == "not-guidance"
    assert all(refused.value.message[language] for language in ("cy", "en"))


def test_by_its_form_alone_prose_with_a_few_bullets_is_no_guidance() -> None:
    text = "Our day\n\n" + "We went to the sea and it was good. " * 20 + "\n\nWe saw:\n- a boat\n- a bird\n"
    with pytest.raises(RefusalError) as refused:
        read(text)
    assert refused.value.code == "not-nos"
    assert counts(read(text, kind="guidance")) == [2]


def test_a_page_that_borrows_the_headings_of_a_nos_is_no_guidance() -> None:
    items = "- say what the desk is for\n- say who sits at it and when\n- lock it at the end of the day"
    text = page(items, items, head="How to negotiate")
    with pytest.raises(RefusalError) as refused:
        read(text)
    assert refused.value.code == "not-nos"


def test_a_nos_stays_a_nos() -> None:
    assert read(page("- one\n- two", "- desk\n- door"))["kind"] == "nos"


PIECES = st.sampled_from(
    [
        "",
        "Aims",
        "The aims are:",
        "- one",
        "• two;",
        "1. three",
        "2. four",
        "(a) five",
        "  - six:",
        "prose of it.",
        "-",
        ":",
        "# X",
    ]
)


@given(lines=st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=30))
@settings(max_examples=300, deadline=None)
def test_any_text_ends_in_a_draft_or_in_a_sentence(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        draft = read(text.encode("utf-8", "replace").decode(), kind="guidance")
    except RefusalError:
        return
    given_codes = [one["code"] for section in draft["sections"] for one in section["criteria"]]
    assert len(given_codes) == len(set(given_codes))
