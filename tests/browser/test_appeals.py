"""An appeal in a real Chromium: from the page of the unit, extended over Christmas, to an independent decision."""

import re
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from assessments.appeals.rules.deadlines import Days, between, extended
from portfolio.core.bank_holidays import is_bank_holiday
from portfolio.core.work import LONDON, clock
from portfolio.people.services import NewRole
from standards.foundation import Role
from tests.appeals.appealing import case_row
from tests.browser.conftest import Windows
from tests.browser.test_evidence import enrolled, sign_in
from tests.browser.window import Window
from tests.browser.words import Words
from tests.factories import Centre, Someone, add_person, open_people
from tests.studies import acting, judge, provider_row, sign_off, submit

pytestmark = pytest.mark.browser
TODAY = clock().astimezone(LONDON).date()


def case_link(window: Window) -> re.Pattern[str]:
    return re.compile(re.escape(window.say("Appeal %(number)s", number=1)))


def begin(window: Window, unit: str) -> None:
    window.open(f"/units/{unit}")
    window.follow("Appeal about this unit")
    window.check()
    window.press("Send the appeal")
    window.problem("Write why you appeal.")
    window.fill("Why do you appeal?", "Ni ofynnodd neb imi.")
    window.press("Send the appeal")
    window.done("Your appeal is sent. Below are its stages and days; every step is told to you by email.")
    window.reads("Tomos Bevan", "Ni ofynnodd neb imi.")
    window.check()


def extend(window: Window, app: Flask) -> None:
    """Until after the next Christmas, so that bank holidays lie inside."""
    window.menu("Appeals and complaints")
    window.check()
    window.follow(case_link(window))
    window.check()
    with acting(app) as work:
        due = case_row(work, window.page.url.rpartition("/")[2].partition("?")[0]).due
    assert due is not None
    days = between(due, date(due.year, 12, 31), Days.WORKING, is_bank_holiday) or 1
    window.follow("Extend the deadline")
    window.check()
    window.fill("By how many days?", str(days))
    window.fill("Why is more time needed, and how did they agree?", "Cytunwyd dros y ffôn.")
    window.press("Extend the deadline")
    expect(window.page.get_by_role("alert")).to_be_visible()
    window.date("When did the person agree?", TODAY)
    window.press("Extend the deadline")
    window.done("The deadline is extended, and the person is told.")
    last = extended(due, days, Days.WORKING, is_bank_holiday)
    window.reads(f"{last.day} ", "Cytunwyd dros y ffôn.")
    window.check()


def refuse(window: Window) -> None:
    window.reads(window.say("Appeals and complaints that wait for you"))
    window.follow(case_link(window))
    window.follow("Answer this stage")
    window.check()
    window.choose("What is the outcome?", "Not upheld")
    window.fill("What was found, why, and what follows", "Rwy'n dal i'w weld felly.")
    window.press("Send the answer")
    window.done("The stage is answered, and the person is told.")


def go_further(window: Window) -> None:
    window.page.reload()
    window.follow("Go on to the next stage")
    window.check()
    window.press("Begin the next stage")
    window.done("The next stage has begun.")


def appoint(window: Window) -> None:
    window.page.reload()
    window.follow("Say who decides")
    window.check()
    window.group("Who decides this stage?").get_by_role("checkbox", name="Lena Prys", exact=True).check()
    window.press("Save who decides")
    window.done("It is saved who decides this stage.")


def uphold(window: Window) -> None:
    window.follow(case_link(window))
    window.follow("Answer this stage")
    window.choose("What is the outcome?", "Upheld in full")
    window.group("Which criteria are decided again (where it is upheld)?").get_by_role("checkbox").first.check()
    window.fill("What was found, why, and what follows", "Mae'r dyddiadur yn ei ddangos.")
    window.press("Send the answer")
    window.done("The stage is answered, and the person is told.")
    window.reads("Mae'r dyddiadur yn ei ddangos.", window.say("Upheld in full"))
    window.check()


@pytest.mark.parametrize(("language", "width"), [("cy", 320), ("en", 1280)])
def test_from_an_appeal_to_an_independent_decision(
    windows: Windows, site_app: Flask, language: str, width: int
) -> None:
    centre: Centre = open_people(site_app, f"apel-{language}.example.org")
    with acting(site_app) as work:
        here = provider_row(work, centre)
        domain = f"apel-{language}.example.org"
        lena = add_person(work, "Lena Prys", here, NewRole(Role.QUALITY_ASSURER), domain=domain)
    study = enrolled(site_app, centre)
    unit = study.units[0]
    with acting(site_app, study.learner, Role.LEARNER) as work:
        diary = submit(work, study, unit, "Dyddiadur")
    with acting(site_app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    sign_off(site_app, centre, study, unit)

    def of(someone: Someone) -> Window:
        page: Page = windows.open(language, width=width)
        sign_in(page, someone)
        return Window(page, Words(language))

    learner, manager = of(study.learner), of(centre.manager)
    begin(learner, unit)
    extend(manager, site_app)
    refuse(of(centre.trainee))
    go_further(learner)
    appoint(manager)
    uphold(of(lena))
    learner.open(f"/units/{unit}")
    learner.reads("Mae'r dyddiadur yn ei ddangos.")
