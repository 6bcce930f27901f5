"""The two published documents come out whole, and nothing of them is changed."""

from pathlib import Path
from typing import Any

import pytest

from standards.reading.reader import read_file
from tests.reading.documents import SOURCES, codes, section, texts


@pytest.fixture(name="negotiating", scope="module")
def negotiating_fixture() -> dict[str, Any]:
    return read_file(SOURCES / "LSIAG11-cy.txt").to_json()


@pytest.fixture(name="interacting", scope="module")
def interacting_fixture() -> dict[str, Any]:
    return read_file(SOURCES / "LSIAG04-cy.txt").to_json()


def test_urn_and_title_are_read_from_the_text(negotiating: dict[str, Any]) -> None:
    assert (negotiating["urn"], negotiating["urn_from"]) == ("LSIAG11", "text")
    assert negotiating["title"] == {"cy": "Cyd-drafod ar ran cleientiaid"}
    assert negotiating["languages"] == ["cy"]
    assert len(negotiating["overview"]["cy"]) == 2


def test_every_item_is_found_behind_its_no_break_space(negotiating: dict[str, Any]) -> None:
    performance, knowledge = section(negotiating), section(negotiating, "knowledge")
    assert [each["printed"] for each in performance["criteria"]] == [str(n) for n in range(1, 13)]
    assert [each["code"] for each in knowledge["criteria"]] == [f"K{n}" for n in range(1, 16)]
    assert performance["criteria"][0]["text"] == {"cy": "adolygu gofynion cleientiaid yn unol â'u hanghenion"}
    assert performance["criteria"][0]["lines"] == [17, 17]
    assert performance["heading"] == {"cy": "Meini prawf perfformiad"}
    assert performance["stem"] == {"cy": "Rhaid i chi allu:"}
    assert not any("\u00a0" in words for words in texts(negotiating, "knowledge", "cy"))


@pytest.mark.parametrize(("document", "one", "other"), [("negotiating", 1, 12), ("interacting", 16, 24)])
def test_an_item_that_repeats_another_is_kept(
    request: pytest.FixtureRequest, document: str, one: int, other: int
) -> None:
    words = texts(request.getfixturevalue(document), "knowledge", "cy")
    assert words[one - 1] == words[other - 1]


def test_a_document_without_metadata_says_so(negotiating: dict[str, Any]) -> None:
    assert codes(negotiating) == {"metadata-missing"}
    assert not any(negotiating["metadata"].values())


def test_urn_is_resolved_by_title_and_original_urn(interacting: dict[str, Any]) -> None:
    assert (interacting["urn"], interacting["urn_from"]) == ("LSIAG04", "catalogue")
    assert interacting["original_urns"] == ["AG04"]
    assert {"urn-from-catalogue", "title-at-end", "register-review-differs"} <= codes(interacting)


def test_title_at_the_end_is_no_part_of_the_last_item(interacting: dict[str, Any]) -> None:
    assert interacting["title"] == {"cy": "Datblygu rhyngweithio gyda chleientiaid"}
    assert (len(texts(interacting, "performance", "cy")), len(texts(interacting, "knowledge", "cy"))) == (29, 38)
    assert texts(interacting, "knowledge", "cy")[-1].endswith("storio gwybodaeth a gofnodwyd yn ddiogel")


def test_metadata_is_read_without_separators(interacting: dict[str, Any]) -> None:
    metadata = interacting["metadata"]
    assert len(metadata.pop("occupations")) == 11
    assert metadata.pop("keywords")[-1] == "cyngor ac arweiniad"
    assert metadata == {
        "developed_by": "Skills for Justice",
        "version": None,
        "approved": "2015-02-28",
        "review": "2020-02-29",
        "validity": "current",
        "status": "original",
        "originating_organisation": "Y Gwasanaeth Gwella Dysgu a Sgiliau",
        "original_urns": ["AG04"],
        "suites": ["Cyngor ac Arweiniad"],
        "soc_codes": [],
    }


def test_wording_is_left_alone(interacting: dict[str, Any]) -> None:
    assert interacting["overview"]["cy"][0].startswith("Mae'r safon hon yn yn ymwneud")


def test_json_has_the_agreed_keys_in_order(negotiating: dict[str, Any]) -> None:
    assert list(negotiating) == [
        *("kind", "urn", "urn_from", "original_urns", "version", "title", "languages", "overview", "sections"),
        *("metadata", "other_sections", "source", "problems"),
    ]
    assert list(section(negotiating)) == ["kind", "heading", "stem", "criteria"]
    first = section(negotiating)["criteria"][0]
    assert list(first) == ["code", "printed", "group", "assessable", "text", "lines", "criteria"]
    assert list(negotiating["problems"][0]) == ["severity", "code", "line", "message"]
    assert list(negotiating["metadata"]) == [
        *("developed_by", "version", "approved", "review", "validity", "status", "originating_organisation"),
        *("original_urns", "occupations", "suites", "keywords", "soc_codes"),
    ]


def test_source_is_named_with_its_hash(negotiating: dict[str, Any]) -> None:
    assert negotiating["source"] == {
        "name": "LSIAG11-cy.txt",
        "sha256": "5183ec89914ccb60c24371ac1e0cea6bd8904f5ebbb185ac9ddbe8255c7e786c",
        "media_type": "text/plain",
    }


def test_the_other_lines_change_nothing(tmp_path: Path) -> None:
    """Windows line ends, a byte order mark and the mark of where a copy came from."""
    content = (SOURCES / "LSIAG11-cy.txt").read_text(encoding="utf-8")
    path = tmp_path / "copy.txt"
    path.write_bytes(b"\xef\xbb\xbf" + ("# source: elsewhere\n\n" + content).replace("\n", "\r\n").encode())
    copy = read_file(path).to_json()
    assert texts(copy, "performance", "cy") == texts(read_file(SOURCES / "LSIAG11-cy.txt").to_json(), language="cy")
    assert section(copy)["criteria"][0]["lines"] == [19, 19]
