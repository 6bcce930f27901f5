"""The whole cycle in a real Chromium: from a plan by way of a sample that is not upheld to a credential."""

import re
from dataclasses import dataclass, replace
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import expect

from assessments.judging import services as judging
from assessments.judging.rules import Phrase
from assessments.quality.rules.strategy import DEFAULT, Stage, Strategy
from portfolio.core.work import LONDON, clock
from standards.foundation import Role
from standards.qualifications.rules.signing import signing_order
from tests.browser.conftest import WIDE, Windows
from tests.browser.pages import Assessor, Learner
from tests.browser.places import Group, open_group
from tests.browser.test_observing import Watching
from tests.browser.test_quality import answer, close, sample
from tests.browser.watching import NARROW
from tests.browser.window import Window
from tests.browser.words import Words
from tests.factories import PASSWORD, Someone
from tests.judging.conftest import checked
from tests.quality.assuring import set_strategy
from tests.studies import acting

pytestmark = pytest.mark.browser

TODAY = clock().astimezone(LONDON).date()
TITLE = "Gosod y lamp"
PLANNED = "Gwylio'r ddesg"
SAVED = "Your decisions are saved, and the learner sees your feedback."
TRAINEES, FLAGGED = DEFAULT[1], DEFAULT[0]
STRATEGY = Strategy((replace(TRAINEES, stage=Stage.SUMMATIVE), replace(FLAGGED, stage=Stage.EITHER, figure=100)))
"""What trainees signed is sampled, and all that an assessor decided of whom a sample was not upheld."""


@dataclass(frozen=True)
class Cast:
    """Everybody in the cycle, each in a window of their own, and the unit that it is about."""

    group: Group
    urn: str
    learner: Learner
    trainee: Assessor
    countersigner: Assessor
    assurer: Window

    @property
    def unit(self) -> str:
        return self.group.studies[0].units[1]

    @property
    def watching(self) -> Watching:
        return Watching(self.trainee.page, self.trainee.say)


def gather(windows: Windows, app: Flask, name: str, language: str, width: int) -> Cast:
    group = open_group(app, name, signing_order(learner_first=True, verified=True))
    centre, say = group.place.centre, Words(language)
    set_strategy(app, centre, STRATEGY)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judging.keep_phrases(work, [Phrase("Dywedwch ble oedd y lamp.", "Say where the lamp was.")], 0)

    def of(kind: type[Window], someone: Someone) -> Window:
        window = kind(windows.open(language, width=width), say)
        window.sign_in(someone.email, PASSWORD)
        return window

    learner, trainee = of(Learner, centre.ffion), of(Assessor, centre.trainee)
    countersigner, assurer = of(Assessor, centre.assessor), of(Window, centre.quality_assurer)
    assert isinstance(learner, Learner)
    assert isinstance(trainee, Assessor)
    assert isinstance(countersigner, Assessor)
    return Cast(group, f"ZZ{name}2", learner, trainee, countersigner, assurer)


def plan(cast: Cast) -> None:
    trainee, learner = cast.trainee, cast.learner
    trainee.open(f"/enrolments/{cast.group.studies[0].enrolment}/plan")
    trainee.follow("Begin the plan")
    trainee.choose("In which language do you write the plan?", "Welsh")
    trainee.press("Begin the plan")
    trainee.follow("Add an activity")
    trainee.fill("What is to be done?", PLANNED)
    trainee.select("By which method?", trainee.say("Observation at work"))
    trainee.date("On which day?", TODAY)
    trainee.choose("In which language does it take place?", "Welsh")
    trainee.main.get_by_text(re.compile(f"^{cast.urn} ")).click()
    criteria = trainee.main.get_by_role("group", name=re.compile(cast.urn))
    criteria.get_by_role("checkbox", name=re.compile("^P1 ")).check()
    trainee.press("Save the activity")
    trainee.done("The activity is planned.")
    trainee.follow("Put the plan forward")
    trainee.press("Put it forward and agree")
    trainee.done("The plan is put forward, with your agreement. It holds once the learner agrees.")
    learner.menu("Home")
    learner.follow(re.compile(learner.say("Assessment plan, version %(number)s", number=1)))
    learner.follow("Agree to this plan")
    learner.press("I agree to this plan")
    learner.done("You have agreed to the plan. It holds from now on.")


def observe(cast: Cast) -> None:
    """All three are watched at once, and each shows the first criterion."""
    tomos = cast.watching
    tomos.menu("Observations")
    tomos.follow("Write an observation")
    for study in cast.group.studies:
        tomos.main.get_by_role("checkbox", name=study.learner.name).check()
    tomos.press("Continue")
    tomos.fill("Where was it?", "Y swyddfa")
    tomos.date("When was it?", date(2026, 3, 3))
    tomos.fill("What happened?", "Bore prysur iawn.")
    tomos.choose("Who else is shown or named in it?", "Nobody else who could be recognised")
    for number, study in enumerate(cast.group.studies):
        tomos.only(study, f"Gair {number}")
        tomos.decide(study, "P1", "Met")
        tomos.rules(study)
    tomos.press("Check it and put it on record")
    tomos.tick("I saw this myself, and it is written as it happened")
    tomos.press("Sign and put it on record")
    expect(tomos.page.get_by_role("alert")).to_contain_text("3")


def put_forward(cast: Cast) -> None:
    learner = cast.learner
    learner.open(f"/portfolios/{cast.group.place.study.portfolio}/evidence/new")
    learner.choose("What kind of evidence is it?", "Written account of what I did")
    learner.fill("Title", TITLE)
    learner.date("When did it happen?", date(2026, 3, 4))
    learner.fill("What did you do, and why?", "Gosodais y lamp.")
    learner.choose("Who is shown or named in it?", "Nobody else who could be recognised")
    learner.choose("Was artificial intelligence used in making it?", "No, it was not used")
    learner.put_to(cast.urn, "P2", "K1")
    learner.submit()


def judge(cast: Cast, *keys: str) -> None:
    """Decide on the piece by keyboard alone."""
    trainee = cast.trainee
    trainee.take(TITLE)
    expect(trainee.page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    # The scripts, which hear the keys, run after the page is seen.
    expect(trainee.page.locator("body.js-enabled")).to_be_visible()
    for key in (*keys, "v"):
        trainee.page.keyboard.press(key)
    trainee.page.keyboard.press("Control+Enter")
    trainee.done(SAVED)


def answer_referral(cast: Cast) -> None:
    learner = cast.learner
    learner.menu("Home")
    learner.follow(re.compile(TITLE))
    learner.reads({"cy": "Dywedwch ble oedd y lamp.", "en": "Say where the lamp was."}[learner.say.language])
    learner.follow("Change this evidence and submit it again")
    learner.fill("What did you do, and why?", "Gosodais y lamp ar y chwith.")
    learner.submit(check=False)


def sign(cast: Cast) -> None:
    """Declared by the learner, signed by a trainee, countersigned: then the quality assurer is waited for."""
    learner = cast.learner
    learner.open(f"/units/{cast.unit}")
    learner.follow("Declare this unit")
    learner.tick("This is my own work, and the unit is complete")
    learner.press("Declare this unit")
    learner.done("You have declared this unit. Your assessor can sign it now.")
    by_password(cast, cast.trainee, "Sign this unit")
    by_password(cast, cast.countersigner, "Countersign this unit")
    learner.open(f"/units/{cast.unit}")
    learner.reads(learner.say("The quality assurer's signature: in this qualification every unit is verified."))
    learner.check()


def by_password(cast: Cast, window: Window, act: str) -> None:
    window.open(f"/units/{cast.unit}")
    window.follow(act)
    window.check()
    window.fill("Your password", PASSWORD)
    window.press(act)
    expect(window.page.get_by_role("alert")).to_be_visible()
    expect(window.page).to_have_url(re.compile(f"/units/{cast.unit}$|/units/to-"))


def draw_and_sample(cast: Cast) -> None:
    """What the trainee signed is drawn alone; as it is not upheld, what they decided of the two others is as well."""
    assurer = cast.assurer
    assurer.menu("Quality assurance")
    assurer.follow("Draw a new plan")
    assurer.press("Draw the plan")
    assurer.done("The plan is drawn.")
    assurer.menu("Home")
    expect(assurer.main).not_to_contain_text(f"Mabli Gwyn · {cast.urn}")
    sample(assurer, cast.urn, "P2", "Nid yw'n dweud pa lamp.")
    assurer.menu("Home")
    for learner in ("Owen Price", "Mabli Gwyn"):
        assurer.reads(f"{learner} · {cast.urn}")


def earn(cast: Cast) -> None:
    by_password(cast, cast.assurer, "Verify this unit")
    learner = cast.learner
    learner.open(f"/units/{cast.unit}")
    learner.reads(learner.say("Nothing is missing: this unit is signed off."))
    learner.follow("The credential of this unit")
    learner.reads(learner.say("Nobody outside the centre can see it: only the learner can show it."))
    learner.check()


@pytest.mark.parametrize(
    ("language", "width", "name"), [("cy", NARROW, "CYL"), pytest.param("en", WIDE, "CYN", marks=pytest.mark.proof)]
)
def test_from_the_plan_to_the_credential(
    windows: Windows, site_app: Flask, language: str, width: int, name: str
) -> None:
    cast = gather(windows, site_app, name, language, width)
    plan(cast)
    observe(cast)
    put_forward(cast)
    judge(cast, "j", "r", "1", "j", "m")
    answer_referral(cast)
    judge(cast, "j", "m")
    sign(cast)
    draw_and_sample(cast)
    cast.trainee.menu("Home")
    answer(cast.trainee)
    judge(cast, "j", "m")
    sign(cast)
    close(cast.assurer)
    earn(cast)
    assert checked(site_app) == []
