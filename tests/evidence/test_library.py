"""The library of one's own evidence: filters, pages, where each is used, and what it costs to ask."""

import pytest
from flask import Flask

from assessments.judging.rules import Outcome
from tests.client import Page, PageClient
from tests.databases import queries_at_most
from tests.evidence.conftest import SignIn
from tests.evidence.items import draft, put_forward
from tests.factories import Centre
from tests.studies import Study, acting, judge

MOST_STATEMENTS = 13
"""One of them asks what was submitted elsewhere, on the page of a piece of evidence."""
WITH_WHAT_IS_PLANNED = MOST_STATEMENTS + 1
"""The form asks which activities it can be for."""


def titles(page: Page) -> list[str]:
    return [row[0].split(" Something")[0] for row in page.table(page.main.caption.get_text())[1:]]  # type: ignore[union-attr]


def test_each_row_says_where_it_is_used(app: Flask, ffion: PageClient, study: Study) -> None:
    put_forward(app, study, "0:P1", "0:K1", "1:P2", files=(("a.txt", b"a"),))
    page = ffion.get("/evidence")
    (row,) = page.table("Items of evidence: 1")[1:]
    assert row[0].endswith("Files: 1")
    assert row[1:] == ["27 January 2026", "ZZTST11: P1, K1 ZZTST12: P2", "Waiting for the assessor"]


def test_filters(app: Flask, ffion: PageClient, centre: Centre, study: Study) -> None:
    draft(app, study, "Draft")
    put_forward(app, study, "1:P1", title="Waiting")
    judged = put_forward(app, study, "0:K1", title="Came back")
    with acting(app, centre.trainee) as work:
        judge(work, study, judged, Outcome.REFERRED)
    found = {
        "status=draft": ["Draft"],
        "status=waiting": ["Waiting"],
        "status=referred": ["Came back"],
        "status=submitted": ["Came back", "Waiting"],
        f"unit={study.units[1]}": ["Waiting"],
        "kind=product&language=en": ["Came back", "Waiting", "Draft"],
        "status=nonsense&page=x": ["Came back", "Waiting", "Draft"],
    }
    for query, expected in found.items():
        assert titles(ffion.get(f"/evidence?{query}")) == expected, query
    assert ffion.get("/evidence?language=cy").main.table is None


def test_pages(app: Flask, ffion: PageClient, study: Study) -> None:
    for number in range(21):
        draft(app, study, f"Draft {number:02}")
    page = ffion.get("/evidence?status=draft")
    assert titles(page)[0] == "Draft 20"
    assert len(titles(page)) == 20
    page = ffion.get(page.link("Next page"))
    assert titles(page) == ["Draft 00"]
    assert titles(ffion.get("/evidence?page=99")) == ["Draft 00"]
    assert ffion.get("/evidence?_scheme=javascript&_external=1").link("Next page") == "/evidence?page=2"


@pytest.mark.parametrize("number", [3, 30])
def test_it_takes_as_many_statements_for_many_as_for_few(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, number: int
) -> None:
    keys = [f"{unit}:{code}" for unit in (0, 1) for code in ("P1", "P2", "K1")]
    made = ""
    for place in range(number):
        made = put_forward(app, study, *keys, title=f"Title {place}", files=(("a.txt", b"a"), ("b.txt", b"b")))
    ffion, manager = as_someone(centre.ffion), as_someone(centre.manager)
    for client in (ffion, manager):
        # A process reads a standard's texts once.
        client.get(f"/evidence/{made}")
        client.get(f"/portfolios/{study.portfolio}/evidence")
        for address in (f"/portfolios/{study.portfolio}/evidence", f"/evidence/{made}"):
            with queries_at_most(MOST_STATEMENTS, address):
                client.get(address)
    with queries_at_most(WITH_WHAT_IS_PLANNED, "edit"):
        ffion.get(f"/evidence/{made}/edit")
    for address in ("/evidence", f"/evidence/{made}/submit", f"/evidence/{made}/withdraw"):
        with queries_at_most(MOST_STATEMENTS, address):
            ffion.get(address)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "You are not enrolled on a qualification yet."),
        ("cy", "Nid ydych wedi ymrestru ar gymhwyster eto."),
    ],
)
def test_somebody_without_an_enrolment_is_told_what_comes_first(
    as_someone: SignIn, centre: Centre, language: str, told: str
) -> None:
    page = as_someone(centre.ffion, language).get("/evidence")
    page.says(told)
    assert "once the learner submits it" not in page.text
