"""What people see while a file waits for the virus check, once it is clean, and when it is infected."""

import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Browser, FilePayload, expect

from portfolio.config import Settings
from tests.browser.conftest import WIDE, Site, Windows
from tests.browser.pages import Assessor, Learner, Piece
from tests.browser.watching import NARROW
from tests.browser.window import Window
from tests.browser.words import Words
from tests.core import daemons, hostile
from tests.factories import PASSWORD, Centre, open_people
from tests.inbox import Inbox
from tests.proofs.serving import Installation
from tests.studies import Study, acting, enrol, publish_qualification

pytestmark = pytest.mark.browser
SIZES = [("cy", NARROW), ("en", WIDE)]
URN = "ZZTST11"
CLEAN: FilePayload = {"name": "desg.jpg", "mimeType": "image/jpeg", "buffer": hostile.picture()}
INFECTED: FilePayload = {"name": "nodiadau.txt", "mimeType": "text/plain", "buffer": b"see: " + daemons.EICAR}
OWN_WAITS = "It is being checked for viruses: others can see it when that is done."
WAITS = (
    "This file is being checked for viruses. It can be seen and downloaded when that is done: "
    "come back in a few minutes."
)
NOBODY = "A virus was found in this file, so nobody can open it."
OWN_INFECTED = (
    "Change the evidence: leave the file out, have the device that it came from checked, and submit it again."
)
INFECTED_FOR_OTHERS = (
    "A virus was found in this file, so nobody can open it. Ask the learner to add it again once it is clean."
)


@dataclass(frozen=True)
class Checked:
    """A server whose daemon gives no verdict before it is let, and a learner with an assessor."""

    windows: Windows
    centre: Centre
    study: Study
    answering: threading.Event

    def learner(self, language: str, width: int) -> Learner:
        learner = Learner(self.windows.open(language, width=width), Words(language))
        learner.sign_in(self.centre.ffion.email, PASSWORD)
        return learner

    def assessor(self, language: str, width: int) -> Assessor:
        """The assessor, at what waits to be judged."""
        assessor = Assessor(self.windows.open(language, width=width), Words(language))
        assessor.sign_in(self.centre.trainee.email, PASSWORD)
        assessor.take("Desg")
        return assessor


@pytest.fixture(name="checked")
def checked_fixture(chromium: Browser, app: Flask, settings: Settings) -> Iterator[Checked]:
    answering = threading.Event()
    with ExitStack() as stack:
        where = stack.enter_context(daemons.spoken(answering))
        stack.callback(answering.set)
        centre = open_people(app)
        with acting(app) as work:
            study = enrol(work, centre, centre.ffion, publish_qualification(work))
        server = stack.enter_context(Installation(replace(settings, clamd=where)).serving())
        site = Site(f"http://127.0.0.1:{server.port}", settings.instance, server.process, Inbox())
        windows = Windows(chromium, site)
        stack.callback(windows.close)
        yield Checked(windows, centre, study, answering)
        assert [wrong for watch in windows.watches for wrong in watch.wrong] == []


def until_gone(window: Window, said: str) -> None:
    """Look again, as people do, until something is said no more."""
    for _time in range(60):
        if said not in window.main.inner_text():
            return
        window.page.wait_for_timeout(500)
        window.page.reload()
    raise AssertionError(f"the page says still: {said}")


def goes_on_without_it(learner: Learner) -> None:
    """Leave the infected file out, which the form names, and submit the rest."""
    learner.follow("Change it")
    fault = learner.main.locator(".govuk-checkboxes__item", has_text="nodiadau.txt").locator(".ty-files__fault")
    expect(fault).to_have_text(learner.say("A virus was found in this file. Take the tick away to go on without it."))
    learner.check()
    learner.main.get_by_role("checkbox", name=re.compile("nodiadau")).uncheck()
    learner.submit()
    expect(learner.main.get_by_text(learner.say(NOBODY))).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_a_file_waits_visibly_then_is_seen_or_kept_from_everybody(checked: Checked, language: str, width: int) -> None:
    learner = checked.learner(language, width)
    learner.open(f"/portfolios/{checked.study.portfolio}/evidence/new")
    learner.write(Piece("Desg", "Fy ngwaith i.", date(2026, 3, 3), (CLEAN, INFECTED)))
    expect(learner.page.locator(".ty-files__item--arrived")).to_have_count(2)
    learner.unit(URN).get_by_role("checkbox").first.check()
    learner.submit()
    # While they wait: the learner has both and knows it; the assessor is told, wherever they look.
    expect(learner.main.get_by_text(learner.say(OWN_WAITS))).to_have_count(2)
    learner.check()
    assessor = checked.assessor(language, width)
    expect(assessor.main.get_by_text(assessor.say(WAITS))).to_have_count(2)
    expect(assessor.main.locator("img")).to_have_count(0)
    assessor.check()
    file = learner.main.get_by_role("link", name=re.compile("desg")).first.get_attribute("href")
    checked.windows.watches[-1].expected.append("a status of 503")
    assessor.open(str(file))
    assessor.reads(assessor.say("This file is being checked"))
    assessor.check()
    assessor.page.go_back()
    # Afterwards the one is seen, and the other opened by nobody.
    checked.answering.set()
    until_gone(learner, learner.say(OWN_WAITS))
    learner.reads(learner.say(OWN_INFECTED))
    learner.check()
    until_gone(assessor, assessor.say(WAITS))
    expect(assessor.main.locator("img")).to_have_count(1)
    assessor.reads(assessor.say(INFECTED_FOR_OTHERS))
    assessor.check()
    goes_on_without_it(learner)
    assessor.page.reload()
    expect(assessor.main.get_by_text(assessor.say(INFECTED_FOR_OTHERS))).to_have_count(0)
