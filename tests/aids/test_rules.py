"""What may stand beside evidence, and what a book refuses to be told of it."""

from contextlib import nullcontext

import pytest

from portfolio.aids.events import AidAttached, AidWithdrawn
from portfolio.aids.rules import MOST, How, check_attachable, check_said, other_language
from portfolio.learning.events import Disagrees
from standards.foundation import Facts, Refused

SAID = [
    (How.OWN, "", "Geiriau.", None),
    (How.PERSON, "Mair Puw", "Geiriau.", None),
    (How.MACHINE, "Cyfieithydd", "Geiriau.", None),
    (How.PERSON, " ", "Geiriau.", "aid-needs-how"),
    (How.MACHINE, "", "Geiriau.", "aid-needs-how"),
    (How.OWN, "", " \n", "aid-needs-words"),
]
STANDING = [
    (False, 0, None),
    (False, MOST - 1, None),
    (False, MOST, "aid-too-many"),
    (True, 0, "aid-evidence-withdrawn"),
]


@pytest.mark.parametrize(("how", "made_with", "words", "code"), SAID)
def test_a_translation_says_something_and_how_it_was_made(
    how: How, made_with: str, words: str, code: str | None
) -> None:
    with nullcontext() if code is None else pytest.raises(Refused, match=code):
        check_said(how, made_with, words)


@pytest.mark.parametrize(("withdrawn", "standing", "code"), STANDING)
def test_when_evidence_takes_one(withdrawn: bool, standing: int, code: str | None) -> None:
    with nullcontext() if code is None else pytest.raises(Refused, match=code):
        check_attachable(withdrawn=withdrawn, standing=standing)


def test_there_are_two_languages() -> None:
    assert (other_language("cy"), other_language("en")) == ("en", "cy")


ATTACHED = AidAttached("a", "e", "r2", 2, "cy", "own", "seal")


def facts() -> Facts:
    revisions = {("revision", f"r{n}"): {"evidence": "e", "number": n, "language": "en"} for n in (1, 2)}
    return {("evidence", "e"): {"status": "submitted", "revision": 2}, **revisions}


def test_a_book_tells_of_a_translation_and_of_its_end() -> None:
    book = facts()
    ATTACHED.apply(book)
    assert book["aid", "a"]["status"] == "attached"
    AidWithdrawn("a", "e", 2, "why").apply(book)
    assert (book["aid", "a"]["status"], book["aid", "a"]["reason"]) == ("withdrawn", "why")
    with pytest.raises(Disagrees):
        AidWithdrawn("a", "e", 2, "why").apply(book)


@pytest.mark.parametrize(
    "wrong",
    [
        AidAttached("a", "e", "r1", 1, "cy", "own", "seal"),
        AidAttached("a", "e", "r1", 2, "cy", "own", "seal"),
        AidAttached("a", "e", "r2", 2, "en", "own", "seal"),
    ],
    ids=["an earlier revision", "another revision", "its own language"],
)
def test_a_book_refuses_what_no_service_does(wrong: AidAttached) -> None:
    with pytest.raises(Disagrees):
        wrong.apply(facts())


def test_withdrawn_evidence_takes_none_in_a_book() -> None:
    book = facts()
    book["evidence", "e"]["status"] = "withdrawn"
    with pytest.raises(Disagrees):
        ATTACHED.apply(book)


def test_an_end_names_its_evidence() -> None:
    book = facts()
    ATTACHED.apply(book)
    with pytest.raises(Disagrees):
        AidWithdrawn("a", "other", 2, "why").apply(book)
