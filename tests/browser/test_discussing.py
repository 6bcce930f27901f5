"""A professional discussion: the learner has the criteria beforehand, and the record opens where each was covered."""

import re
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import WIDE, Windows
from tests.browser.places import Place, open_place
from tests.browser.watching import NARROW
from tests.browser.window import Window
from tests.browser.words import Words
from tests.core.hostile import sound
from tests.factories import PASSWORD, Someone
from tests.studies import acting

pytestmark = pytest.mark.browser
NO_RECORDING = (
    "You agreed on a recording, and no file of that kind is here. Nothing went on record; what you wrote is still "
    "here. Add the recording."
)


@pytest.fixture(scope="module", name="place")
def place_fixture(site_app: Flask) -> Place:
    return open_place(site_app, "DSC")


def window(windows: Windows, someone: Someone, language: str, width: int) -> Window:
    found = Window(windows.open(language, width=width), Words(language))
    found.sign_in(someone.email, PASSWORD)
    return found


def give(tomos: Window, place: Place) -> None:
    """Give the first criterion of the unit that nothing waits in."""
    tomos.open(f"/portfolios/{place.study.portfolio}/discussions")
    tomos.check()
    tomos.follow("Give criteria for a discussion")
    tomos.press("Give the criteria to the learner")
    tomos.problem("Say what the discussion is to show.", "Choose at least one criterion.")
    tomos.check()
    tomos.fill("What is the discussion to show?", "Pam y mae'n gweithio fel hyn")
    tomos.choose("How is it to be recorded?", "As a sound recording")
    unit = tomos.main.locator(".ty-pick").last
    if not unit.evaluate("unit => unit.open"):
        unit.locator("summary").click()
    unit.get_by_role("checkbox").first.check()
    tomos.check()
    tomos.press("Give the criteria to the learner")
    tomos.done("The learner sees the criteria on their start page from now on.")
    tomos.check()


def hold(tomos: Window, day: date) -> None:
    tomos.follow("Put it on record")
    tomos.check()
    tomos.date("When was it held?", day)
    tomos.fill("Where was it?", "Y swyddfa gefn")
    tomos.fill("What was discussed?", "Ei ffordd o ofyn.")
    tomos.choose("Who else is shown or named in it?", "Nobody else who could be recognised")
    tomos.main.locator(".ty-card input.govuk-input").fill("00:00–00:01 wrth ofyn")
    tomos.main.locator(".ty-card").get_by_role("radio", name=tomos.say("Met", "decision"), exact=True).check()
    rules = ("Valid: it is about what the criteria ask", "The learner's own work")
    for rule in (*rules, "Current: recent enough to show what the learner can do now"):
        tomos.tick(rule)
    tomos.tick("I held this discussion, and it is written as it was")
    tomos.press("Sign and put it on record")
    tomos.reads(tomos.say(NO_RECORDING))
    tomos.check()
    recording: FilePayload = {"name": "sgwrs.wav", "mimeType": "audio/wav", "buffer": sound()}
    tomos.main.locator("input[type=file]").first.set_input_files([recording])
    tomos.press("Sign and put it on record")
    tomos.done("The discussion is on record.")
    tomos.check()


@pytest.mark.parametrize(("language", "width"), [("cy", NARROW), ("en", WIDE)])
def test_a_discussion_is_prepared_held_and_read(
    windows: Windows, site_app: Flask, place: Place, language: str, width: int
) -> None:
    tomos = window(windows, place.centre.trainee, language, width)
    give(tomos, place)
    learner = window(windows, place.centre.ffion, language, width)
    learner.reads(learner.say("Professional discussions to prepare for"))
    learner.check()
    learner.follow(re.compile(place.centre.trainee.name))
    learner.reads("Pam y mae'n gweithio fel hyn")
    learner.check()
    with acting(site_app) as work:
        today = work.today
    hold(tomos, today)
    learner.menu("My evidence")
    learner.follow(re.compile("Trafodaeth broffesiynol|Professional discussion,"))
    learner.reads("Ei ffordd o ofyn.", "sgwrs.wav")
    learner.follow(re.compile("00:00–00:01"))
    expect(learner.main.locator("audio")).to_be_visible()
    learner.check()
