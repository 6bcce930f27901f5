"""What hands do on a keyboard alone: going on until something has the focus, which must then be seen."""

import re
from collections.abc import Mapping
from datetime import date

from playwright.sync_api import Locator, expect

from tests.browser.window import DEMONSTRATION_PASSWORD, Window

MOST_TABS = 150
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


def link(window: Window, name: str | re.Pattern[str]) -> Locator:
    """Give a link; a text is the product's, a pattern matches what people wrote."""
    said = name if isinstance(name, re.Pattern) else window.say(name)
    return window.main.get_by_role("link", name=said, exact=isinstance(said, str)).first


def enter(window: Window, target: Locator) -> None:
    """Press a button or follow a link."""
    reach(window, target)
    window.page.keyboard.press("Enter")


def menu(window: Window, label: str) -> None:
    entries = window.page.get_by_role("navigation", name=window.say("Main menu"))
    enter(window, entries.get_by_role("link", name=window.say(label), exact=True))


def type_into(window: Window, target: Locator, words: str) -> None:
    reach(window, target)
    window.page.keyboard.type(words)


def type_all(window: Window, words: Mapping[str, str]) -> None:
    """Fill in text fields by their labels, in the order of the page."""
    for label, said in words.items():
        type_into(window, window.main.get_by_label(window.say(label), exact=True), said)


def type_date(window: Window, legend: str, day: date) -> None:
    boxes = window.group(legend)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        type_into(window, boxes.get_by_role("textbox", name=window.say(label), exact=True), str(value))


def tick(window: Window, target: Locator) -> None:
    reach(window, target)
    window.page.keyboard.press("Space")


def sign_in(window: Window, email: str, password: str = DEMONSTRATION_PASSWORD) -> None:
    window.open("/sign-in")
    type_all(window, {"Email address": email, "Password": password})
    window.page.keyboard.press("Enter")
    expect(window.page.get_by_role("heading", name=window.say("Home"), level=1)).to_be_visible()
