"""Walks the links of the site as one person, breadth first, a few addresses of each kind of page."""

import re
from collections import Counter, deque
from collections.abc import Collection
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

from tests.browser.watching import LOOKS_THE_SAME, check_page
from tests.page_rules import read, unruly

LANGUAGES = ("cy", "en")
LINK = re.compile(r'<a\b(?![^>]*\s(?:download\b|href="[^"]*lang=))[^>]*\shref="(/[^"#]*)')
STATES = {
    "evidence.library",
    "evidence.show",
    "evidence.view",
    "importing.workbench",
    "judging.feedback",
    "judging.home",
    "judging.judge",
    "judging.to_sign",
    "judging.unit",
    "plans.plan",
    "plans.version",
    "reviews.show",
    "witnesses.show",
}
"""Pages that look different with what they are about: each person opens two of each, of others a group opens one."""
WITH_ERRORS = {
    "aids.attach",
    "aids.withdraw",
    "evidence.new",
    "evidence.use_again",
    "evidence.withdraw",
    "importing.new",
    "judging.countersign",
    "judging.declare",
    "judging.judge",
    "judging.reopen",
    "judging.sign",
    "learning.assign",
    "learning.end_assignment",
    "learning.enrol",
    "learning.planned_end",
    "learning.status",
    "people.account",
    "people.add_person",
    "people.change_password",
    "people.end_role",
    "people.forgotten_password",
    "people.sign_in",
    "plans.add_activity",
    "plans.comment",
    "plans.review",
    "reviews.ask",
    "reviews.begin",
    "reviews.change",
    "reviews.correct",
    "qualifications.add_group",
    "qualifications.add_unit",
    "qualifications.new",
}
"""Pages with a form that cannot be sent empty."""
HAS_A_FORM = "main form[method=post]"
EMPTY_AND_SEND = """form => {
  for (const field of form.querySelectorAll("input:not([type=hidden]), textarea, select")) {
    if (["radio", "checkbox"].includes(field.type)) field.checked = false;
    else if (field.type !== "file") field.value = "";
  }
  form.querySelector("button[type=submit]").click();
}"""
HAS_THE_FOCUS = """id => {
  const field = document.activeElement;
  return field.id === id && (field.labels?.length ? field.labels[0] : field).checkVisibility();
}"""


@dataclass
class Crawl:
    """What was seen so far, over all people: every page thoroughly, or one of each kind."""

    routes: Map
    thorough: bool = True
    opened: Counter[tuple[str, str]] = field(default_factory=Counter)
    looked: Counter[tuple[str, str]] = field(default_factory=Counter)
    sent: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def kind(self, address: str) -> str | None:
        """The endpoint that answers at an address; none for what is no page of ours."""
        try:
            endpoint, _arguments = self.routes.bind("127.0.0.1").match(urlsplit(address).path)
        except HTTPException:
            return None
        return str(endpoint)

    def walk(self, page: Page, person: str, group: str, start: str = "/") -> None:
        """Open a page and what the links lead to, in both languages, as one of a group of people who see alike."""
        waiting, seen = deque([start]), {start}
        while waiting:
            address = waiting.popleft()
            kind = self.kind(address)
            if kind is None:
                self.wrong.append(f"{person} is led to {address}, where nothing is")
            elif address == start or self.is_new(person, group, kind):
                self.opened.update([(person, kind), (group, kind)])
                for link in self.open(page, address, kind):
                    if link not in seen:
                        seen.add(link)
                        waiting.append(link)

    def is_new(self, person: str, group: str, kind: str) -> bool:
        return (kind in STATES and self.opened[person, kind] < 2) or self.opened[group, kind] < 1

    def open(self, page: Page, address: str, kind: str) -> list[str]:
        """Look at a page in Welsh and in English; gives where its links lead on this site."""
        read = page.request.get(address)
        if not read.headers["content-type"].startswith("text/html"):
            return []
        if read.status >= 400:
            self.wrong.append(f"{address} answers {read.status}")
        for language in LANGUAGES:
            self.visit(page, address, kind, language)
        return links(read.text())

    def visit(self, page: Page, address: str, kind: str, language: str) -> None:
        unseen = self.thorough or not self.looked[kind, language]
        unsent = kind in WITH_ERRORS and self.all_rules(language) and not self.sent[kind, language]
        if unseen or unsent:
            speak(page, language)
            answer = page.goto(address)
            assert answer is not None
            if unseen:
                self.looked[kind, language] += 1
                self.look(page, language, answer)
            if unsent:
                self.send_nothing(page, kind, language)

    def all_rules(self, language: str) -> bool:
        """In the short form Welsh, the longer words, stands for both where the language hardly matters."""
        return self.thorough or language == LANGUAGES[0]

    def send_nothing(self, page: Page, kind: str, language: str) -> None:
        """Empty a page's form and send it: the summary of what is wrong has the focus and leads to the fields."""
        form = page.locator(HAS_A_FORM).first
        if not form.count():
            return
        self.sent[kind, language] += 1
        where = f"{language} {page.url}, sent empty"
        with page.expect_navigation():
            form.evaluate(EMPTY_AND_SEND)
        summary = page.get_by_role("alert")
        if summary.count() != 1 or not summary.evaluate("e => document.activeElement.contains(e)"):
            self.wrong.append(f"{where}: no summary of what is wrong, or not the focus on it")
            return
        for link in summary.get_by_role("link").all():
            field = str(link.get_attribute("href")).removeprefix("#")
            link.click()
            if not page.evaluate(HAS_THE_FOCUS, field):
                self.wrong.append(f"{where}: {field} is no field that can be seen and filled in")
        if self.thorough:
            self.check(page, where)

    def look(self, page: Page, language: str, answer: Response) -> None:
        where = f"{language} {page.url}"
        headers = {"Content-Language": answer.headers["content-language"]}
        self.wrong += [f"{where}: {fault}" for fault in unruly(read(answer.text()), headers)]
        self.check(page, where, () if self.all_rules(language) else LOOKS_THE_SAME)

    def check(self, page: Page, where: str, without: Collection[str] = ()) -> None:
        try:
            check_page(page, without)
        except AssertionError as error:
            self.wrong.append(f"{where}: {error}")


def links(html: str) -> list[str]:
    """The places of this site that a page leads to; files to keep and the other language are left out."""
    return list(dict.fromkeys(map(unescape, LINK.findall(html))))


def speak(page: Page, language: str) -> None:
    """Wish for a language as the switch does."""
    page.context.add_cookies([{"name": "language", "value": language, "url": page.url}])
