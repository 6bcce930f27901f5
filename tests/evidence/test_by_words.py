"""Criteria are suggested by the words of title and account, with these marked, and stay off once turned off."""

import re

import pytest
from flask import Flask

from portfolio.evidence import queries
from portfolio.evidence.models import Evidence, SuggestionOff
from portfolio.evidence.queries import claims_of
from standards.foundation import Role
from tests.client import Page, PageClient
from tests.databases import queries_at_most
from tests.evidence.conftest import SignIn
from tests.evidence.items import row, write
from tests.factories import Centre
from tests.library.drafts import both, small_draft, with_words
from tests.page_rules import attr
from tests.studies import Study, acting, enrol, publish_qualification

HEADING = "Suggested by your words"
ROOM = both("clirio'r ystafelloedd mawr cyn i bob ymwelydd ddod", "clear the large rooms before visitors come")
TALK = both("gwrando ar gleientiaid yn ofalus", "listen to clients with care")


@pytest.fixture(name="spoken")
def spoken_fixture(app: Flask, centre: Centre) -> Study:
    drafts = [with_words(small_draft(urn), "P1", said) for urn, said in (("ZZTST11", ROOM), ("ZZTST12", TALK))]
    with acting(app) as work:
        return enrol(work, centre, centre.ffion, publish_qualification(work, drafts=drafts))


@pytest.fixture(name="reader")
def reader_fixture(as_someone: SignIn, centre: Centre) -> PageClient:
    return as_someone(centre.ffion)


def written(app: Flask, study: Study, title: str, words: str, *keys: str) -> str:
    with acting(app, study.learner, Role.LEARNER) as work:
        return write(work, study, title, *keys, words=words).public_id


@pytest.mark.parametrize(
    ("words", "language", "hits"),
    [
        ("I sat with a client and listened.", "en", ["listen", "clients"]),
        ("Bues i'n gwrando ar gleient.", "cy", ["gwrando", "gleientiaid"]),
    ],
)
def test_criteria_are_suggested_by_words_in_any_form(
    app: Flask,
    centre: Centre,
    spoken: Study,
    as_someone: SignIn,
    words: str,
    language: str,
    hits: list[str],
) -> None:
    made = written(app, spoken, "A visit", words)
    page = as_someone(centre.ffion, language).get(f"/evidence/{made}")
    assert [mark.get_text() for mark in page.main.select("#suggested mark")] == hits
    assert [code.get_text() for code in page.main.select("#suggested .ty-criteria__code")] == ["P1"]


def test_one_shared_word_says_too_little(app: Flask, spoken: Study, reader: PageClient) -> None:
    made = written(app, spoken, "A client", "Nothing else.")
    assert HEADING not in reader.get(f"/evidence/{made}").text


def test_what_is_claimed_already_is_not_suggested(app: Flask, spoken: Study, reader: PageClient) -> None:
    made = written(app, spoken, "A client", "I listened.", "1:P1")
    assert HEADING not in reader.get(f"/evidence/{made}").text


def test_one_press_claims_it(app: Flask, spoken: Study, reader: PageClient) -> None:
    made = written(app, spoken, "A client", "I listened.")
    page = reader.get(f"/evidence/{made}")
    page.says(HEADING, "ZZTST12")
    reader.submit(page, button="Claim this too (ZZTST12 P1)")
    with acting(app) as work:
        assert [one.status for one in claims_of(work.session, row(work, made).id)] == ["draft"]


def test_another_press_turns_it_off_for_good(app: Flask, spoken: Study, reader: PageClient) -> None:
    made, other = (written(app, spoken, title, "I listened.") for title in ("A client", "Another client"))
    page = reader.submit(reader.get(f"/evidence/{made}"), button="Do not suggest this (ZZTST12 P1)")
    assert page.notices == ["This is not suggested for this evidence again. You can still choose it yourself."]
    assert HEADING not in reader.get(f"/evidence/{made}").text
    assert HEADING in reader.get(f"/evidence/{other}").text
    with acting(app) as work:
        assert claims_of(work.session, row(work, made).id) == []


def test_what_asks_the_same_is_turned_off_too(app: Flask, study: Study, ffion: PageClient) -> None:
    made = written(app, study, "A visit", "What I did.", "0:P1")
    page = ffion.submit(ffion.get(f"/evidence/{made}"), button="Do not suggest this (ZZTST12 P1)")
    assert "in the same words as" not in page.text


def test_a_draft_is_discarded_with_what_was_turned_off(app: Flask, spoken: Study, reader: PageClient) -> None:
    made = written(app, spoken, "A client", "I listened.")
    reader.submit(reader.get(f"/evidence/{made}"), button="Do not suggest this (ZZTST12 P1)")
    reader.submit(reader.get(f"/evidence/{made}/discard"))
    with acting(app) as work:
        assert (work.session.query(SuggestionOff).count(), work.session.query(Evidence).count()) == (0, 0)


def test_what_names_no_criterion_turns_nothing_off(app: Flask, spoken: Study, reader: PageClient) -> None:
    made = written(app, spoken, "A client", "I listened.")
    page = reader.get(f"/evidence/{made}")
    reader.submit(page, {"key": "x:P1"}, button="Do not suggest this (ZZTST12 P1)")
    assert HEADING in reader.get(f"/evidence/{made}").text


def asked(page: Page, said: str, **more: object) -> tuple[str, dict[str, object]]:
    """Give where and what the form of evidence asks while somebody types these words."""
    [place] = page.main.select("[data-suggest]")
    token = page.form("Save draft").values["csrf_token"]
    return attr(place, "data-suggest"), {"csrf_token": token, "said": said, **more}


def typed(reader: PageClient, study: Study, said: str, **more: object) -> list[str]:
    """Ask for what words suggest that are being typed; gives the names of the criteria."""
    address, data = asked(reader.get(f"/portfolios/{study.portfolio}/evidence/new"), said, **more)
    answer = reader.browser.post(address, data=data)
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    return re.findall(r'data-suggested="([^"]*)"', answer.text)


def test_words_suggest_while_they_are_typed_and_claim_nothing(app: Flask, spoken: Study, reader: PageClient) -> None:
    key = f"{spoken.units[1]}:P1"
    assert typed(reader, spoken, "A client\nI listened.") == [key]
    assert typed(reader, spoken, "A client") == typed(reader, spoken, "") == []
    for name in ("criteria", "not_suggested"):
        assert typed(reader, spoken, "A client\nI listened.", **{name: [key]}) == []
    with acting(app) as work:
        assert work.session.query(Evidence).count() == 0


def test_what_was_turned_off_is_not_suggested_while_typing(app: Flask, spoken: Study, reader: PageClient) -> None:
    made, other = (written(app, spoken, title, "I listened.") for title in ("A client", "Another client"))
    reader.submit(reader.get(f"/evidence/{made}"), button="Do not suggest this (ZZTST12 P1)")
    assert typed(reader, spoken, "A client\nI listened.", evidence=made) == []
    assert typed(reader, spoken, "A client\nI listened.", evidence=other) == [f"{spoken.units[1]}:P1"]


@pytest.mark.parametrize("begun", [False, True])
def test_what_is_turned_off_while_typing_is_kept_with_the_piece(
    app: Flask, spoken: Study, reader: PageClient, *, begun: bool
) -> None:
    made = written(app, spoken, "A client", "I listened.") if begun else ""
    address = f"/evidence/{made}/edit" if begun else f"/portfolios/{spoken.portfolio}/evidence/new"
    form = reader.get(address).form("Save draft")
    data = form.filled({"title": "A client", "words": "I listened."}, "Save draft")
    for key in (f"{spoken.units[1]}:P1", "x:P1"):
        data.add("not_suggested", key)
    reader.browser.post(address, data=data, content_type="multipart/form-data")
    with acting(app) as work:
        [one] = work.session.query(Evidence)
        assert queries.turned_off(work.session, one.id) == {f"{spoken.units[1]}:P1"}


def test_words_of_others_suggest_nothing_to_those_who_may_not_write(
    app: Flask, as_someone: SignIn, centre: Centre, spoken: Study, reader: PageClient
) -> None:
    address, data = asked(reader.get(f"/portfolios/{spoken.portfolio}/evidence/new"), "A client. I listened.")
    assessor = as_someone(centre.trainee)
    data["csrf_token"] = assessor.get("/account").form().values["csrf_token"]
    answer = assessor.browser.post(address, data=data)
    assert answer.status_code in {403, 404}


@pytest.mark.parametrize("number", [3, 30])
def test_suggestions_while_typing_take_as_many_statements_for_many_units(
    app: Flask, centre: Centre, as_someone: SignIn, number: int
) -> None:
    drafts = [with_words(small_draft(f"ZZTST{each}"), "P1", TALK) for each in range(10, 10 + number)]
    with acting(app) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work, drafts=drafts))
    made, ffion = written(app, study, "A client", "I listened."), as_someone(centre.ffion)
    address, sent = asked(ffion.get(f"/evidence/{made}/edit"), "A client\nI listened.", evidence=made)
    assert ffion.browser.post(address, data=sent).text.count("<li") == min(5, number)
    with queries_at_most(16, "who asks, twice, on PostgreSQL with a lock; the evidence, the units, what words share"):
        ffion.browser.post(address, data=sent)


@pytest.mark.parametrize("number", [3, 30])
def test_suggestions_by_words_take_as_many_statements_for_many_units(
    app: Flask, centre: Centre, as_someone: SignIn, number: int
) -> None:
    drafts = [with_words(small_draft(f"ZZTST{each}"), "P1", TALK) for each in range(10, 10 + number)]
    with acting(app) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work, drafts=drafts))
    made = written(app, study, "A client", "I listened.")
    ffion = as_someone(centre.ffion)
    assert len(ffion.get(f"/evidence/{made}").main.select("#suggested li")) == min(5, number)
    with queries_at_most(18, "the evidence, the units with their criteria, and what their words share with it"):
        ffion.get(f"/evidence/{made}")
