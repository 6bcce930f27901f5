"""Codes are said as shortly as they can be."""

import pytest

from assessments.judging.rules import spans

ORDER = ["P1", "P2", "P3", "P4", "P5", "K1", "K2", "K3"]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ([], []),
        (["P1"], ["P1"]),
        (["P1", "P2"], ["P1", "P2"]),
        (["P1", "P2", "P3"], ["P1–P3"]),
        (["P1", "P3", "P4", "P5"], ["P1", "P3–P5"]),
        (["P4", "P5", "K1", "K2"], ["P4", "P5", "K1", "K2"]),
        (ORDER, ["P1–P5", "K1–K3"]),
    ],
)
def test_what_follows_one_another_is_one_span(chosen: list[str], said: list[str]) -> None:
    assert spans(ORDER, set(chosen)) == said
