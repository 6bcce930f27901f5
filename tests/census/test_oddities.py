"""Odd questions to real addresses: never an error of ours, never more than was asked for."""

import pytest

from tests.census.asking import Census
from tests.census.table import table

NUMBERS = ("page", "revision")
FILTERS = (
    "kind",
    "sort",
    "text",
    "status",
    "unit",
    "language",
    "learner",
    "assessor",
    "role",
    "show",
    "words",
    "search",
)
ODD = ("0", "-1", "²", "", "9" * 9, "9" * 30, "9" * 5000, "%00", "'", "%ED%A0%80")
"""As they stand in an address: no number, too big a number, a sign that closes a string, half a character."""


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_question_is_answered_all_the_same(census: Census, odd: str) -> None:
    question = "&".join(f"{name}={odd}" for name in (*NUMBERS, *FILTERS))
    wrong = []
    for line in table():
        if "GET" in census.methods(line):
            asker = next((each for each in census.askers_at(line)), None)
            if asker and asker.ask(census.app, "GET", f"{census.path(line)}?{question}").status_code >= 500:
                wrong.append(f"{line.route} on {line.thing} as {asker.part}")
    assert wrong == []
