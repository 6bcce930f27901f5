"""The main job by the keyboard alone, the focus always to be seen."""

import csv
import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, expect

from portfolio.core.work import LONDON, clock
from portfolio.demo import files
from standards.foundation import Role
from tests.browser.conftest import Windows
from tests.browser.keyboard import button, enter, link, menu, reach, sign_in, tick, type_all, type_date, type_into
from tests.browser.pages import Assessor, Learner, Manager
from tests.browser.places import Place, open_place
from tests.browser.window import Window
from tests.browser.words import Words
from tests.factories import Someone
from tests.studies import acting
from tests.studies import judge as judged

pytestmark = pytest.mark.browser

TITLE = "Heb lygoden / Without a mouse"
UNIT = re.compile("^Arrange a desk")
YESTERDAY = clock().astimezone(LONDON).date() - timedelta(days=1)
PHOTOGRAPH: FilePayload = {"name": "desg.jpg", "mimeType": "image/jpeg", "buffer": files.make("photo", "desk", "cy")}


def test_a_learner_adds_evidence_and_an_assessor_judges_it(windows: Windows) -> None:
    say = Words("cy")
    learner, assessor = Learner(windows.open("cy"), say), Assessor(windows.open("cy"), say)
    sign_in(learner, "catrin@cwmafon.example.org")
    add(learner)
    submit(learner)
    sign_in(assessor, "nia@cwmafon.example.org")
    judge(assessor)
    menu(learner, "Home")
    expect(learner.main.get_by_role("link", name=TITLE)).to_be_visible()


def add(learner: Learner) -> None:
    page, keyboard, say = learner.page, learner.page.keyboard, learner.say
    # Chromium is told long before the key is pressed that the test answers its dialog: keys wait for nothing.
    page.on("filechooser", lambda _chooser: None)
    enter(learner, link(learner, "Add evidence"))
    reach(learner, learner.group("What kind of evidence is it?").get_by_role("radio", checked=True))
    reach(learner, learner.main.get_by_role("radio", name=say("Photograph"), exact=True), "ArrowDown")
    type_into(learner, learner.field("Title"), TITLE)
    type_date(learner, "When did it happen?", YESTERDAY)
    type_into(learner, learner.field("What does it show, and who made it?"), "Fy nodiadau.")
    type_into(learner, learner.field("What did you do, and why?"), "Ffoniais y landlord.")
    reach(learner, learner.main.get_by_role("button", name=re.compile("^" + say("Add files"))))
    with page.expect_file_chooser() as chooser:
        keyboard.press("Enter")
    chooser.value.set_files([PHOTOGRAPH])
    tick(learner, learner.main.get_by_role("radio", name=say("Nobody else who could be recognised")))
    tick(learner, learner.main.get_by_role("radio", name=say("No, it was not used")))
    type_into(learner, learner.main.get_by_role("searchbox", name=say("Find a criterion")), "P1")
    tick(learner, learner.main.get_by_role("checkbox", name=re.compile("^P1 ")).first)
    type_into(
        learner,
        learner.main.get_by_label(re.compile(re.escape(say("Where to look, and how it shows this")))).first,
        "0:10",
    )
    tick(learner, learner.main.get_by_role("checkbox", name=re.compile("^P10 ")).first)


def submit(learner: Learner) -> None:
    enter(learner, button(learner, "Submit"))
    expect(learner.main.get_by_role("heading", name=learner.say("Check and submit"), level=1)).to_be_visible()
    enter(learner, button(learner, "Declare and submit"))
    learner.done("The evidence is submitted. It now waits for your assessor.")
    learner.reads("0:10", "P10")


def judge(assessor: Assessor) -> None:
    keyboard, say = assessor.page.keyboard, assessor.say
    menu(assessor, "Queue")
    enter(assessor, assessor.main.get_by_role("link", name=TITLE, exact=True))
    expect(assessor.main.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    for key in "jmjnkjr":
        keyboard.press(key)
    met, referred = say("Met", "decision"), say("Referred to the learner", "decision")
    for code, outcome in (("P1", met), ("P10", referred)):
        group = assessor.main.get_by_role("group", name=say("Decision on %(code)s", code=code), exact=True)
        expect(group.get_by_role("radio", name=outcome, exact=True)).to_be_checked()
    feedback = say("Feedback on %(code)s", code="P10")
    type_into(assessor, assessor.main.get_by_role("textbox", name=feedback, exact=True), "Beth ddigwyddodd wedyn? mnr")
    rules = assessor.group("Rules of evidence").get_by_role("checkbox")
    for place in range(3):
        tick(assessor, rules.nth(place))
    enter(assessor, button(assessor, "Save decisions"))
    assessor.done("Your decisions are saved, and the learner sees your feedback.")


@pytest.fixture(scope="module", name="place")
def place_fixture(site_app: Flask) -> Place:
    """A centre whose learner's unit is all met."""
    place = open_place(site_app, "BYS")
    with acting(site_app, place.centre.trainee, Role.ASSESSOR) as work:
        judged(work, place.study, place.waiting)
    return place


def test_a_manager_enrols_a_learner_and_chooses_units(windows: Windows, place: Place) -> None:
    manager = Manager(windows.open("cy"), Words("cy"))
    keyboard, say = manager.page.keyboard, manager.say
    sign_in(manager, place.centre.manager.email, place.centre.manager.password)
    menu(manager, "Learners")
    enter(manager, link(manager, "Enrol a learner"))
    type_all(manager, {"Learner's email address": "mali@example.org", "Learner's name": "Mali Bysellau"})
    type_into(manager, manager.main.get_by_role("combobox", name=say("Qualification")), "Cyngor (BYS-1")
    type_date(manager, "Planned end", YESTERDAY + timedelta(days=300))
    legend = "In which language does the learner wish to be assessed?"
    reach(manager, manager.group(legend).get_by_role("radio").first)
    reach(manager, manager.group(legend).get_by_role("radio", name=say("English"), exact=True), "ArrowDown")
    keyboard.press("Enter")
    manager.done("The learner is enrolled. Now choose units.")
    boxes = manager.main.get_by_role("checkbox")
    expect(boxes.nth(0)).to_be_checked()
    expect(boxes.nth(1)).not_to_be_checked()
    tick(manager, boxes.nth(1))
    enter(manager, button(manager, "Save the units"))
    manager.done("The units are saved.")
    manager.reads("U/1", "U/2")


def test_a_unit_is_declared_signed_countersigned_reported_and_reopened(windows: Windows, place: Place) -> None:
    centre = place.centre
    declare(begun(windows, centre.ffion))
    for someone, again in ((centre.trainee, False), (centre.assessor, True)):
        sign(begun(windows, someone), someone, again=again)
    manager = begun(windows, centre.manager)
    report(manager)
    reopen(manager)


def begun(windows: Windows, someone: Someone) -> Window:
    window = Window(windows.open("en"), Words("en"))
    sign_in(window, someone.email, someone.password)
    return window


def declare(learner: Window) -> None:
    enter(learner, link(learner, UNIT))
    enter(learner, link(learner, "Declare this unit"))
    enter(learner, link(learner, "Skip the criteria"))
    tick(learner, learner.main.get_by_role("checkbox"))
    enter(learner, button(learner, "Declare this unit"))
    learner.done("You have declared this unit. Your assessor can sign it now.")


def sign(assessor: Window, someone: Someone, *, again: bool) -> None:
    menu(assessor, "Queue")
    waiting = "Units to countersign: %(number)s" if again else "Units to sign: %(number)s"
    enter(assessor, assessor.main.get_by_role("link", name=assessor.say(waiting, number=1)))
    enter(assessor, link(assessor, UNIT))
    enter(assessor, link(assessor, "Skip the criteria"))
    type_into(assessor, assessor.main.get_by_label("Your password", exact=True), someone.password)
    assessor.page.keyboard.press("Enter")
    done = "You have countersigned this unit. It counts as signed off now."
    assessor.done(done if again else "You have signed this unit. Its claims are locked now.")


def report(manager: Window) -> None:
    menu(manager, "Completion")
    enter(manager, link(manager, re.compile("^Advice")))
    reach(manager, link(manager, "Download as a CSV file"))
    with manager.page.expect_download() as download:
        manager.page.keyboard.press("Enter")
    rows = csv.DictReader(Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines())
    found = {(row["Unit number"], row["Unit status"]) for row in rows if row["Learner"] == "Ffion Rees"}
    assert found == {("U/1", "Countersigned"), ("U/2", "In progress")}


def reopen(manager: Window) -> None:
    enter(manager, manager.main.get_by_role("row", name=re.compile("Ffion Rees")).get_by_role("link", name="U/1"))
    enter(manager, link(manager, "Reopen this unit"))
    type_into(manager, manager.main.get_by_role("searchbox", name=manager.say("Find a criterion")), "P1")
    tick(manager, manager.main.get_by_role("checkbox", name=re.compile("^P1 ")))
    expect(manager.main.get_by_role("checkbox")).to_have_count(1)
    type_all(manager, {"Why the unit has to be reopened": "The diary is of another desk."})
    enter(manager, button(manager, "Reopen this unit"))
    manager.done("The unit is open again. The criteria you named wait for a new decision.")
    manager.reads("The diary is of another desk.")
