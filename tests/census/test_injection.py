"""Markup and statements of SQL in every place that takes words: none comes alive (the long form runs the scanners)."""

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote_plus, urlencode

import pytest
from sqlalchemy import text
from sqlalchemy.sql.operators import ColumnOperators
from werkzeug.test import TestResponse

from tests.census.asking import Census
from tests.census.filling import FILTERS, NUMBERS, forms
from tests.census.people import Asker
from tests.census.table import table
from tests.client import Page
from tests.crawls.scripts import EVIL, SHORT, dangers
from tests.page_rules import attr

PAIRS = (("zz' OR '1' < '2", "zz' OR '2' < '1"), ("0 OR 1<2", "0 OR 2<1"))
"""The same words in another order: a database that runs them says yes to the first and no to the second."""
TOKEN = re.compile(r'name="csrf_token"[^>]*>')


Place = tuple[Asker, str]


def places(census: Census) -> Iterator[Place]:
    """Every page once, as somebody who may see it."""
    for line in {census.path(line): line for line in table() if census.methods(line, ("GET",))}.values():
        asker = next(census.askers_at(line), None)
        if asker is not None:
            yield asker, census.path(line)


def filters(page: TestResponse) -> set[str]:
    """What a page's own filters ask for."""
    found = Page(page, "").soup.select("form[method=get i] [name]") if "<form" in page.text else []
    return {attr(each, "name") for each in found}


def question(census: Census, place: Place, names: set[str], words: str) -> TestResponse:
    asker, path = place
    return asker.ask(census.app, "GET", f"{path}?{urlencode(dict.fromkeys(sorted(names), words))}")


def alive(path: str, answer: TestResponse) -> list[str]:
    """What of the words came alive in an answer."""
    shown = answer.mimetype == "text/html" and EVIL in answer.text
    return [f"{path}: {danger}" for danger in (dangers(answer.text) if shown else ())]


def in_addresses(census: Census) -> Iterator[str]:
    """Where words in an address come alive, as markup or in the database."""
    for place in places(census):
        answer = question(census, place, {*FILTERS, *NUMBERS}, SHORT)
        yield from alive(place[1], answer)
        names = filters(answer) if answer.mimetype == "text/html" else set()
        yield from (f"{place[1]}: {pair}" for pair in PAIRS if names and is_run(census, place, names, pair))


def is_run(census: Census, place: Place, names: set[str], pair: tuple[str, str]) -> bool:
    """Whether the answer hangs on what a database would make of the words, each time: a minute may pass between."""
    return all(len({answered(census, place, names, words) for words in pair}) > 1 for _time in range(3))


def answered(census: Census, place: Place, names: set[str], words: str) -> tuple[int, tuple[str, ...]]:
    answer = question(census, place, names, words)
    return answer.status_code, tuple(without(answer, words))


def in_forms(census: Census) -> Iterator[str]:
    """Where markup in a form comes alive in the page that says what is wrong with it."""
    for line in table():
        asker = next(census.askers_at(line), None)
        if asker is None or not census.methods(line, ("GET",)) or not census.methods(line, ("POST",)):
            continue
        for sent in forms(asker, census, census.path(line), SHORT):
            answer = asker.client(census.app).post(census.path(line), data=sent, buffered=True)
            yield from alive(census.path(line), answer)
            if answer.status_code < 400:
                census.restore()


def without(answer: TestResponse, words: str) -> list[str]:
    """What a page says beside the words that were asked for, in any order, and beside the token, new each time."""
    said = unquote_plus(html.unescape(TOKEN.sub("", answer.text))).replace(words, "").replace(words.lower(), "")
    return sorted(re.findall(r"\w+", said))


def test_no_words_in_an_address_come_alive(census: Census) -> None:
    assert list(in_addresses(census)) == []


def test_no_words_in_a_form_come_alive(census: Census) -> None:
    assert list(in_forms(census)) == []


def people(census: Census) -> Place:
    return next((asker, path) for asker, path in places(census) if path == "/people")


def test_pages_that_trust_what_is_asked_would_be_seen(census: Census, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(census.app.jinja_env, "autoescape", False)
    monkeypatch.setattr(census.app.jinja_env, "cache", {})
    place = people(census)
    assert f"/people: <{EVIL}>" in alive(place[1], question(census, place, {"words"}, SHORT))


def test_a_search_that_is_put_together_from_words_would_be_seen(
    census: Census, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_run(census, people(census), {"words"}, PAIRS[0])
    monkeypatch.setattr(ColumnOperators, "contains", lambda column, words, **_named: text(f"{column} LIKE '%{words}%'"))
    assert is_run(census, people(census), {"words"}, PAIRS[0])
