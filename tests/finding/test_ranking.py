"""What the questions of the test set find over the shipped standards, every entry ranked."""

import pytest

from standards.finding import Part, ask, rank
from tests.finding.shelf import Question, Shelf, questions, recall, reciprocal_rank, shelf


def rightness(question: Question) -> list[bool]:
    said = ((one.entry[0], " ".join(part.text for part in one.entry[1])) for one in shelf().find(question.query))
    return [question.right(name, words) for name, words in said]


def test_there_are_enough_questions() -> None:
    assert len({question.query for question in questions()}) >= 60


@pytest.mark.parametrize("question", questions(), ids=lambda one: one.query)
def test_what_answers_stands_among_the_first_five(question: Question) -> None:
    right = rightness(question)
    assert recall(question, right) == 1
    assert reciprocal_rank(question, right) == 1


@pytest.mark.parametrize("question", [one for one in questions() if one.first], ids=lambda one: one.query)
def test_what_answers_best_comes_first(question: Question) -> None:
    assert shelf().names(question.query)[0] == question.first


def found(question: str, *texts: str) -> list[str]:
    """The texts that answer, the best first."""
    small = Shelf([(text, [Part("cy", text)], ()) for text in texts])
    return [one.entry for one in rank(ask(question, small.lookup), ((text, [Part("cy", text)], ()) for text in texts))]


EVIDENCE = {
    "tystiolaeth": "casglu tystiolaeth",
    "dystiolaeth": "eitem o dystiolaeth",
    "thystiolaeth": "gwaith a thystiolaeth",
}


@pytest.mark.parametrize("word", EVIDENCE)
def test_evidence_is_found_in_any_mutation_as_typed_first(word: str) -> None:
    answers = found(word, *EVIDENCE.values())
    assert set(answers) == set(EVIDENCE.values())
    assert answers[0] == EVIDENCE[word]


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("dichonoldeb", "gwirio dichonoldeb", "gwirio ei ddichonoldeb"),
        ("asesu risg", "asesu'r risg", "asesu'r risgiau"),
        ("asesu risgiau", "asesu'r risgiau", "risgiau wrth asesu"),
        ("asesu risgiau", "risgiau i bobl eraill sydd yno pan ydych yn asesu", "asesu pobl"),
        ("rôl", "y rôl hon", "y rol hon"),
        ("risgiau", "risgiau", "risgiau a pheryglon o bob math"),
    ],
)
def test_exact_whole_near_early_and_short_come_first(question: str, better: str, worse: str) -> None:
    assert found(question, worse, better) == [better, worse]


def test_those_that_answer_alike_keep_their_order() -> None:
    assert found("risgiau", "risgiau mawr", "risgiau bach") == ["risgiau mawr", "risgiau bach"]
    assert found("risgiau", "risgiau bach", "risgiau mawr") == ["risgiau bach", "risgiau mawr"]
