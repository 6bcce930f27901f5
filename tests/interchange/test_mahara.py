"""A standard as Mahara imports it: sections as standards, what takes evidence as their elements."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from standards.drafting import Criterion, Draft, Section
from standards.foundation import Language, Text
from standards.interchange.mahara import LONGEST_NAME, STATUSES, mahara_matrix
from tests.interchange.standards import drafts
from tests.library.drafts import small_draft


def framework(draft: Draft, language: Language = "en") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(mahara_matrix(draft, language))["framework"]
    return found


def test_sections_are_standards_and_criteria_their_elements() -> None:
    found = framework(small_draft())
    assert [(one["standardid"], one["name"]) for one in found["standards"]] == [
        *((1, "Performance criteria"), (2, "Knowledge")),
    ]
    assert [(one["standardid"], one["elementid"], one["shortname"]) for one in found["standardelements"]] == [
        *((1, "1.1", "P1"), (1, "1.2", "P2"), (2, "2.1", "K1")),
    ]


def test_what_takes_no_evidence_is_told_with_what_it_belongs_to() -> None:
    second = framework(small_draft())["standardelements"][1]
    assert second["description"] == "<p>place the lamp</p><ul><li>P2.a with care</li></ul>"
    first = framework(small_draft())["standardelements"][0]
    assert first["description"] == "<p><strong>Order</strong></p><p>clear the desk</p>"


def test_what_takes_evidence_under_another_is_an_element_under_it() -> None:
    under = Criterion("1.a", Text(en="under"))
    section = Section("duties", Text(en="Part"), criteria=(Criterion("1", Text(en="over"), criteria=(under,)),))
    found = framework(replace(small_draft(), sections=(section,)))["standardelements"]
    assert [(one["elementid"], one.get("parentelementid")) for one in found] == [("1.1", None), ("1.1.1", "1.1")]


@pytest.mark.parametrize(("language", "words", "name"), [
    ("cy", "Yn bodloni'r maen prawf", "ZZTST12 Trefnu desg"),
    ("en", "Meets the criterion", "ZZTST12 Arrange a desk"),
])  # fmt: skip
def test_each_language_has_a_framework_of_its_own(language: Language, words: str, name: str) -> None:
    found = framework(small_draft(), language)
    assert (found["evidencestatuses"][3], found["name"]) == ({"completed": words}, name)
    assert len(found["evidencestatuses"]) == len(STATUSES)


def test_words_are_no_markup() -> None:
    section = Section("list", Text(en="A & B"), criteria=(Criterion("1", Text(en="<b>bold</b>")),))
    element = framework(replace(small_draft(), sections=(section,)))["standardelements"][0]
    assert element["description"] == "<p>&lt;b&gt;bold&lt;/b&gt;</p>"


@given(draft=drafts())
@settings(max_examples=25)
def test_any_standard_has_elements_of_its_own_standards(draft: Draft) -> None:
    found = framework(draft)
    ids = [one["elementid"] for one in found["standardelements"]]
    known = {one["standardid"] for one in found["standards"]}
    assert len(ids) == len(set(ids))
    assert {one["standardid"] for one in found["standardelements"]} == known
    assert {one["parentelementid"] for one in found["standardelements"] if "parentelementid" in one} <= set(ids)
    assert all(len(one["name"]) <= LONGEST_NAME for one in found["standardelements"])
