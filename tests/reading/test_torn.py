"""Codes that were torn from their words, alone on a line or in runs: none is lost, none is made up."""

from typing import Any

import pytest

from tests.reading.documents import codes, page, read, section


def items(draft: dict[str, Any], kind: str = "performance") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = section(draft, kind)["criteria"]
    return found


RUNS = {
    "a lead-in before the sub-heading": (
        (
            "You must be able to: Plan the work P1 P2 P3 ask what is wanted see what there is write it down You must "
            "be able to: Do the work P4 P5 begin in time end in time"
        ),
        ["Plan the work"] * 3 + ["Do the work"] * 2,
    ),
    "a lead-in after the sub-heading": (
        (
            "Plan the work You must be able to: P1 P2 P3 ask what is wanted see what there is write it down Do the "
            "work You must be able to P4 P5 begin in time end in time"
        ),
        ["Plan the work"] * 3 + ["Do the work"] * 2,
    ),
    "no second lead-in": (
        (
            "You must be able to: P1 P2 P3 ask what is wanted see what there is write it down Do the work P4 P5 begin "
            "in time end in time"
        ),
        [None] * 3 + ["Do the work"] * 2,
    ),
    "one code after the run": (
        "You must be able to: P1 P2 P3 P4 ask what is wanted see what there is write it down begin P5 end it all",
        [None] * 5,
    ),
}


@pytest.mark.parametrize("case", RUNS)
def test_every_code_of_a_page_run_together_is_counted(case: str) -> None:
    run, groups = RUNS[case]
    about = "It is about a desk. " + "It is used by many. " * 10
    text = f"ZZTST12 Arrange a desk Overview {about}Performance criteria {run} Knowledge and understanding "
    draft = read(f"{text}You need to know and understand: K1 K2 the law the rules")
    assert [each["printed"] for each in items(draft)] == ["P1", "P2", "P3", "P4", "P5"]
    assert [each["group"] and each["group"]["en"] for each in items(draft)] == groups
    assert len(items(draft, "knowledge")) == 2
    assert "codes-torn" in codes(draft)


def test_codes_named_in_a_sentence_tear_nothing() -> None:
    draft = read(page("P1 act\nP2 act as in P3 P4 of another unit\nP3 end"))
    assert len(items(draft)) == 3
    assert "codes-torn" not in codes(draft)


def test_a_stray_code_between_items_is_no_item() -> None:
    draft = read(page("P1 open\nP2 greet\nP13\nP3 close"))
    assert [each["text"]["en"] for each in items(draft)] == ["open", "greet", "close"]
    assert "text-outside-items" in codes(draft)


@pytest.mark.parametrize("cut", ["P1 open\nP2 greet\nP3", "P1 open\nP2\nP3 close", "1. open\n2. greet\n3."])
def test_an_item_whose_words_are_lost_is_still_counted(cut: str) -> None:
    draft = read(page(cut))
    assert len(items(draft)) == 3
    lost = next(each for each in draft["problems"] if each["code"] == "item-without-text")
    assert lost["severity"] == "error"


@pytest.mark.parametrize("mark", ["- ", "\u2022 ", "1. ", ""])
def test_a_code_named_in_an_uncoded_section_marks_nothing(mark: str) -> None:
    draft = read(page(f"{mark}check the desk against P1 of the plan\n{mark.replace('1', '2')}close the desk"))
    assert [each["text"]["en"] for each in items(draft)] == ["check the desk against P1 of the plan", "close the desk"]
