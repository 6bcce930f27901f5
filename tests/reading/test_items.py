"""Items in every style of mark, their lists, sub-headings and wraps."""

from typing import Any

import pytest

from tests.reading.documents import codes, page, read, section, texts

STYLES = {
    "numbers with stops": ["1. {}", "2. {}", "3. {}"],
    "no-break spaces": ["1.\u00a0{}", "2.\u00a0{}", "3. {}"],
    "numbers without stops": ["1 {}", "2 {}", "3 {}"],
    "brackets": ["(1) {}", "(2) {}", "(3) {}"],
    "codes": ["P1 {}", "P2 {}", "P3 {}"],
    "codes with stops": ["P1. {}", "P2. {}", "P3. {}"],
    "glued codes": ["P1{}", "P2{}", "P3{}"],
    "codes on their own line": ["P1\n{}", "P2\n{}", "P3\n{}"],
    "table cells": ["1 / {}", "2 / {}", "3 / {}"],
    "codes of a suite": ["SFR1/1 {}", "SFR1/2 {}", "SFR1/3 {}"],
    "hyphens": ["- {}", "- {}", "- {}"],
    "bullets": ["• {}", "•{}", "• {}"],
    "letters": ["a) {}", "b) {}", "c) {}"],
    "nothing": ["{}", "{}", "{}"],
    "paragraphs": ["{}\n", "{}\n", "{}\n"],
}
WORDS = ("open the desk", "greet every visitor", "close the desk")


@pytest.mark.parametrize("style", STYLES)
def test_each_style_of_mark_gives_its_items(style: str) -> None:
    items = "\n".join(mark.format(words) for mark, words in zip(STYLES[style], WORDS, strict=True))
    assert texts(read(page(items))) == list(WORDS)


def test_unmarked_items_are_flagged() -> None:
    assert "items-unmarked" in codes(read(page("\n".join(WORDS))))


def nested(items: list[dict[str, Any]]) -> dict[str, list[str]]:
    return {item["code"]: [child["code"] for child in item["criteria"]] for item in items if item["criteria"]}


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("P1 check that:\na. one\nb. two\nP2 go on", {"P1": ["P1.a", "P1.b"]}),
        ("P1 check that:\n(a) one\n(b) two\nP2 go on", {"P1": ["P1.a", "P1.b"]}),
        ("P1 check that:\n• one\n• two\nP2 go on", {"P1": ["P1.1", "P1.2"]}),
        ("P1 check that:\n1. one\n2. two\n3. three\nP2 go on", {"P1": ["P1.1", "P1.2", "P1.3"]}),
        ("1. check that:\n1. one\n2. two\n3. three\n2. go on", {"P1": ["P1.1", "P1.2", "P1.3"]}),
        ("1. absence:\n1.1 planned\n1.2 unplanned\n2. go on", {"P1": ["P1.1", "P1.2"]}),
        ("1. check:\na. one\nb. two\nc. three\nch. four\n2. go on", {"P1": ["P1.a", "P1.b", "P1.c", "P1.ch"]}),
        ("1. check:\ni. one\nii. two\niii. three\n2. go on", {"P1": ["P1.i", "P1.ii", "P1.iii"]}),
    ],
)
def test_lists_inside_items(items: str, expected: dict[str, list[str]]) -> None:
    criteria = section(read(page(items)))["criteria"]
    assert len(criteria) == 2
    assert nested(criteria) == expected


def test_lists_nest_in_lists() -> None:
    items = "1. check:\na. doors:\ni. front\nii. back\nb. windows\n2. go on"
    first = section(read(page(items)))["criteria"][0]
    assert nested([first]) == {"P1": ["P1.a", "P1.b"]}
    assert nested(first["criteria"]) == {"P1.a": ["P1.a.i", "P1.a.ii"]}


def test_only_top_items_take_evidence() -> None:
    draft = read(page("1. check that:\na. one\nb. two"))
    assert section(draft)["criteria"][0]["assessable"]
    assert not any(child["assessable"] for child in section(draft)["criteria"][0]["criteria"])


WRAPS = {
    "a capital": ("P1 follow the rules that are set by\nWelsh law for the desk\nP2 go on", "set by Welsh law"),
    "a number": ("K1 the hours of every day, including the 24 of December and\n1 January\nK2 go on", "and 1 January"),
    "a hyphen": ("P1 work with others in a way that is well co-\nordinated at all times\nP2 go on", "co-ordinated"),
}


@pytest.mark.parametrize("case", WRAPS)
def test_wrapped_lines_are_joined(case: str) -> None:
    items, joined = WRAPS[case]
    draft = read(page("P1 act", items) if items.startswith("K") else page(items))
    kind = "knowledge" if items.startswith("K") else "performance"
    assert joined in texts(draft, kind)[0]
    assert len(texts(draft, kind)) == 2


PROBLEMS = {
    "numbering-jump": "1. one\n2. two\n4. four",
    "numbering-restart": "1. one\n2. two\n\n1. again\n2. again",
    "list-missing": "1. check that:\n2. go on",
    "items-on-one-line": "P1 one P2 two\nP3 three",
    "codes-torn-paired": "P1\nP2\nP3\n\none\ntwo\nthree",
    "codes-torn": "P1 P2 P3 one two three",
    "text-outside-items": "1. one\n2. two\n\nNegotiation is often thought of with contracts.",
    "line-unmarked": "1. a short one\nanother short one\n2. a very much longer one that fills the whole line",
    "subheading-unsure": "1. one\nSecond part\n2. two",
    "hyphen-at-line-end": "1. one that is as long as the other and mis-\nspelt\n2. two",
}


@pytest.mark.parametrize("code", PROBLEMS)
def test_what_is_not_sure_is_a_problem(code: str) -> None:
    found = [each for each in read(page(PROBLEMS[code]))["problems"] if each["code"] == code]
    assert found
    assert found[0]["line"] >= 10
    assert set(found[0]["message"]) == {"cy", "en"}


@pytest.mark.parametrize("code", ["numbering-jump", "numbering-restart"])
def test_items_are_numbered_by_position(code: str) -> None:
    criteria = section(read(page(PROBLEMS[code])))["criteria"]
    assert [each["code"] for each in criteria] == [f"P{n}" for n in range(1, len(criteria) + 1)]
    assert [each["printed"] for each in criteria][-1] in {"2", "4"}


def test_a_stray_code_in_the_text_splits_nothing() -> None:
    draft = read(page("P1 do what P13 of another unit asks\nP2 go on with P3\nP3 end"))
    assert texts(draft) == ["do what P13 of another unit asks", "go on with P3", "end"]


def test_a_line_joined_though_there_was_room_is_told() -> None:
    draft = read(
        page("P1 work safely at all times and follow the rules of the desk\nopen the desk\nP2 close " + "it " * 24)
    )
    assert "line-joined" in codes(draft)


def test_a_line_joined_though_it_may_be_a_subheading_is_told() -> None:
    full = "P1 Keep to the rules of the desk and of all those who have charge of it now"
    draft = read(page(f"{full}\nClosing the desk\nP2 Close it"))
    assert texts(draft)[0].endswith("now Closing the desk")
    assert "line-joined" in codes(draft)


def test_a_line_joined_where_there_was_no_room_is_not() -> None:
    draft = read(
        page("P1 work safely at all times and follow the rules of\nthe desk in all that you do for those who\nP2 end")
    )
    assert len(texts(draft)) == 2
    assert "line-joined" not in codes(draft)


def test_a_number_without_a_stop_goes_on_with_a_sentence() -> None:
    draft = read(page("1. keep the record for not less than\n2 years from the visit\n2. tell people\n3. end"))
    assert texts(draft) == ["keep the record for not less than 2 years from the visit", "tell people", "end"]


def test_subheadings_group_what_follows() -> None:
    items = "Plan\n\n1. one\n2. two\n\nAct\n\n3. three"
    criteria = section(read(page(items)))["criteria"]
    assert [each["group"] for each in criteria] == [{"en": "Plan"}, {"en": "Plan"}, {"en": "Act"}]


def test_a_line_with_a_colon_over_numbers_that_go_on_is_a_subheading() -> None:
    draft = read(page("1. one\n2. two\nAfter work:\n3. three"))
    assert texts(draft) == ["one", "two", "three"]
    assert section(draft)["criteria"][2]["group"] == {"en": "After work"}
    assert "subheading-unsure" in codes(draft)


def test_a_line_with_a_colon_over_numbers_that_start_again_announces_them() -> None:
    draft = read(page("1. one\n2. two, or also:\n1. three\n2. four\n3. end"))
    assert texts(draft) == ["one", "two, or also:", "end"]


@pytest.mark.parametrize("order", ["Plan\n\nYou must be able to:\n\n1. one", "You must be able to:\n\nPlan\n\n1. one"])
def test_a_lead_in_may_repeat_around_a_subheading(order: str) -> None:
    draft = read(page(order))
    assert texts(draft) == ["one"]
    assert section(draft)["criteria"][0]["group"] == {"en": "Plan"}


def test_elements_run_on_as_groups() -> None:
    head = "Unit Title\nZZ3\n/ Hold talks"
    able = "Performance Criteria\nTo meet the standard, you must be able to:"
    text = (
        f"{head}\nSummary\nIt is about talks.\n\nElement\nZZ3.1\n/ Begin talks\n{able}\n1 / greet\n2 / ask\n"
        f"Element\nZZ3.2\n/ End talks\n{able}\n1 / thank\n"
    )
    draft = read(text)
    criteria = section(draft)["criteria"]
    assert [each["code"] for each in criteria] == ["P1", "P2", "P3"]
    assert [each["group"] for each in criteria] == [{"en": "ZZ3.1 Begin talks"}] * 2 + [{"en": "ZZ3.2 End talks"}]
    assert (draft["urn"], draft["title"]) == ("ZZ3", {"en": "Hold talks"})
