"""Words with their places, and the beginnings of Welsh words."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standards.finding.mutation import mutations, radicals
from standards.finding.terms import forms
from standards.finding.words import folded, words


def said(text: str) -> list[str]:
    return [word.said for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("asesu'r risgiau", ["asesu", "risgiau"]),
        ("asesu’r risgiau neu’r peryglon", ["asesu", "risgiau", "neu", "peryglon"]),
        ("clients' and client's", ["clients", "and", "client"]),
        ("cyd-drafod", ["cyd", "drafod", "cyd-drafod"]),
        ("Wyneb-yn-wyneb, nawr", ["wyneb", "yn", "wyneb", "wyneb-yn-wyneb", "nawr"]),
        ("y swydd/y gweithgareddau", ["y", "swydd", "y", "gweithgareddau"]),
        ("CANIATÁU caniata\u0301u", ["caniatáu", "caniatáu"]),
        ("gwy\u00adbod\u200baeth", ["gwybodaeth"]),
        ("\0 🙂 — … \"'", []),
    ],
)
def test_words_as_readers_see_them(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.said
        assert word.first <= word.last


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_folding_takes_accents_away() -> None:
    assert folded("Tŷ, arwyddocâd, PARTÏON") == "tyarwyddocadpartion"


MUTATED = {
    "cleient": ["gleient", "nghleient", "chleient"],
    "penderfyniad": ["benderfyniad", "mhenderfyniad", "phenderfyniad"],
    "tystiolaeth": ["dystiolaeth", "nhystiolaeth", "thystiolaeth"],
    "gwybodaeth": ["wybodaeth", "ngwybodaeth"],
    "bwrdd": ["fwrdd", "mwrdd"],
    "diben": ["ddiben", "niben"],
    "mesur": ["fesur"],
    "llyfr": ["lyfr"],
    "rhwystr": ["rwystr"],
    "angen": ["hangen"],
}


@pytest.mark.parametrize(("radical", "mutated"), MUTATED.items())
def test_each_mutation_and_back(radical: str, mutated: list[str]) -> None:
    assert list(mutations(radical)) == mutated
    for one in mutated:
        assert radical in list(radicals(one)), one


@pytest.mark.parametrize("word", ["chwarae", "ffin", "nod", "sefydlu", "haf", "dd", "", "x"])
def test_what_does_not_mutate_stays(word: str) -> None:
    assert list(mutations(word)) == []


@given(st.text(alphabet="abcdefghilmnoprstuwyâŵ", min_size=3, max_size=12))
def test_every_mutation_can_be_undone(word: str) -> None:
    for mutated in mutations(word):
        assert word in list(radicals(mutated))


def test_only_dictionary_words_are_undone_in_the_index() -> None:
    assert forms("gleientiaid", "cy").roots == {"gleientiaid", "cleientiaid"}
    assert forms("gleientiaid", "en").roots == {"gleientiaid"}
    assert "qwrtiaid" not in forms("gwrtiaid", "cy").all


def test_a_lemma_is_no_replacement_of_the_word() -> None:
    """The dictionary takes *cleient* for a form of *cleio*: the word itself must stay findable."""
    assert "cleient" in forms("cleient", "cy").all
    assert "cleient" in forms("nghleientiaid", "cy").all


@pytest.mark.parametrize(("word", "lemma"), [("risks", "risk"), ("assessing", "assess"), ("agencies", "agency")])
def test_english_lemmas(word: str, lemma: str) -> None:
    assert lemma in forms(word, "en").all


def test_mutated_forms_of_the_language_are_found() -> None:
    """Of all mutated forms of these nouns and verbs, nearly all lead back to the word."""
    nouns = "asesiad cais cytundeb dogfen gofyn gweithdrefn llais mesur nodwedd pobl rhaglen teulu tasg plentyn".split()
    found = Counter(word in forms(one, "cy").all for word in nouns for one in mutations(word))
    assert found[True] / found.total() > 0.9
