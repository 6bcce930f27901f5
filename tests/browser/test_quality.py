"""Quality assurance in a real Chromium: strategy, plan, sample, a report that does not uphold, answer and close."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from standards.foundation import Role
from tests.browser.conftest import Windows
from tests.browser.test_evidence import enrolled, sign_in
from tests.browser.window import Window
from tests.browser.words import Words
from tests.factories import Centre, Someone, open_people
from tests.studies import acting, judge, sign_off, submit

pytestmark = pytest.mark.browser


def set_strategy(window: Window) -> None:
    window.menu("Quality assurance")
    window.check()
    window.follow("Sampling strategy")
    window.check()
    window.follow("Set the strategy")
    window.check()
    window.main.get_by_label(window.say("Figure of line %(number)s", number=4), exact=True).fill("0")
    window.press("Set this version")
    expect(window.page.get_by_role("alert")).to_be_visible()
    window.main.get_by_label(window.say("Figure of line %(number)s", number=4), exact=True).fill("20")
    window.press("Set this version")
    window.reads("20%")
    window.check()


def draw(window: Window) -> None:
    window.menu("Quality assurance")
    window.follow("Draw a new plan")
    window.check()
    window.press("Draw the plan")
    window.done("The plan is drawn.")
    window.reads("Ffion Rees", window.say("Satisfied"))
    window.check()
    window.follow("All draws")
    window.check()
    window.main.locator("table").get_by_role("link").first.click()
    window.reads(window.say("Seed"))
    window.check()
    window.menu("Quality assurance")
    window.follow("Coverage")
    window.reads(window.say("Never sampled"))
    window.check()


def sample(window: Window, urn: str, code: str, written: str) -> None:
    """From the start page to a report that does not uphold one criterion of Ffion's unit."""
    window.menu("Home")
    window.reads(window.say("To be sampled by plan"))
    window.follow(re.compile(f"Ffion Rees · {urn}"))
    window.check()
    window.press("Open the sample")
    window.done("The sample is open. What you look at is frozen as it stood just now.")
    window.check()
    window.follow("Write the report")
    window.check()
    looked_at = window.group("Which criteria did you look at?")
    expect(looked_at.get_by_role("checkbox", name=code, exact=True)).to_be_checked()
    window.choose("How good is the assessor's feedback to the learner?", "Fair")
    window.choose("Are the records complete, with signatures and dates?", "Records are complete")
    verdict = "Not upheld: the criteria you name below are decided again, and more of the assessor is sampled"
    window.choose("What do you find of the decisions?", verdict)
    fallen = window.group("Which decisions are not upheld (if any)?")
    fallen.get_by_role("checkbox", name=code, exact=True).check()
    window.fill("Why are they not upheld?", written)
    window.press("Send the report")
    window.done("The sample is reported.")
    window.reads(written, window.say("More of the assessor is sampled until"))
    window.check()


def answer(window: Window) -> None:
    window.reads(window.say("What a quality assurer said of your decisions"))
    window.check()
    window.follow(re.compile(re.escape(window.say("Sample %(number)s", number=1))))
    window.follow("Answer")
    window.check()
    window.fill("Your answer", "Edrychaf arno eto.")
    window.press("Send the answer")
    window.done("Your answer is sent.")


def close(window: Window) -> None:
    window.menu("Home")
    window.reads(window.say("Samples that wait for you"))
    window.follow(re.compile(re.escape(window.say("Sample %(number)s", number=1))))
    window.follow("Close the sample")
    window.check()
    window.press("Close the sample")
    window.done("The sample is closed.")
    window.reads("Edrychaf arno eto.")


@pytest.mark.parametrize(("language", "width"), [("cy", 320), ("en", 1280)])
def test_from_the_strategy_to_a_sample_that_is_closed(
    windows: Windows, site_app: Flask, language: str, width: int
) -> None:
    centre: Centre = open_people(site_app, f"ansawdd-{language}.example.org")
    study = enrolled(site_app, centre)
    unit = study.units[0]
    with acting(site_app, study.learner, Role.LEARNER) as work:
        diary = submit(work, study, unit, "Dyddiadur")
    with acting(site_app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    sign_off(site_app, centre, study, unit)

    def of(someone: Someone) -> tuple[Page, Words]:
        page = windows.open(language, width=width)
        sign_in(page, someone)
        return page, Words(language)

    set_strategy(Window(*of(centre.manager)))
    assurer = Window(*of(centre.quality_assurer))
    draw(assurer)
    sample(assurer, "LSIAG04", "P1", "Mae'r dyddiadur am ddiwrnod arall.")
    answer(Window(*of(centre.trainee)))
    close(assurer)
