"""A certificate in a real Chromium: from a unit that is signed and sampled to what its learner sees."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page

from portfolio.core.work import LONDON, clock
from standards.foundation import Role
from tests.browser.conftest import Windows
from tests.browser.test_evidence import enrolled, sign_in
from tests.browser.window import Window
from tests.browser.words import Words
from tests.factories import Centre, Someone, open_people
from tests.quality import assuring
from tests.studies import START, Study, acting, judge, sign_off, submit

pytestmark = pytest.mark.browser
TODAY = clock().astimezone(LONDON).date()
BODY = "Corff Dyfarnu Cymru"


def signed_off(app: Flask, centre: Centre, study: Study) -> None:
    """The first unit is signed by everybody, and is picked for a sample that nobody has opened yet."""
    unit = study.units[0]
    with acting(app, study.learner, Role.LEARNER) as work:
        diary = submit(work, study, unit, "Dyddiadur")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    sign_off(app, centre, study, unit)


def let_go(app: Flask, centre: Centre, item: str) -> None:
    assuring.reported(app, centre, assuring.opened(app, centre, item))


def see_all_reasons(window: Window) -> None:
    """Nothing is recorded yet: each reason stands there, before and after the claim is sent."""
    reasons = (
        "Nobody has recorded yet which awarding body the qualification is of.",
        "The learner is not registered with the awarding body.",
        "It was picked for a sample that nobody has opened yet.",
        "It is not signed off.",
    )
    window.menu("Certification")
    window.check()
    window.follow("Ready to claim")
    window.reads("Ffion Rees", *map(window.say, reasons))
    window.check()
    window.follow(re.compile("Ffion Rees"))
    window.check()
    window.follow("Claim")
    window.check()
    window.choose("What is claimed?", "These units alone")
    for box in window.group("Units").get_by_role("checkbox").all():
        box.check()
    window.press("Claim")
    window.reads(
        *map(window.say, (*reasons, "No quality assurer is named on the claim.", "Not every criterion is met."))
    )
    window.check()


def record(window: Window, study: Study, since: date) -> None:
    window.open(f"/enrolments/{study.enrolment}/certification")
    window.follow(re.compile(re.escape(window.say("Awarding body"))))
    window.check()
    window.fill("Awarding body", BODY)
    window.date("First day of direct claims status", START)
    window.fill("Fewest weeks between registration and claim", "10")
    window.fill("Working days from the start within which a learner is registered", "25")
    window.press("Note it")
    window.done("It is recorded, and holds from now on.")
    window.check()
    window.open(f"/enrolments/{study.enrolment}/certification")
    window.follow(re.compile(re.escape(window.say("Registration number"))))
    window.check()
    window.fill("Registration number", "R-20417")
    window.date("When was the learner registered?", since)
    window.press("Note the registration")
    window.done("The registration is recorded.")
    window.reads(BODY, "R-20417", window.say("Yes, today"))
    window.check()


def claim(window: Window) -> None:
    window.follow("Claim")
    window.choose("What is claimed?", "These units alone")
    window.group("Units").get_by_role("checkbox").first.check()
    window.select("Quality assurer named on the claim", "Cerys Llwyd")
    window.press("Claim")
    window.done("The claim is recorded. Send it to the awarding body in the way it asks for.")
    window.reads(window.say("With the awarding body"), "Cerys Llwyd", BODY)
    window.check()


def receive(window: Window) -> None:
    window.follow("Note the awarding body's answer")
    window.check()
    window.choose("What is the awarding body's answer?", "Approved by the awarding body")
    window.fill("The awarding body's reference", "CD/7")
    window.press("Note it")
    window.done("The answer is recorded.")
    window.follow("Note that the certificate has come")
    window.press("Note it")
    window.reads(window.say("Note that the certificate has come"))
    window.fill("Number of the certificate", "T-55120")
    window.press("Note it")
    window.done("The certificate is recorded, and the learner can see it.")
    window.check()
    window.menu("Certification")
    window.reads("T-55120", "R-20417", window.say("Certificate at the centre"))
    window.check()
    window.follow("The figures of twelve months")
    window.check()


@pytest.mark.parametrize(("language", "width"), [("cy", 320), ("en", 1280)])
def test_from_a_signed_unit_to_the_certificate(windows: Windows, site_app: Flask, language: str, width: int) -> None:
    centre: Centre = open_people(site_app, f"ardystio-{language}.example.org")
    study = enrolled(site_app, centre)
    signed_off(site_app, centre, study)
    assuring.set_strategy(site_app, centre, assuring.EVERYTHING)
    item = assuring.item_of(site_app, assuring.planned(site_app, centre), study.units[0])

    def of(someone: Someone) -> Window:
        page: Page = windows.open(language, width=width)
        sign_in(page, someone)
        return Window(page, Words(language))

    staff, learner = of(centre.administrator), of(study.learner)
    see_all_reasons(staff)
    let_go(site_app, centre, item)
    record(staff, study, TODAY - timedelta(weeks=11))
    claim(staff)
    learner.menu("Certificates")
    learner.reads(learner.say("Your centre has claimed it, and the awarding body has not answered yet."))
    receive(staff)
    learner.open(f"/units/{study.units[0]}")
    learner.reads(learner.say("Certificate at the centre"))
    learner.follow("Where your certificates are")
    learner.reads("T-55120", "R-20417", BODY)
    learner.check()
