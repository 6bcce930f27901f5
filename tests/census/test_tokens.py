"""No form is taken without the token of the page that showed it to this person."""

import pytest

from tests.census.asking import Census
from tests.census.people import signed_out
from tests.census.table import by_slice

SLICES = by_slice()


@pytest.mark.parametrize("slice_name", SLICES)
def test_without_a_token_nothing_is_taken(census: Census, slice_name: str) -> None:
    assert list(census.unguarded(SLICES[slice_name], token="")) == []


@pytest.mark.parametrize("slice_name", SLICES)
def test_the_token_of_another_session_counts_for_nothing(census: Census, slice_name: str) -> None:
    assert list(census.unguarded(SLICES[slice_name], token=signed_out(census.app).token)) == []


def test_taking_forms_without_tokens_would_be_seen(census: Census, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(census.app.config, "WTF_CSRF_ENABLED", False)
    found = list(census.unguarded(SLICES["people"], token=""))
    assert "people.account on nothing as owner: 422 without its token" in found
    assert "people.qualify on member: changed something without its token" in found
