"""A progress review in a real Chromium: signed by the assessor, the learner and, on a phone, the employer."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Windows
from tests.browser.pages import Assessor, Learner
from tests.browser.test_evidence import enrolled, sign_in
from tests.browser.watching import NARROW
from tests.browser.window import Window
from tests.browser.words import Words
from tests.factories import Centre, Someone, open_people
from tests.studies import START, acting

pytestmark = pytest.mark.browser
ACTION = "Ysgrifennu am y cyfweliad"


def write(window: Assessor, address: str, today: date) -> None:
    """Write a review with one action, and sign it."""
    say = window.say
    window.open(address)
    window.check()
    window.follow("Plan or write a review")
    window.choose("How is it held?", "By phone")
    window.press("Save the review")
    window.reads(say("Not signed yet"))
    window.check()
    window.follow("Write or change it")
    window.check()
    window.date("From which day on does it look back?", START)
    window.fill("What was done since the last review?", "Dau gyfweliad.")
    window.fill("What is next?", "Arsylwad yn y gwaith.")
    window.press("Save the review")
    window.follow("Add an action")
    window.check()
    window.press("Add the action")
    window.problem("Say what is to be done.", "Choose who does it.", "Enter the day.")
    window.fill("What is to be done?", ACTION)
    window.choose("Who does it?", "Learner")
    window.date("By which day?", today + timedelta(days=7))
    window.press("Add the action")
    window.done("The action is added.")
    window.follow("Sign this review")
    window.check()
    window.press("I sign this review")
    window.done("You have signed the review. It waits for the learner's signature.")


def agree(window: Learner, today: date) -> None:
    window.reads(window.say("Your assessor asks you to sign a review"), ACTION)
    window.check()
    window.follow(re.compile(window.say("Progress review of %(day)s", day="")))
    window.follow("Sign this review")
    window.check()
    window.fill("What do you say of it?", "Rwy'n cytuno.")
    window.press("I sign this review")
    window.done("You have signed the review.")
    window.check()
    window.follow(re.compile(window.say("Say that it is done")))
    window.check()
    window.date("On which day was it done?", today)
    window.press("It is done")
    window.done("The action is done.")


def ask(window: Assessor) -> str:
    """Ask the employer; gives the link."""
    window.page.reload()
    window.follow("Ask the employer to sign")
    window.check()
    window.fill("Name of the person at the employer", "Nia Bowen")
    window.choose("How do you want to ask?", "By a link or QR code that I pass on myself")
    window.press("Ask the employer")
    window.press("Show a link and QR code")
    window.check()
    link = window.main.locator("a.user-text")
    expect(link).to_be_visible()
    return (link.get_attribute("href") or "").rsplit("/", 1)[1].partition("?")[0]


def endorse(window: Learner, token: str) -> None:
    page, say = window.page, window.say
    page.goto(f"/review/{token}")
    expect(page.locator(".ty-navigation")).to_have_count(0)
    window.reads("Dau gyfweliad.", "Rwy'n cytuno.", ACTION)
    window.check()
    window.fill("Your job", "Arweinydd tîm")
    window.fill("What do you say of the learner's progress?", "Mae'n dda gyda chleientiaid.")
    window.press("Sign and send")
    expect(page.locator(".govuk-error-summary")).to_contain_text(say("Tick this to sign the review."))
    page.get_by_label(say("I have read this review, and I sign for the employer.")).check()
    window.press("Sign and send")
    expect(page.locator("h1")).to_have_text(say("Thank you for your answer"))
    window.check()
    assert page.request.get(f"/review/{token}").status == 410


@pytest.mark.parametrize(("language", "width"), [("cy", NARROW), ("en", 1280)])
def test_a_review_is_signed_by_all_three(windows: Windows, site_app: Flask, language: str, width: int) -> None:
    centre: Centre = open_people(site_app, f"adolygiad-{language}.example.org")
    study = enrolled(site_app, centre)
    with acting(site_app) as work:
        today = work.today

    def of(someone: Someone) -> tuple[Page, Words]:
        page = windows.open(language, width=width)
        sign_in(page, someone)
        return page, Words(language)

    assessor = Assessor(*of(centre.trainee))
    write(assessor, f"/enrolments/{study.enrolment}/reviews", today)
    agree(Learner(*of(study.learner)), today)
    endorse(Learner(windows.open(language, width=width), Words(language)), ask(assessor))
    manager = Window(*of(centre.manager))
    manager.open("/reviews")
    manager.reads(manager.say("To be done: %(number)s", number=0))
    manager.check()
    manager.follow(re.compile(study.learner.name))
    manager.follow(re.compile(manager.say("Progress review of %(day)s", day="")))
    manager.reads("Nia Bowen", "Mae'n dda gyda chleientiaid.")
    manager.check()
