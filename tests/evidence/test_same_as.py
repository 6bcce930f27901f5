"""The criteria of another piece of evidence, ticked as well: its notes stay with it, and nothing is saved by that."""

import pytest
from flask import Flask

from portfolio.evidence import services
from portfolio.evidence.models import Claim
from standards.foundation import Role
from standards.qualifications.models import Qualification
from tests.client import Page, PageClient
from tests.databases import queries_at_most
from tests.evidence.conftest import SignIn
from tests.evidence.items import draft, put_forward, row, write
from tests.factories import Centre
from tests.page_rules import attr
from tests.studies import Study, acting, enrol, portfolio_row, submit

LABEL = "The same criteria as this other evidence"


def ticked(page: Page) -> list[str]:
    return [attr(box, "value") for box in page.main.select("input[name=criteria][checked]")]


def test_the_criteria_of_another_piece_are_ticked_without_its_notes(
    app: Flask, study: Study, ffion: PageClient
) -> None:
    other = put_forward(app, study, "0:P1", "1:P1", "1:K1", title="The first visit")
    first, second = study.units
    page = ffion.get(f"/portfolios/{study.portfolio}/evidence/new?criterion={first}:P1")
    page.says(LABEL, "The first visit · 27 January 2026")
    typed = {"copy": "1", "same_as": other, "title": "The next visit", f"criteria-note-{first}:P1": "my own note"}
    page = ffion.submit(page, typed)
    page.says("Ticked as well: 2. Nothing is saved yet; the notes of the other evidence were not copied.")
    assert sorted(ticked(page)) == sorted([f"{first}:P1", f"{second}:P1", f"{second}:K1"])
    assert 'value="The next visit"' in page.html
    assert 'value="my own note"' in page.html
    assert "see P1" not in page.html
    with acting(app) as work:
        assert work.session.query(Claim).count() == 3


def test_they_are_ticked_too_where_evidence_is_used_again(app: Flask, study: Study, ffion: PageClient) -> None:
    other, made = put_forward(app, study, "1:P1", title="Other"), put_forward(app, study, "0:P1")
    page = ffion.submit(ffion.get(f"/evidence/{made}/use-again"), {"same_as": other, "copy": "1"})
    assert ticked(page) == [f"{study.units[1]}:P1"]
    page = ffion.submit(page, button="Continue")
    with acting(app) as work:
        found = work.session.query(Claim).where(Claim.evidence_id == row(work, made).id)
        assert sorted((one.status, one.note) for one in found) == [("draft", ""), ("waiting", "see P1")]


def test_another_learners_evidence_gives_nothing(
    app: Flask, study: Study, centre: Centre, as_someone: SignIn, ffion: PageClient
) -> None:
    with acting(app) as work:
        theirs = enrol(work, centre, centre.owen, work.session.query(Qualification).one())
    with acting(app, centre.owen, Role.LEARNER) as work:
        hidden = submit(work, theirs, theirs.units[0], "Owen's", "P1")
    put_forward(app, study, "1:P1")
    page = ffion.get(f"/portfolios/{study.portfolio}/evidence/new")
    assert "Owen" not in page.main.get_text()
    page = ffion.submit(page, {"same_as": hidden, "copy": "1"})
    page.says("Ticked as well: 0.")
    assert ticked(page) == []


def test_what_is_withdrawn_or_claims_nothing_is_not_offered(app: Flask, study: Study, ffion: PageClient) -> None:
    gone = put_forward(app, study, "0:P1", title="Gone")
    with acting(app, study.learner, Role.LEARNER) as work:
        services.withdraw(work, portfolio_row(work, study), row(work, gone), "Not mine.")
        write(work, study, "Empty")
    assert LABEL not in ffion.get(f"/portfolios/{study.portfolio}/evidence/new").text


@pytest.mark.parametrize("number", [3, 30])
def test_the_choice_takes_as_many_statements_for_much_evidence(
    app: Flask, study: Study, ffion: PageClient, number: int
) -> None:
    for each in range(number):
        draft(app, study, f"Draft {each}")
    page = f"/portfolios/{study.portfolio}/evidence/new"
    assert len(ffion.get(page).main.select("#same_as option")) == number + 1
    with queries_at_most(13, "who asks, the portfolio, its units with their criteria, and the other evidence"):
        ffion.get(page)
