"""Odd questions to real addresses: never an error of ours, never more than was asked for."""

from collections.abc import Callable, Iterator

import pytest
from werkzeug.datastructures import MultiDict

from tests.census.asking import Census
from tests.census.filling import FILTERS, NUMBERS, forms, odd_choices
from tests.census.people import Asker
from tests.census.table import table

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


TYPED = ("\0", "²", "-1", "9" * 30, "’" * 6000, "<b>\r\n\r\n</b>", "=1+1", "a@b.c")
"""As somebody might type, paste or send it: where it is wrong, the form says so."""


@pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
def test_a_form_with_odd_words_is_answered_all_the_same(census: Census, typed: str) -> None:
    assert list(failing(census, lambda asker, path: forms(asker, census, path, typed))) == []


def test_a_choice_that_is_none_is_answered_all_the_same(census: Census) -> None:
    assert list(failing(census, lambda asker, path: odd_choices(asker, census, path, "\u00b2"))) == []


def failing(census: Census, asked: Callable[[Asker, str], Iterator[MultiDict[str, str]]]) -> Iterator[str]:
    """Send forms of every page that has any, as somebody who may; name those that end in an error of ours."""
    for line in table():
        asker = next((each for each in census.askers_at(line)), None)
        if asker is None or not census.methods(line, ("GET",)) or not census.methods(line, ("POST",)):
            continue
        for sent in asked(asker, census.path(line)):
            answer = asker.client(census.app).post(census.path(line), data=sent, buffered=True)
            if answer.status_code >= 500:
                yield f"{line.route} on {line.thing} as {asker.part}"
            if answer.status_code < 400:
                census.restore()
