"""A criterion is the same one in every installation."""

from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

import pytest

from standards.drafting import Draft, Metadata, Source
from standards.foundation import Text
from standards.identity import criterion_id, edition_of

DRAFT = Draft("nos", "LSIAG11", "text", Text("Teitl"), ("cy",), Source("a.txt", "0" * 64, "text/plain"))


@pytest.mark.parametrize(
    ("metadata", "edition"),
    [
        (Metadata(approved="2015-02-28", version="2"), "2015-02-28"),
        (Metadata(version="2"), "2"),
        (Metadata(), "7"),
    ],
)
def test_edition_is_approval_date_then_version_then_order(metadata: Metadata, edition: str) -> None:
    assert edition_of(replace(DRAFT, metadata=metadata), 7) == edition


def test_criterion_id_is_made_of_urn_edition_and_code() -> None:
    namespace = uuid5(NAMESPACE_URL, "urn:tystio:standards")
    assert criterion_id("LSIAG11", "1", "P1") == uuid5(namespace, "LSIAG11|1|P1")
    assert str(criterion_id("LSIAG04", "2015-02-28", "K38")) == "7384bb5d-1e1f-516e-9619-43fcff1f56c6"


def test_each_part_counts() -> None:
    ids = {criterion_id(urn, edition, code) for urn in ("A1", "A2") for edition in ("1", "2") for code in ("P1", "K1")}
    assert len(ids) == 8
