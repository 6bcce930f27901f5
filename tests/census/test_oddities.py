"""Odd questions to real addresses: never an error of ours, never more than was asked for."""

from collections.abc import Iterator

import pytest
from werkzeug.datastructures import MultiDict

from tests.census.asking import Census
from tests.census.people import Asker
from tests.census.table import table
from tests.client import Form, Page
from tests.page_rules import attr

TOKEN = "csrf_token"
WRITTEN = {"", "text", "email", "search", "number", "password", "tel", "date"}
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


TYPED = ("\0", "²", "-1", "9" * 30, "’" * 6000, "<b>\r\n\r\n</b>", "=1+1", "a@b.c")
"""As somebody might type, paste or send it: where it is wrong, the form says so."""


@pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
def test_a_form_with_odd_words_is_answered_all_the_same(census: Census, typed: str) -> None:
    wrong = []
    for line in table():
        asker = next((each for each in census.askers_at(line)), None)
        if asker is None or not census.methods(line, ("GET",)) or not census.methods(line, ("POST",)):
            continue
        for sent in forms(asker, census, census.path(line), typed):
            answer = asker.client(census.app).post(census.path(line), data=sent, buffered=True)
            if answer.status_code >= 500:
                wrong.append(f"{line.route} on {line.thing} as {asker.part}")
            if answer.status_code < 400:
                census.restore()
    assert wrong == []


def forms(asker: Asker, census: Census, path: str, typed: str) -> Iterator[MultiDict[str, str]]:
    """The forms of a page, each with the same words in every field that takes any, then in the hidden ones too."""
    page = Page(asker.ask(census.app, "GET", path), path)
    for tag in page.main.select('form[method="post" i]'):
        form = Form(tag, page)
        written = [each for each in form.fields() if each.name == "textarea" or attr(each, "type") in WRITTEN]
        hidden = [each for each in form.fields() if attr(each, "type") == "hidden" and attr(each, "name") != TOKEN]
        for fields in (written, [*written, *hidden]):
            sent = chosen(form)
            for each in fields:
                sent[attr(each, "name")] = typed
            yield sent


def chosen(form: Form) -> MultiDict[str, str]:
    """What stands in the form, with every box ticked and of each choice the first that is one."""
    sent = form.values.copy()
    for each in form.fields():
        name, value = attr(each, "name"), attr(each, "value") or "on"
        if attr(each, "type") == "checkbox" and value not in sent.getlist(name):
            sent.add(name, value)
        if attr(each, "type") == "radio":
            sent.setdefault(name, value)
        if each.name == "select" and not sent.get(name):
            sent[name] = next((attr(one, "value") for one in each.find_all("option") if attr(one, "value")), "")
    return sent
