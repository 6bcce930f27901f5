"""One person's window: what is done on any page, by the words and roles that people go by."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.watching import check_page
from tests.browser.words import Words

DEMONSTRATION_PASSWORD = "cwm-afon-arddangos"
Files = Sequence[FilePayload] | Path


@dataclass(frozen=True)
class Window:
    """A browser window in a language; everything in it is found by role and by label."""

    page: Page
    say: Words

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def open(self, address: str) -> None:
        self.page.goto(address)

    def sign_in(self, email: str, password: str = DEMONSTRATION_PASSWORD) -> None:
        if "/sign-in" not in self.page.url:
            self.open("/sign-in")
        self.fill("Email address", email)
        self.fill("Password", password)
        self.main.get_by_role("button", name=self.say("Sign in"), exact=True).click()
        expect(self.page.get_by_role("button", name=self.say("Sign out"))).to_be_visible()

    def menu(self, label: str) -> None:
        menu = self.page.get_by_role("navigation", name=self.say("Main menu"))
        menu.get_by_role("link", name=self.say(label), exact=True).click()

    def field(self, label: str) -> Locator:
        return self.main.get_by_role("textbox", name=self.say(label), exact=True)

    def fill(self, label: str, value: str) -> None:
        self.main.get_by_label(self.say(label), exact=True).fill(value)

    def group(self, legend: str) -> Locator:
        return self.main.get_by_role("group", name=self.say(legend), exact=True)

    def choose(self, legend: str, label: str, context: str | None = None) -> None:
        """Choose one of several radio buttons."""
        self.group(legend).get_by_role("radio", name=self.say(label, context), exact=True).check()

    def tick(self, label: str) -> None:
        self.main.get_by_role("checkbox", name=self.say(label), exact=True).check()

    def select(self, label: str, option: str | re.Pattern[str]) -> None:
        box = self.main.get_by_role("combobox", name=self.say(label), exact=True)
        value = box.get_by_role("option", name=option).get_attribute("value")
        box.select_option(value)

    def date(self, legend: str, day: date) -> None:
        boxes = self.group(legend)
        for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            boxes.get_by_role("textbox", name=self.say(label), exact=True).fill(str(value))

    def press(self, button: str) -> None:
        self.main.get_by_role("button", name=self.say(button), exact=True).click()

    def follow(self, link: str | re.Pattern[str]) -> None:
        """Follow a link; a text is the product's, a pattern matches what people wrote."""
        name = link if isinstance(link, re.Pattern) else self.say(link)
        self.main.get_by_role("link", name=name, exact=isinstance(name, str)).first.click()

    def reads(self, *texts: str) -> None:
        for text in texts:
            expect(self.main).to_contain_text(text)

    def done(self, message: str) -> None:
        """An act went well, and the page says so."""
        expect(self.page.get_by_role("alert").filter(has_text=self.say(message))).to_be_visible()

    def problem(self, *messages: str) -> None:
        """The summary of what is wrong says all of this."""
        summary = self.page.get_by_role("alert").filter(has_text=self.say("There is a problem"))
        for message in messages:
            expect(summary).to_contain_text(self.say(message))

    def check(self) -> None:
        check_page(self.page)
