"""Notices in a real Chromium: what came back is told by page and letter; a calendar's link is made and revoked."""

import re

import pytest
from flask import Flask
from playwright.sync_api import expect

from assessments.judging.rules import Outcome
from standards.foundation import Role
from tests.browser.conftest import Site, Windows
from tests.browser.test_evidence import enrolled, sign_in
from tests.browser.watching import NARROW
from tests.browser.window import Window
from tests.browser.words import Words
from tests.factories import Centre, open_people
from tests.studies import Study, acting, judge, submit

pytestmark = pytest.mark.browser
CAME_BACK = "Evidence came back to you: your assessor asks for more"


def choose_at_once(window: Window) -> None:
    window.open("/account")
    window.follow("Emails and calendar")
    window.check()
    window.choose("How do you want to be told by email?", "At once")
    window.press("Save")
    window.done("Your choice is saved.")


def refer(site_app: Flask, centre: Centre, study: Study) -> str:
    with acting(site_app, study.learner, Role.LEARNER) as work:
        evidence = submit(work, study, study.units[0], "Llythyr", "P1")
    with acting(site_app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, evidence, Outcome.REFERRED)
    return evidence


def read_all(window: Window, evidence: str) -> None:
    page, say = window.page, window.say
    window.open("/")
    page.get_by_role("link", name=say("Notices: %(number)s", number=1), exact=True).click()
    expect(page.locator("h1")).to_have_text(say("Notices"))
    window.reads(say(CAME_BACK), "Llythyr", say("New"))
    window.check()
    window.follow(CAME_BACK)
    expect(page).to_have_url(re.compile(rf"/evidence/{evidence}/feedback$"))
    window.open("/notices")
    window.press("Mark all as read")
    window.done("All notices are marked as read.")
    expect(page.get_by_role("link", name=say("Notices"), exact=True)).to_be_visible()
    expect(window.main.get_by_text(say("New"), exact=True)).to_have_count(0)
    window.check()


def subscribe(window: Window) -> None:
    page = window.page
    window.follow("Emails about notices, and your calendar")
    window.follow("Due dates in your own calendar")
    window.check()
    window.press("Make a calendar link")
    link = window.main.locator("a.user-text")
    expect(link).to_be_visible()
    window.check()
    address = link.get_attribute("href") or ""
    answer = page.request.get(address)
    assert (answer.status, "BEGIN:VEVENT" in answer.text()) == (200, True)
    window.follow("Revoke the calendar link")
    window.check()
    window.press("Revoke the calendar link")
    window.done("The link to your calendar no longer works.")
    assert page.request.get(address).status == 404


@pytest.mark.parametrize(("language", "width"), [("cy", NARROW), ("en", 1280)])
def test_what_came_back_is_told(windows: Windows, site: Site, site_app: Flask, language: str, width: int) -> None:
    centre = open_people(site_app, f"hysbysiad-{language}.example.org")
    study = enrolled(site_app, centre)
    page = windows.open(language, width=width)
    sign_in(page, study.learner)
    window = Window(page, Words(language))
    choose_at_once(window)
    evidence = refer(site_app, centre, study)
    # The letter goes after the notice was made, by the server's own worker.
    assert evidence in site.inbox.link_to(study.learner.email, "/evidence/")
    read_all(window, evidence)
    subscribe(window)
