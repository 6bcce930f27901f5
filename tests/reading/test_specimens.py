"""Specimens of every layout give the expected counts, or say by a problem that they are not sure."""

import json
from pathlib import Path
from typing import Any

import pytest

from standards.drafting import RefusalError
from standards.reading.reader import read_file
from tests.reading.documents import SHARED, codes, section

FOLDER = SHARED / "cases" / "nos"
SPECIMENS: dict[str, dict[str, Any]] = {
    name: expected
    for name, expected in json.loads((FOLDER / "expected.json").read_text(encoding="utf-8")).items()
    if (FOLDER / name).is_file()
}
STANDARDS = {name: expected for name, expected in SPECIMENS.items() if expected["is_nos"]}
REFUSED = sorted(SPECIMENS.keys() - STANDARDS.keys())
COUNTED = (("performance", "pc"), ("knowledge", "knowledge"), ("behaviours", "behaviours"), ("skills", "skills"))

pytestmark = pytest.mark.cases


def draft_of(name: str) -> dict[str, Any]:
    return read_file(Path(FOLDER / name)).to_json()


def subheadings(draft: dict[str, Any], kind: str) -> list[str]:
    groups = [each["group"] for each in section(draft, kind)["criteria"] if each["group"]]
    return list(dict.fromkeys(words for group in groups for words in group.values()))


@pytest.mark.parametrize("name", sorted(STANDARDS))
def test_identity_is_read(name: str) -> None:
    expected, draft = STANDARDS[name], draft_of(name)
    assert draft["urn"] == expected["urn"]
    assert draft["title"] == {expected["language"]: expected["title"]}
    assert draft["urn_from"] == {"address": "file name"}.get(expected["urn_from"], expected["urn_from"])


@pytest.mark.parametrize("name", sorted(STANDARDS))
def test_items_are_counted(name: str) -> None:
    expected, draft = STANDARDS[name], draft_of(name)
    for kind, key in COUNTED:
        count = expected.get(f"{key}_count", expected.get(key))
        found = [each for each in draft["sections"] if each["kind"] == kind]
        assert sum(len(each["criteria"]) for each in found) == (count or 0), kind
    for printed, count in expected.get("pc_subitems", {}).items():
        owner = next(each for each in section(draft)["criteria"] if each["printed"] == printed)
        assert len(owner["criteria"]) == count


@pytest.mark.parametrize("name", sorted(STANDARDS))
def test_subheadings_are_groups(name: str) -> None:
    expected, draft = STANDARDS[name], draft_of(name)
    assert subheadings(draft, "performance") == expected["pc_subheadings"]
    if expected["knowledge_count"] is not None:
        assert subheadings(draft, "knowledge") == expected["knowledge_subheadings"]


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_that_borrows_the_headings_is_refused(name: str) -> None:
    with pytest.raises(RefusalError) as refused:
        draft_of(name)
    assert refused.value.code == "not-nos"
    assert "URN" in refused.value.message["cy"]


@pytest.mark.parametrize("name", [name for name in STANDARDS if "collapsed" in name])
def test_codes_torn_from_their_texts_are_an_error(name: str) -> None:
    draft = draft_of(name)
    assert "codes-torn" in codes(draft)
    assert [each["text"] for each in section(draft)["criteria"]] == [{"en": ""}] * 12
    torn = [each for each in draft["other_sections"] if each["kind"] == "torn"]
    assert torn[0]["items"]["en"][0].startswith("encourage a culture")


@pytest.mark.parametrize("name", [name for name in STANDARDS if name.startswith("S1")])
def test_a_printed_page_is_put_together(name: str) -> None:
    draft = draft_of(name)
    assert section(draft)["criteria"][4]["text"] == {"en": "deal with absence in a co-ordinated way"}
    wrapped = section(draft, "knowledge")["criteria"][1]
    assert wrapped["text"] == {"en": "the hours the desk must be open, including 24 December and 1 January"}
    assert draft["metadata"] == {
        "developed_by": "Example Standards Body",
        "version": "2",
        "approved": "2018-03",
        "review": "2023-03",
        "validity": "current",
        "status": "tailored",
        "originating_organisation": "Another Body",
        "original_urns": ["ABC/12", "ABC/13"],
        "occupations": [
            *("Health, Public Services and Care", "Receptionists", "Elementary Administration Occupations"),
        ],
        "suites": ["Example Suite (2018)"],
        "keywords": ["rota", "cover", "reception", "desk"],
        "soc_codes": [],
    }


@pytest.mark.parametrize("name", [name for name in STANDARDS if name.startswith("S2")])
def test_welsh_letters_are_codes(name: str) -> None:
    nested = section(draft_of(name))["criteria"][1]["criteria"]
    assert [each["code"] for each in nested] == ["P2.a", "P2.b", "P2.c", "P2.ch"]
    assert not any(each["assessable"] for each in nested)
