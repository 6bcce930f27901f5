"""A witness on a phone: no account, in either language, with and without scripts."""

import re

import pytest
from flask import Flask
from playwright.sync_api import expect

from portfolio.evidence.queries import picker
from portfolio.evidence.services import Wish
from portfolio.learning.models import Portfolio
from portfolio.links.services import Asking, Outsider
from portfolio.people.models import Account
from portfolio.witnesses import services
from tests.browser.conftest import WIDE, Windows
from tests.browser.pages import Learner
from tests.browser.watching import NARROW
from tests.browser.words import Words
from tests.studies import acting

pytestmark = pytest.mark.browser


def a_link(app: Flask) -> str:
    """Ask as a learner of the demonstration centre; gives the token."""
    with acting(app) as work:
        account = work.session.query(Account).where(Account.email == "elen@cwmafon.example.org").one()
        portfolio = work.session.query(Portfolio).where(Portfolio.account_id == account.id).first()
        assert portfolio is not None
        unit = picker(work.session, portfolio.id).open_units[0]
        work.actor = Outsider(account.id, account.public_id, portfolio.provider_id)
        made = services.ask(work, portfolio, Asking("Nia Bowen"), [Wish(unit.id, unit.outline.assessable[0].id)])
        return services.make_link(work, made)


@pytest.mark.parametrize(
    ("language", "width", "javascript"), [("cy", NARROW, True), ("en", WIDE, True), ("en", NARROW, False)]
)
def test_a_witness_on_a_phone(windows: Windows, site_app: Flask, language: str, width: int, javascript: bool) -> None:
    token = a_link(site_app)
    window = Learner(windows.open(language, width=width, javascript=javascript), Words(language))
    page, say = window.page, window.say
    page.goto(f"/witness/{token}")
    expect(page.locator(".ty-navigation")).to_have_count(0)
    window.check()
    window.fill("Your job", "Arweinydd tîm")
    window.fill("How do you know the learner?", "Rheolwr")
    window.choose("Do you have occupational competence in this work?", "No, I testify as somebody who was there")
    window.choose("Who else is shown or named in it?", "Nobody else who could be recognised")
    page.locator("[name=happened_on]").nth(0).fill("3")
    page.locator("[name=happened_on]").nth(1).fill("3")
    page.locator("[name=happened_on]").nth(2).fill("2026")
    window.fill("What did you see?", "Gwrandawodd yn astud.")
    window.press("Sign and send")
    expect(page.locator(".govuk-error-summary")).to_contain_text(say("Tick this to sign your testimony."))
    page.get_by_label(say("I saw this myself, I wrote this myself, and it is true.")).check()
    window.press("Sign and send")
    expect(page.locator("h1")).to_have_text(say("Your testimony is signed"))
    expect(page.locator("main")).to_contain_text("Gwrandawodd yn astud.")
    window.check()
    answer = page.request.get(re.sub(r"/witness/.*", f"/witness/{token}", page.url))
    assert answer.status == 410
