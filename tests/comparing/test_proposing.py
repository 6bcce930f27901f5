"""Rows that do not agree are proposed by number or place alone, and nothing is settled by a proposal."""

from standards.pairing import pair
from standards.proposing import proposals
from tests.comparing.test_pairing import criterion, document


def proposed(welsh: tuple[str | None, ...], english: tuple[str | None, ...]) -> list[tuple[str, str, str]]:
    """What is proposed for criteria before which this is printed."""
    cy = document("cy", *(criterion("cy", f"K{n}", f"peth {n}", mark) for n, mark in enumerate(welsh, start=1)))
    en = document("en", *(criterion("en", f"K{n}", f"thing {n}", mark) for n, mark in enumerate(english, start=1)))
    found = pair(cy, en)
    assert found.open
    (section,) = found.sections
    return [(code, one.code, reason.value) for code, (one, reason) in proposals(section.rows).items()]


def test_with_another_number_of_criteria_the_same_number_is_proposed() -> None:
    assert proposed(("1", "2"), ("1", "2", "3")) == [("K1", "K1", "number"), ("K2", "K2", "number")]
    assert proposed(("1", "2", "3"), ("K3", "K1")) == [("K1", "K2", "number"), ("K3", "K1", "number")]


def test_where_nothing_is_printed_our_own_number_is_proposed() -> None:
    assert proposed((None, None), (None,)) == [("K1", "K1", "number")]


def test_the_welsh_alphabet_counts_as_it_does() -> None:
    assert proposed(("a", "b", "c", "ch"), ("a", "b", "c", "d", "e"))[3] == ("K4", "K4", "number")


def test_in_sections_of_as_many_the_place_is_proposed_where_the_numbers_differ() -> None:
    assert proposed(("1", "2"), ("1", "9")) == [("K2", "K2", "place")]


def test_what_could_be_either_of_two_is_not_proposed() -> None:
    assert proposed(("1", "1"), ("1", "1", "2")) == []
    assert proposed(("1", "1", "2"), ("1",)) == []
    assert proposed(("1",), ("7", "8")) == []
