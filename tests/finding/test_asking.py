"""Questions taken apart: what counts, what the library has not, and what would be an operator elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standards.finding import Asked, ask, marked
from standards.finding.asking import MOST_WORDS
from standards.finding.terms import code_term, code_terms
from standards.foundation import LANGUAGES
from tests.finding.shelf import shelf


def asked(question: str) -> Asked:
    return ask(question, shelf().lookup)


def said(question: str) -> list[str]:
    return [word.said for word in asked(question).words]


@pytest.mark.parametrize("question", ["", "   ", "\0", "🙂", "… — !", "'\"()*:-^~"])
def test_a_question_without_words_asks_nothing(question: str) -> None:
    assert asked(question) == Asked()


@pytest.mark.parametrize("question", ["y a'r", "the of", "yn y, ac i'r"])
def test_words_that_stand_everywhere_are_not_searched(question: str) -> None:
    assert asked(question) == Asked(stopped=True)


def test_operators_are_words_or_nothing() -> None:
    assert said('asesu* NEAR("risgiau", 3) -cleientiaid OR text:x') == ["asesu", "risgiau", "cleientiaid"]
    assert asked("asesu* NEAR(risgiau)").missing == ("NEAR",)


def test_a_word_that_is_nowhere_is_told_as_typed() -> None:
    found = asked("Asesu HypnoTherapi")
    assert [word.said for word in found.words] == ["asesu"]
    assert found.missing == ("HypnoTherapi",)


def test_a_missing_space_is_found() -> None:
    assert said("asesurisgiau") == ["asesu", "risgiau"]
    assert said("gwybodaethddiogelwch") == []


def test_what_is_rare_weighs_more() -> None:
    client, resource = asked("cleientiaid adnoddau").words
    assert client.weight < resource.weight
    assert [word.said for word in asked("cleientiaid adnoddau").rarest] == ["adnoddau", "cleientiaid"]


def test_a_long_question_is_cut() -> None:
    whole = " ".join(word for _name, parts, _codes in shelf().entries for word in parts[0].text.split())
    found = asked(whole)
    assert found.cut
    assert len(found.words) <= MOST_WORDS
    assert asked("a" * 10_000).cut
    assert not asked("asesu risgiau").cut


@pytest.mark.parametrize(
    ("code", "term"),
    [
        ("LSIAG11", "klsiag11"),
        ("k12", "kk12"),
        ("22(2)(ch)(iv)", "k22x2xchxiv"),
        ("WSI-2010-2574-P5", "kwsix2010x2574xp5"),
        ("…", ""),
    ],
)
def test_codes_as_they_are_typed(code: str, term: str) -> None:
    assert code_term(code) == term


def test_codes_are_found_alone_and_together() -> None:
    assert code_terms("LSIAG11", "P3") == {"klsiag11", "kp3", "klsiag11xp3"}
    assert shelf().names("lsiag11/p3")[:1] == ["LSIAG11 P3"]


@given(st.text())
def test_any_question_is_taken(question: str) -> None:
    found = asked(question)
    for language in LANGUAGES:
        assert "".join(piece.words for piece in marked(question, language, found)) == question


MARKED = [
    ("asesu risg", "cy", "Mae asesu’r RISGIAU yn bwysig", ["asesu", "RISGIAU"]),
    ("cleient", "cy", "i'ch gleientiaid, â chleientiaid", ["gleientiaid", "chleientiaid"]),
    ("cyd drafod", "cy", "y broses gyd-drafod", ["gyd-drafod"]),
    ("cyddrafod", "cy", "cyd-drafod ar ran", ["cyd-drafod"]),
    ("assess risks", "en", "assessing the risk", ["assessing", "risk"]),
    ("assess risks", "cy", "asesu'r risgiau", []),
    ("rol y swydd", "cy", "rôl y swydd", ["rôl", "swydd"]),
    ("cleient", "cy", "<script>cleient</script>", ["cleient"]),
]


@pytest.mark.parametrize(("question", "language", "text", "hits"), MARKED)
def test_words_are_marked_as_they_stand(question: str, language: str, text: str, hits: list[str]) -> None:
    (code,) = (one for one in LANGUAGES if one == language)
    pieces = marked(text, code, asked(question))
    assert [piece.words for piece in pieces if piece.hit] == hits
    assert "".join(piece.words for piece in pieces) == text
