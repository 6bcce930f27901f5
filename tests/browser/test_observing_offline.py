"""An assessor observes without a network: it lies on the phone, goes by itself once, and is a draft like any other."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import pytest
from flask import Flask
from playwright.sync_api import Locator, Route, expect

from assessments.observing.models import Observation
from assessments.observing.rules import Said
from standards.foundation import LANGUAGES
from standards.qualifications.models import Qualification
from tests.browser.conftest import Windows
from tests.browser.places import Place, open_place
from tests.browser.watching import NARROW
from tests.browser.window import Window
from tests.browser.words import Words
from tests.factories import PASSWORD
from tests.studies import Study, acting, enrol

pytestmark = pytest.mark.browser
WEEK = 7 * 24 * 3600 * 1000
CUT = ("net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED", "net::ERR_CONNECTION_RESET")
ITEMS = "[data-offline-items] > li"


@dataclass(frozen=True)
class Pocket(Window):
    """The page for observing without a network, on an assessor's phone."""

    def visit(self) -> None:
        """Go there once with a network; the worker is at its post when this comes back."""
        self.menu("Observations")
        self.follow("Observe without a network")
        self.page.evaluate("navigator.serviceWorker.ready")
        self.reads(self.say("You are signed in, and there is a network: what waits here is sent by itself."))

    def choose_learner(self, name: str) -> None:
        self.main.get_by_role("checkbox", name=name).check()

    def part(self, study: Study) -> Locator:
        return self.page.locator(f"#p-{study.portfolio}")

    def decide(self, study: Study, code: str, outcome: str) -> None:
        unit = self.part(study).locator("details.ty-pick").nth(1)
        if not unit.evaluate("unit => unit.open"):
            unit.locator("summary").click()
        line = unit.locator(".ty-seen").filter(has=self.page.locator("b", has_text=re.compile(f"^{code}$")))
        line.get_by_role("radio", name=self.say(outcome, "decision"), exact=True).check()

    def keep(self) -> None:
        expect(self.main.get_by_text(self.say("Kept on this device, for you alone."))).to_be_visible()
        self.press("Keep it and go back to the list")
        expect(self.main.get_by_role("button", name=self.say("Write an observation"))).to_be_visible()

    def tags(self, state: str) -> Locator:
        return self.page.locator(f"{ITEMS} .ty-tag:visible").filter(has_text=self.say(state, "item"))

    def until(self, came: Callable[[], bool]) -> None:
        for _ in range(100):
            if came():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"it did not come: {came}, {self.main.inner_text()}")


@dataclass(frozen=True)
class Two:
    place: Place
    owen: Study


@pytest.fixture(scope="module", name="two")
def two_fixture(site_app: Flask) -> Two:
    place = open_place(site_app, "OBW")
    with acting(site_app) as work:
        row = work.session.query(Qualification).where(Qualification.number == "OBW-1").one()
        return Two(place, enrol(work, place.centre, place.centre.owen, row))


def pocket_of(windows: Windows, two: Two, language: str) -> Pocket:
    pocket = Pocket(windows.open(language, width=NARROW), Words(language))
    windows.watches[-1].expected.extend(CUT)
    pocket.sign_in(two.place.centre.trainee.email, PASSWORD)
    return pocket


def arrived(app: Flask, beginning: str) -> list[Said]:
    with acting(app) as work:
        found = [Said.from_json(one.said) for one in work.session.query(Observation).order_by(Observation.id)]
    return [said for said in found if said.place.startswith(beginning)]


def half_a_minute_later(pocket: Pocket) -> bool:
    """Whether it is safe; what stopped is tried again by then."""
    pocket.page.clock.fast_forward(31_000)
    return pocket.tags("Safe").count() == 1


def losing_an_answer(pocket: Pocket) -> list[int]:
    """Lose the first answer on its way back: what was sent is sent again, and is to be there once."""
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort("connectionreset")

    pocket.page.route("**/observations/offline?lang=*", lose, times=1)
    return lost


def write(pocket: Pocket, two: Two, place: str) -> None:
    """Choose two learners, write of both, and what each did alone."""
    pocket.press("Write an observation")
    for study in (two.place.study, two.owen):
        pocket.choose_learner(study.learner.name)
    pocket.date("When was it?", date(2026, 3, 3))
    pocket.fill("Where was it?", place)
    pocket.fill("What happened?", "Dim signal yn y cwm.")
    pocket.choose("Who else is shown or named in it?", "Nobody else who could be recognised")
    for number, study in enumerate((two.place.study, two.owen)):
        pocket.part(study).locator("textarea").first.fill(f"Gair {number}")
        pocket.decide(study, "P1", "Met")
        for rule in pocket.part(study).locator("fieldset").last.get_by_role("checkbox").all():
            rule.check()


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_learners_are_observed_without_a_network(
    windows: Windows, site_app: Flask, two: Two, language: str
) -> None:
    pocket, place = pocket_of(windows, two, language), f"{language} heb rwydwaith"
    pocket.page.clock.install()
    pocket.visit()
    pocket.check()
    pocket.page.context.set_offline(True)
    write(pocket, two, place)
    pocket.page.clock.fast_forward(1000)
    pocket.check()
    pocket.keep()
    expect(pocket.tags("On this device")).to_have_count(1)
    pocket.check()
    pocket.page.clock.fast_forward(WEEK)
    pocket.page.reload()
    expect(pocket.tags("On this device")).to_have_count(1)
    assert arrived(site_app, place) == []
    lost = losing_an_answer(pocket)
    pocket.page.context.set_offline(False)
    pocket.until(partial(half_a_minute_later, pocket))
    assert lost == [200]
    [said] = arrived(site_app, place)
    assert [said.parts[one.portfolio].words for one in (two.place.study, two.owen)] == ["Gair 0", "Gair 1"]
    pocket.follow("See it in my observations")
    pocket.press("Check it and put it on record")
    pocket.reads("Dim signal yn y cwm.", "Gair 0", "Gair 1")
    pocket.tick("I saw this myself, and it is written as it happened")
    pocket.press("Sign and put it on record")
    expect(pocket.page.get_by_role("alert")).to_contain_text("2")


def test_a_learner_finds_no_page_for_observing_and_keeps_their_own(windows: Windows, two: Two) -> None:
    learner = Window(windows.open("en", width=NARROW), Words("en"))
    windows.watches[-1].expected.extend(("403",))
    learner.sign_in(two.place.centre.ffion.email, PASSWORD)
    learner.follow("Work without a network")
    learner.reads("You are signed in, and there is a network")
    learner.open("/offline/observations?lang=en")
    learner.reads("Whoever is signed in on this device now assesses nobody.")
    learner.open("/offline?lang=en")
    learner.reads("You are signed in, and there is a network")
