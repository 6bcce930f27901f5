"""A translation beside evidence: attached by its owner, read folded by the assessor, withdrawn with a reason."""

import re

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from portfolio.evidence.models import Evidence
from tests.browser.conftest import WIDE, Windows
from tests.browser.pages import Learner
from tests.browser.watching import NARROW
from tests.browser.words import Words
from tests.studies import acting

pytestmark = pytest.mark.browser
TITLE = "Cynnal sgwrs gyda chleient sy'n dawel iawn"
WORDS = "She sat for ten minutes and said **only her name**."


def address(app: Flask) -> str:
    with acting(app) as work:
        return f"/evidence/{work.session.scalars(select(Evidence.public_id).where(Evidence.title == TITLE)).one()}"


@pytest.mark.parametrize(
    ("language", "width", "javascript"), [("cy", NARROW, True), ("en", WIDE, True), ("en", NARROW, False)]
)
def test_a_translation_as_an_aid(
    windows: Windows, site_app: Flask, language: str, width: int, javascript: bool
) -> None:
    evidence = address(site_app)
    window = Learner(windows.open(language, width=width, javascript=javascript), Words(language))
    page, say = window.page, window.say
    window.sign_in("gethin@cwmafon.example.org")
    window.open(evidence)
    window.follow("Add a translation as an aid")
    window.check()
    window.press("Add the translation")
    expect(page.locator(".govuk-error-summary")).to_contain_text(say("Write the translation."))
    window.fill("The translation", WORDS)
    window.choose("How was it made?", "A machine translated it, and I checked it against the original")
    window.fill("Which machine or program?", "Gethin's telephone")
    window.press("Add the translation")
    window.done("The translation stands beside the evidence. Decisions are made on the original.")
    aid = page.locator("details", has_text=say("Translation into English, as an aid")).last
    expect(aid.locator("strong", has_text="only her name")).to_be_hidden()
    aid.locator("summary").click()
    expect(aid.locator('[lang="en"] strong', has_text="only her name")).to_be_visible()
    expect(aid).to_contain_text("Gethin's telephone")
    expect(aid).to_contain_text(say("This is not evidence. Only the original is judged and decided on."))
    window.check()
    aid.get_by_role("link", name=say("Withdraw this translation")).click()
    window.check()
    window.fill("Why do you withdraw it?", "Nid dyna a ddywedodd.")
    window.press("Withdraw the translation")
    window.done("The translation is withdrawn. It is kept with the reason.")
    gone = re.compile(re.escape(say("Withdrawn translation (revision %(number)s)", number=1)))
    expect(page.locator("details", has_text=gone).last).to_be_visible()


def test_an_assessor_reads_it_folded_beside_the_original(windows: Windows, site_app: Flask) -> None:
    """Non's own, of the demonstration: on the page that judges, apart from the form that decides."""
    with acting(site_app) as work:
        title = "Taflen i gleientiaid am gynlluniau talu dŵr"
        evidence = work.session.scalars(select(Evidence.public_id).where(Evidence.title == title)).one()
    window = Learner(windows.open("en", width=WIDE), Words("en"))
    window.sign_in("rhodri@cwmafon.example.org")
    window.open(f"/evidence/{evidence}/judge")
    aid = window.page.locator("details", has_text="Translation into English, as an aid")
    expect(aid).not_to_have_attribute("open", "")
    expect(window.page.locator("form details", has_text="as an aid")).to_have_count(0)
    aid.locator("summary").click()
    expect(aid.locator('[lang="en"]')).to_contain_text("paying less each week")
    window.check()
