"""Equal and near criteria are found with their reason, all of them and no others, however many there are."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standards.crosswalk import NEAR, Asked, Reason, asked_words, groups, likeness_key, nearest
from standards.foundation import Text, TextStatus
from tests.library.drafts import published_document

RECURRING = "comply with all legal, professional and organisational requirements relating to "


def asked(*said: str) -> list[Asked[int]]:
    return [Asked(number, asked_words(Text(en=one), (), "en")) for number, one in enumerate(said)]


def test_what_recurs_in_the_published_units_is_found() -> None:
    criteria = [
        Asked((urn, one.code), asked_words(one.text, (), "cy"))
        for urn in ("LSIAG04", "LSIAG11")
        for one in published_document(urn).criteria()
    ]
    found = groups(criteria)
    equal = [set(group.members) for group in found if group.reason is Reason.EQUAL]
    assert {("LSIAG11", "K1"), ("LSIAG11", "K12")} in equal
    assert any({("LSIAG04", "K16"), ("LSIAG04", "K24")} <= one for one in equal)
    assert any(len({urn for urn, _code in group.members}) == 2 for group in found)


def test_what_every_unit_of_the_suite_asks_is_near_and_nothing_else() -> None:
    own, others = (
        [Asked(one.code, asked_words(one.text, (), "cy")) for one in published_document(urn).criteria()]
        for urn in ("LSIAG11", "LSIAG04")
    )
    near = {key: found for key, found in nearest(own, others).items() if key.startswith("P")}
    assert near == {"P11": ["P29"], "P12": ["P28"]}
    assert nearest(own, others)["K12"][0] == "K1"


def test_near_criteria_are_told_with_how_near() -> None:
    said = (RECURRING + "data", RECURRING.upper() + "DATA", RECURRING + "care", "greet every visitor by name")
    equal, near = groups(asked(*said))
    assert (equal.members, equal.reason, equal.similarity) == ((0, 1), Reason.EQUAL, 1.0)
    assert (near.members, near.reason) == ((0, 1, 2), Reason.NEAR)
    assert near.similarity == pytest.approx(10 / 14)


def test_one_other_word_among_few_is_another_thing() -> None:
    assert groups(asked("clear the desk", "clear the table")) == []
    assert groups(asked("", "", "...")) == []


def test_only_official_words_of_a_criterion_and_all_under_it_are_compared() -> None:
    working = Text("adolygu", "review", en_status=TextStatus.WORKING_TRANSLATION)
    assert asked_words(working, (), "en") == ""
    assert asked_words(working, (Text(en="only"),), "cy") == ""
    assert asked_words(working, (Text("Yn ofalus"),), "cy") == "adolygu yn ofalus"


def test_the_key_is_shared_by_equal_words_only() -> None:
    one, same, other = asked("Agree goals.", "agree goals", "agree no goals")
    assert likeness_key(one.words) == likeness_key(same.words) != likeness_key(other.words)
    assert likeness_key("") is None


WORDS = st.lists(st.sampled_from("a b c d".split()), min_size=1, max_size=9)


@given(said=st.lists(WORDS, max_size=14))
@settings(max_examples=200)
def test_nothing_near_is_left_out_and_nothing_else_is_let_in(said: list[list[str]]) -> None:
    """As the long way tells, each criterion with each: what stands alone is near to the first of no group."""
    found = [
        group
        for group in groups(Asked(number, " ".join(one)) for number, one in enumerate(said))
        if group.reason is Reason.NEAR
    ]
    for group in found:
        least = min(shared(said[group.members[0]], said[number]) for number in group.members)
        assert least == pytest.approx(group.similarity)
        assert least >= NEAR
    inside = {number for group in found for number in group.members}
    alone = [one for number, one in enumerate(said) if number not in inside]
    for one in alone:
        others = [other for other in alone if other != one] + [said[group.members[0]] for group in found]
        assert all(shared(one, other) < NEAR for other in others)


def shared(one: list[str], other: list[str]) -> float:
    """The share of all neighbouring words that both have."""
    first, second = (set(pairwise(["", *said, ""])) for said in (one, other))
    return len(first & second) / len(first | second)


def test_a_sentence_in_a_thousand_variants_is_one_group() -> None:
    (found,) = groups(asked(*(f"{RECURRING}matter{number}" for number in range(1000))))
    assert len(found.members) == 1000


PIECES = st.lists(st.sampled_from("greet every visitor by name at the door".split()), min_size=1, max_size=6).map(
    " ".join
)


@given(own=st.lists(PIECES, max_size=5), others=st.lists(PIECES, max_size=12))
@settings(max_examples=150)
def test_the_nearest_are_all_that_are_near_and_the_nearest_come_first(own: list[str], others: list[str]) -> None:
    mine, theirs = ([Asked(str(at), said) for at, said in enumerate(every)] for every in (own, others))
    found = nearest(mine, theirs)
    for at, said in enumerate(own):
        near = {
            str(place)
            for place, other in enumerate(others)
            if other != said and shared(said.split(), other.split()) >= NEAR
        }
        told = found.get(str(at), [])
        assert set(told) == near
        shares = [shared(said.split(), others[int(place)].split()) for place in told]
        assert shares == sorted(shares, reverse=True)
