"""A plan in a real Chromium: planned, agreed to and reviewed by whoever does each, and fulfilled by evidence for it."""

import re
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Windows
from tests.browser.pages import Assessor, Learner
from tests.browser.test_evidence import enrolled, sign_in
from tests.browser.window import Window
from tests.browser.words import Words
from tests.factories import Centre, Someone, open_people

pytestmark = pytest.mark.browser
TITLE = "Sgwrs gyntaf gyda chleient"
DONE = date(2026, 1, 27)


def plan(window: Assessor, address: str) -> None:
    """Begin a plan with one activity that is overdue at once, and put it forward."""
    say = window.say
    window.open(address)
    window.check()
    window.follow("Begin the plan")
    window.check()
    window.choose("In which language do you write the plan?", "Welsh")
    window.press("Begin the plan")
    window.reads(say("Nothing is planned in this version yet."))
    window.follow("Add an activity")
    window.check()
    window.press("Save the activity")
    window.problem("Say what is to be done.", "Choose at least one criterion that the activity is to show.")
    window.check()
    fill_in(window)
    window.press("Save the activity")
    window.done("The activity is planned.")
    window.reads(TITLE, say("Overdue"))
    window.check()
    window.follow("Put the plan forward")
    window.check()
    window.press("Put it forward and agree")
    window.done("The plan is put forward, with your agreement. It holds once the learner agrees.")


def fill_in(window: Assessor) -> None:
    window.fill("What is to be done?", TITLE)
    window.select("By which method?", window.say("Written account by the learner"))
    window.date("On which day?", DONE)
    window.fill("Where (if known)?", "Y swyddfa")
    window.fill("Who else is there (if anybody)?", "Ei rheolwr")
    window.choose("In which language does it take place?", "Welsh")
    for urn, code in (("LSIAG04", "P1"), ("LSIAG11", "K1")):
        window.main.get_by_text(re.compile(f"^{urn} ")).click()
        group = window.main.get_by_role("group", name=re.compile(urn))
        group.get_by_role("checkbox", name=re.compile(f"^{code} ")).check()
    window.fill("Confidentiality arrangements (if any)", "Gofynnir i'r cleient ymlaen llaw.")


def agree(window: Learner) -> None:
    window.reads(window.say("Your assessor asks you to agree to a plan"))
    window.follow(re.compile(window.say("Assessment plan, version %(number)s", number=1)))
    window.check()
    window.follow("Comment on this version")
    window.check()
    window.fill("Your comment", "Mae hynny'n iawn i mi.")
    window.press("Add the comment")
    window.done("Your comment is added.")
    window.follow("Agree to this plan")
    window.check()
    window.press("I agree to this plan")
    window.done("You have agreed to the plan. It holds from now on.")


def review(window: Window) -> None:
    window.reads(window.say("Plans for you to review"))
    window.follow(re.compile(window.say("Assessment plan, version %(number)s", number=1)))
    window.follow("Review this plan")
    window.check()
    window.choose("What do you say of this plan?", "I agree to it")
    window.press("Save the review")
    window.done("You have agreed to the plan.")
    window.reads(window.say("Agreed and reviewed"))
    window.check()


def add_evidence(window: Learner) -> None:
    """From the start page to the activity, from there to the form, and submit what it asks for."""
    say = window.say
    window.menu("Home")
    window.reads(say("What is next by plan"))
    window.check()
    window.follow(re.compile(TITLE))
    window.check()
    window.follow("Add evidence for this")
    box = window.main.get_by_role("combobox", name=say("Which planned activity is it for (if any)?"))
    expect(box.locator("option:checked")).to_contain_text(TITLE)
    for urn, code in (("LSIAG04", "P1"), ("LSIAG11", "K1")):
        expect(window.unit(urn).get_by_role("checkbox", name=re.compile(f"^{code} "))).to_be_checked()
    window.fill("Title", "Fy sgwrs gyntaf")
    window.date("When did it happen?", DONE)
    window.fill("What did you do, and why?", "Gofynnais beth oedd ei angen.")
    window.choose("Who is shown or named in it?", "Nobody else who could be recognised")
    window.choose("Was artificial intelligence used in making it?", "No, it was not used")
    window.check()
    window.submit(check=False)
    window.reads(say("By the plan it is for:"), TITLE)
    window.check()
    window.follow(re.compile(TITLE))
    window.reads(say("Fulfilled"))
    expect(
        window.main.get_by_role("link", name=re.compile(say("Evidence submitted on %(when)s", when="")))
    ).to_be_visible()
    window.check()


@pytest.mark.parametrize(("language", "width"), [("cy", 320), ("en", 1280)])
def test_from_a_plan_to_the_evidence_that_fulfils_it(
    windows: Windows, site_app: Flask, language: str, width: int
) -> None:
    centre: Centre = open_people(site_app, f"cynllun-{language}.example.org")
    study = enrolled(site_app, centre)
    address = f"/enrolments/{study.enrolment}/plan"

    def of(someone: Someone) -> tuple[Page, Words]:
        page = windows.open(language, width=width)
        sign_in(page, someone)
        return page, Words(language)

    assessor = Assessor(*of(centre.trainee))
    plan(assessor, address)
    learner = Learner(*of(study.learner))
    agree(learner)
    review(Window(*of(centre.quality_assurer)))
    assessor.menu("Queue")
    assessor.reads(assessor.say("Planned activities that are overdue: %(number)s", number=1))
    assessor.check()
    add_evidence(learner)
    assessor.open(address)
    assessor.reads(assessor.say("Fulfilled"))
    assessor.menu("Queue")
    assessor.reads(assessor.say("Planned activities that are overdue: %(number)s", number=0))
