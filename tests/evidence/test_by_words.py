"""Criteria are suggested by the words of title and account, with these marked, and stay off once turned off."""

import pytest
from flask import Flask

from portfolio.evidence.models import Evidence, SuggestionOff
from portfolio.evidence.queries import claims_of
from standards.foundation import Role
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.evidence.conftest import SignIn
from tests.evidence.items import row, write
from tests.factories import Centre
from tests.library.drafts import both, small_draft, with_words
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
