"""What leaves is what the official schemas of CASE and the examples of Moodle and Mahara say it is."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from standards.catalogue.shelf import shipped
from standards.drafting import Draft
from standards.interchange.case.packages import of_document, with_package
from standards.interchange.moodle import COLUMNS, moodle_csv
from standards.interchange.yaml_file import load_standard
from tests.case_schemas import faults
from tests.interchange.standards import actions, drafts, written
from tests.interchange.test_mahara import framework
from tests.library.drafts import small_draft
from tests.reading.documents import SHARED

EXAMPLES = SHARED / "cases" / "interop" / "moodle-mahara"

pytestmark = pytest.mark.cases


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_what_ships_is_valid(path: Path) -> None:
    for found in written(load_standard(path)).values():
        assert faults("getCFPackage", found) == []
        assert faults("getCFDocument", with_package(found["CFDocument"], "https://x.example")) == []
        for item in found["CFItems"]:
            assert faults("getCFItem", of_document(item, found["CFDocument"])) == []
        for association in found["CFAssociations"]:
            assert faults("getCFAssociation", of_document(association, found["CFDocument"])) == []


@given(draft=drafts())
@settings(max_examples=25)
def test_any_standard_is_valid(draft: Draft) -> None:
    for found in written(draft).values():
        assert faults("getCFPackage", found) == []


def test_the_schema_finds_what_is_wrong() -> None:
    found = written(actions())["cy"]
    found["CFDocument"] |= {"identifier": "0196d2f4-3c7d-7cc3-98c4-dc0c0c07398f", "colour": "red"}
    assert len(faults("getCFPackage", found)) == 2


def test_moodle_s_columns_are_those_of_its_example() -> None:
    with (EXAMPLES / "moodle-lpimportcsv-example.csv").open(encoding="utf-8", newline="") as file:
        head, framework, *competencies = csv.reader(file)
    assert tuple(head) == COLUMNS
    ours = list(csv.reader(io.StringIO(moodle_csv(small_draft(), "2026-01-31", "en"), newline="")))
    filled = [[bool(cell) for cell in row] for row in (framework, ours[1])]
    assert filled[0] == filled[1]
    assert {len(row) for row in ours} == {len(COLUMNS)}
    assert (ours[1][4], ours[1][12], ours[1][13]) == (framework[4], framework[12], framework[13])
    assert json.loads(ours[1][6]) == json.loads(framework[6])
    plain = next(row for row in competencies if not row[10])
    assert ours[2][7:10] == plain[7:10]


@pytest.mark.parametrize("name", ["english", "te_reo_maori"])
def test_mahara_s_structure_is_that_of_its_examples(name: str) -> None:
    text = (EXAMPLES / f"mahara-nz_teaching_standards_{name}.matrix").read_text(encoding="utf-8")
    theirs, ours = json.loads(text, strict=False)["framework"], framework(small_draft())
    assert list(ours) == list(theirs)
    assert [list(one) for one in ours["evidencestatuses"]] == [list(one) for one in theirs["evidencestatuses"]]
    assert set(ours["standards"][0]) == set(theirs["standards"][0])
    assert set(ours["standardelements"][0]) == set(theirs["standardelements"][0])
    assert {type(one["standardid"]) for one in ours["standards"]} == {int}
    assert isinstance(ours["standardelements"][0]["elementid"], type(theirs["standardelements"][0]["elementid"]))
