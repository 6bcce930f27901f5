"""Every package that leaves is one by the official schema."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from standards.catalogue.shelf import shipped
from standards.drafting import Draft
from standards.interchange.case.packages import of_document, with_package
from standards.interchange.yaml_file import load_standard
from tests.case_schemas import faults
from tests.interchange.standards import actions, drafts, written

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
@settings(max_examples=60)
def test_any_standard_is_valid(draft: Draft) -> None:
    for found in written(draft).values():
        assert faults("getCFPackage", found) == []


def test_the_schema_finds_what_is_wrong() -> None:
    found = written(actions())["cy"]
    found["CFDocument"] |= {"identifier": "0196d2f4-3c7d-7cc3-98c4-dc0c0c07398f", "colour": "red"}
    assert len(faults("getCFPackage", found)) == 2
