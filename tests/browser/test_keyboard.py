"""Evidence added and judged by the keyboard alone, the focus always to be seen."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from portfolio.core.work import LONDON, clock
from portfolio.demo import files
from tests.browser.conftest import Windows
from tests.browser.pages import Assessor, Learner
from tests.browser.window import Window
from tests.browser.words import Words

pytestmark = pytest.mark.browser

MOST_TABS = 150
TITLE = "Heb lygoden / Without a mouse"
YESTERDAY = clock().astimezone(LONDON).date() - timedelta(days=1)
PHOTOGRAPH: FilePayload = {"name": "desg.jpg", "mimeType": "image/jpeg", "buffer": files.make("photo", "desk", "cy")}
IS_FOCUSED = "e => e === document.activeElement"
FOCUS_IS_SEEN = """e => {
  const drawn = [e, e.parentElement, e.labels?.[0]].filter(Boolean);
  return drawn.some((one) => [null, "::before", "::after"].some((part) => {
    const style = getComputedStyle(one, part);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  }));
}"""


def reach(window: Window, target: Locator, key: str = "Tab") -> None:
    """Go on with a key until something has the focus, which must then be seen on it."""
    keyboard = window.page.keyboard
    for _ in range(MOST_TABS):
        if target.evaluate(IS_FOCUSED):
            assert target.evaluate(FOCUS_IS_SEEN), f"nobody sees the focus on {target}"
            return
        keyboard.press(key)
    raise AssertionError(f"{target} is not reached with {key}")


def button(window: Window, name: str) -> Locator:
    return window.main.get_by_role("button", name=window.say(name), exact=True)


def type_into(window: Window, target: Locator, words: str) -> None:
    reach(window, target)
    window.page.keyboard.type(words)


def tick(window: Window, target: Locator) -> None:
    reach(window, target)
    window.page.keyboard.press("Space")


def test_a_learner_adds_evidence_and_an_assessor_judges_it(windows: Windows) -> None:
    say = Words("cy")
    learner, assessor = Learner(windows.open("cy"), say), Assessor(windows.open("cy"), say)
    sign_in(learner, "catrin@cwmafon.example.org")
    add(learner)
    submit(learner)
    sign_in(assessor, "nia@cwmafon.example.org")
    judge(assessor)
    learner.menu("Home")
    expect(learner.main.get_by_role("link", name=TITLE)).to_be_visible()


def sign_in(window: Window, email: str) -> None:
    window.open("/sign-in")
    type_into(window, window.main.get_by_role("textbox", name=window.say("Email address")), email)
    type_into(window, window.main.get_by_label(window.say("Password"), exact=True), "cwm-afon-arddangos")
    window.page.keyboard.press("Enter")
    expect(window.page.get_by_role("heading", name=window.say("Home"), level=1)).to_be_visible()


def add(learner: Learner) -> None:
    page, keyboard, say = learner.page, learner.page.keyboard, learner.say
    # Chromium is told long before the key is pressed that the test answers its dialog: keys wait for nothing.
    page.on("filechooser", lambda _chooser: None)
    reach(learner, learner.main.get_by_role("link", name=say("Add evidence"), exact=True))
    keyboard.press("Enter")
    reach(learner, learner.group("What kind of evidence is it?").get_by_role("radio", checked=True))
    reach(learner, learner.main.get_by_role("radio", name=say("Photograph"), exact=True), "ArrowDown")
    type_into(learner, learner.field("Title"), TITLE)
    for label, value in (("Day", YESTERDAY.day), ("Month", YESTERDAY.month), ("Year", YESTERDAY.year)):
        type_into(learner, learner.field(label), str(value))
    type_into(learner, learner.field("What did you do, and why?"), "Ffoniais y landlord.")
    reach(learner, learner.main.get_by_role("button", name=re.compile("^" + say("Add files"))))
    with page.expect_file_chooser() as chooser:
        keyboard.press("Enter")
    chooser.value.set_files([PHOTOGRAPH])
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
    reach(learner, button(learner, "Submit"))
    learner.page.keyboard.press("Enter")
    expect(learner.main.get_by_role("heading", name=learner.say("Check and submit"), level=1)).to_be_visible()
    reach(learner, button(learner, "Declare and submit"))
    learner.page.keyboard.press("Enter")
    learner.done("The evidence is submitted. It now waits for your assessor.")
    learner.reads("0:10", "P10")


def judge(assessor: Assessor) -> None:
    keyboard, say = assessor.page.keyboard, assessor.say
    menu = assessor.page.get_by_role("navigation", name=say("Main menu"))
    reach(assessor, menu.get_by_role("link", name=say("Queue"), exact=True))
    keyboard.press("Enter")
    reach(assessor, assessor.main.get_by_role("link", name=TITLE, exact=True))
    keyboard.press("Enter")
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
    reach(assessor, button(assessor, "Save decisions"))
    keyboard.press("Enter")
    assessor.done("Your decisions are saved, and the learner sees your feedback.")
