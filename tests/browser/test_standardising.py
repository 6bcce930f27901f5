"""Standardisation in a real Chromium: prepared with a pair, decided blind by two, closed, and its figures read."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page

from assessments.judging.rules import Outcome
from portfolio.core.work import LONDON, clock
from tests.browser.conftest import Windows
from tests.browser.test_evidence import sign_in
from tests.browser.window import Window
from tests.browser.words import Words
from tests.factories import Centre, Someone, open_people
from tests.standardising.exercising import put_forward
from tests.studies import Study, acting, enrol, publish_qualification

pytestmark = pytest.mark.browser
TODAY = clock().astimezone(LONDON).date()


def judged(app: Flask, centre: Centre, number: str) -> Study:
    """A learner with a Welsh and an English piece that were judged."""
    with acting(app) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work, number=number))
    put_forward(app, centre, study, "Nodyn", "cy", Outcome.MET, "P1")
    put_forward(app, centre, study, "Note", "en", Outcome.MET, "P1")
    return study


def prepare(window: Window) -> None:
    window.menu("Standardisation")
    window.check()
    window.follow("Prepare an exercise")
    window.check()
    window.press("Save")
    window.problem("Enter a name.")
    window.fill("Name of the exercise", "Safoni'r hydref")
    window.fill("What is it for?", "Gweld a ydym yn penderfynu yr un fath.")
    window.date("On which day is it discussed?", TODAY)
    unit = window.page.get_by_label(window.say("Unit"), exact=True)
    wanted = next(one for one in unit.locator("option").all() if "ZZTST12" in one.inner_text())
    unit.select_option(wanted.get_attribute("value"))
    for name in ("Tomos Bevan", "Alys Morgan"):
        window.group("Who takes part?").get_by_role("checkbox", name=name, exact=True).check()
    window.press("Save")
    window.done("Saved. Nobody is asked yet: choose now on which evidence people decide.")
    window.check()
    for box in window.page.get_by_role("checkbox").all():
        box.check()
    window.press("Put in")
    window.follow("Pair a Welsh with an English piece")
    window.check()
    window.press("Pair them")
    window.done("These two pieces are a pair now.")
    window.check()
    window.follow("Open the exercise")
    window.check()
    window.press("Open the exercise")
    window.done("The exercise is open: those who take part find it on their start page.")


def decide(window: Window, *outcomes: str) -> None:
    window.reads(window.say("Standardisation that waits for you"))
    window.follow(re.compile("Safoni'r hydref"))
    window.check()
    window.follow(re.compile(re.escape(window.say("Piece %(number)s", number=1))))
    window.check()
    for outcome in outcomes:
        assert "Ffion" not in window.page.content()
        asked = window.page.get_by_role("group", name=window.say("Decision on %(code)s", code="P1"), exact=True)
        asked.get_by_label(window.say(outcome), exact=True).check()
        window.press("Save decisions")
    window.done("Your decisions are saved. You have decided on every piece.")


def close(window: Window) -> None:
    window.page.reload()
    window.follow("Close the exercise")
    window.check()
    window.press("Close and show the results")
    window.done("The exercise is closed. Everybody who took part sees the results now.")
    window.reads(window.say("How far all agreed"), window.say("Not defined: all agreed"))
    window.check()


@pytest.mark.parametrize(("language", "width"), [("cy", 320), ("en", 1280)])
def test_from_two_pieces_to_figures(windows: Windows, site_app: Flask, language: str, width: int) -> None:
    centre: Centre = open_people(site_app, f"safoni-{language}.example.org")
    judged(site_app, centre, f"610/S{language}")

    def of(someone: Someone) -> Window:
        page: Page = windows.open(language, width=width)
        sign_in(page, someone)
        return Window(page, Words(language))

    cerys = of(centre.quality_assurer)
    prepare(cerys)
    decide(of(centre.trainee), "Met", "Met")
    decide(of(centre.assessor), "Met", "Not yet")
    close(cerys)
