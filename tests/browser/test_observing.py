"""An assessor watches three learners at once: written once, decided for each, and each reads what is theirs."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Locator, expect

from assessments.observing.models import ObservationRecord
from portfolio.evidence.models import Evidence
from tests.browser.conftest import WIDE, Windows
from tests.browser.places import Group, open_group
from tests.browser.watching import NARROW
from tests.browser.window import Window
from tests.browser.words import Words
from tests.factories import PASSWORD, Someone
from tests.studies import Study, acting

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Watching(Window):
    """The assessor's window."""

    def part(self, study: Study) -> Locator:
        return self.page.locator(f"#p-{study.portfolio}")

    def decide(self, study: Study, code: str, outcome: str) -> None:
        """Decide a criterion of a learner's second unit: the first waits to be judged."""
        unit = self.part(study).locator("details.ty-pick").nth(1)
        if not unit.evaluate("unit => unit.open"):
            unit.locator("summary").click()
        line = unit.locator(".ty-seen").filter(has=self.page.locator("b", has_text=re.compile(f"^{code}$")))
        line.get_by_role("radio", name=self.say(outcome, "decision"), exact=True).check()

    def rules(self, study: Study) -> None:
        for rule in ("Valid: it is about what the criteria ask", "The learner's own work"):
            self.part(study).get_by_role("checkbox", name=self.say(rule), exact=True).check()
        current = self.say("Current: recent enough to show what the learner can do now")
        self.part(study).get_by_role("checkbox", name=current, exact=True).check()

    def only(self, study: Study, words: str) -> None:
        self.part(study).locator("textarea").first.fill(words)


@pytest.fixture(scope="module", name="group")
def group_fixture(site_app: Flask) -> Group:
    return open_group(site_app, "OBS")


def window(windows: Windows, someone: Someone, language: str, width: int) -> Watching:
    found = Watching(windows.open(language, width=width), Words(language))
    found.sign_in(someone.email, PASSWORD)
    return found


def write(tomos: Watching, group: Group, place: str, language: str) -> None:
    """Choose the three and write of them all, as each did it."""
    tomos.menu("Observations")
    tomos.check()
    tomos.follow("Write an observation")
    for study in group.studies:
        tomos.main.get_by_role("checkbox", name=study.learner.name).check()
    tomos.check()
    tomos.press("Continue")
    tomos.check()
    tomos.fill("Where was it?", place)
    tomos.date("When was it?", date(2026, 3, 3))
    tomos.fill("What happened?", "Gofynnodd Owen i mi adael.")
    tomos.choose("Who else is shown or named in it?", "Nobody else who could be recognised")
    for number, study in enumerate(group.studies):
        tomos.only(study, f"Gair {number} {language}")
        tomos.decide(study, "P1" if language == "cy" else "K1", "Met")
        tomos.rules(study)


@pytest.mark.parametrize(("language", "width"), [("cy", NARROW), ("en", WIDE)])
def test_three_learners_are_observed_at_once(
    windows: Windows, site_app: Flask, group: Group, language: str, width: int
) -> None:
    tomos = window(windows, group.place.centre.trainee, language, width)
    place = f"Y ddesg {language}"
    write(tomos, group, place, language)
    tomos.press("Check it and put it on record")
    # Whoever is named would be read of by the two others.
    tomos.reads("Ffion Rees:", "Owen Price", "Mabli Gwyn:")
    tomos.check()
    tomos.page.get_by_role("link", name=tomos.say("Change it"), exact=True).click()
    tomos.fill("What happened?", "Bore prysur iawn.")
    tomos.press("Check it and put it on record")
    tomos.reads("Bore prysur iawn.", *(f"Gair {number} {language}" for number in range(3)))
    tomos.check()
    tomos.tick("I saw this myself, and it is written as it happened")
    tomos.press("Sign and put it on record")
    expect(tomos.page.get_by_role("alert")).to_contain_text("3")
    tomos.check()
    with acting(site_app) as work:
        made = work.session.query(ObservationRecord).join(Evidence, Evidence.id == ObservationRecord.evidence_id)
        assert made.filter(Evidence.title.contains(place)).count() == 3
    for number, study in enumerate(group.studies):
        reads_own(window(windows, study.learner, language, width), place, language, number)


def reads_own(learner: Watching, place: str, language: str, number: int) -> None:
    """One learner finds their copy, with nothing of the others', comments and signs."""
    learner.menu("My evidence")
    learner.follow(re.compile(place))
    learner.reads("Bore prysur iawn.", f"Gair {number} {language}")
    for other in {0, 1, 2} - {number}:
        expect(learner.main).not_to_contain_text(f"Gair {other} {language}")
    learner.check()
    learner.follow("Comment and sign")
    learner.check()
    learner.press("Sign the record")
    learner.problem("Tick the box to sign.")
    learner.fill("Your comment", "Felly yr oedd.")
    learner.tick("I have read this record")
    learner.press("Sign the record")
    learner.done("You have signed the record.")
    learner.reads("Felly yr oedd.")
    learner.check()
