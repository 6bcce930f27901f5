"""Walks the links of the site as one person, breadth first, a few addresses of each kind of page."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from playwright.sync_api import Page, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

from tests.browser.watching import check_page, fits_its_window
from tests.page_rules import RULES

LINKS = "all => all.filter(a => !a.download).map(a => a.getAttribute('href'))"
NARROW = 320
STATES = {
    "evidence.library",
    "evidence.show",
    "evidence.view",
    "judging.feedback",
    "judging.home",
    "judging.judge",
    "judging.to_sign",
    "judging.unit",
}
"""Pages that look different with what they are about: each person opens two of each, of others a group opens one."""
WITH_ERRORS = {
    "evidence.new",
    "evidence.use_again",
    "evidence.withdraw",
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
    "qualifications.add_group",
    "qualifications.add_unit",
    "qualifications.new",
}
"""Pages with a form that cannot be sent empty."""
EMPTY_AND_SEND = """main => {
  const form = main.querySelector("form[method=post]");
  for (const field of form.querySelectorAll("input:not([type=hidden]), textarea, select")) {
    if (["radio", "checkbox"].includes(field.type)) field.checked = false;
    else if (field.type !== "file") field.value = "";
  }
  form.querySelector("button[type=submit]").click();
}"""
FOCUS_IS_WHERE_IT_LED = """() => {
  const field = document.activeElement;
  return "#" + field.id === location.hash && (field.labels?.length ? field.labels[0] : field).checkVisibility();
}"""
FILES = {"evidence.download", "evidence.view", "reporting.completion_file", "reporting.learners_file"}
"""Pages that may answer with a file, which a window would save or show in a viewer of its own."""
OTHER = {"cy": "en", "en": "cy"}


@dataclass
class Crawl:
    """What was seen so far, over all people."""

    routes: Map
    opened: Counter[tuple[str, str]] = field(default_factory=Counter)
    looked: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def kind(self, address: str) -> str | None:
        """The endpoint that answers at an address; none for what is no page of ours."""
        try:
            endpoint, _arguments = self.routes.bind("127.0.0.1").match(urlsplit(address).path)
        except HTTPException:
            return None
        return str(endpoint)

    def walk(self, page: Page, person: str, group: str, start: str = "/") -> None:
        """Open what the links lead to, in both languages, as one of a group of people who see alike."""
        page.goto(start)
        waiting = deque([start])
        seen = {start}
        while waiting:
            address = waiting.popleft()
            kind = self.kind(address)
            if kind is None:
                self.wrong.append(f"{page.url} links to {address}, where nothing is")
            elif (kind in STATES and self.opened[person, kind] < 2) or self.opened[group, kind] < 1:
                self.opened.update([(person, kind), (group, kind)])
                for link in self.open(page, address, kind):
                    if link not in seen:
                        seen.add(link)
                        waiting.append(link)

    def open(self, page: Page, address: str, kind: str) -> Iterator[str]:
        """Look at a page in Welsh and in English; gives where its links lead on this site."""
        for language in ("cy", "en"):
            speak(page, language)
            answer = fetched(page, address, kind)
            if answer is None:
                return
            self.look(page, answer, kind, language)
            if kind in WITH_ERRORS and self.looked[kind, language] == 1:
                self.send_nothing(page, f"{language} {address}")
                page.goto(address)
        hrefs: list[str] = page.get_by_role("link").evaluate_all(LINKS)
        for href in hrefs:
            if href and href.startswith("/") and "lang=" not in href:
                yield href.partition("#")[0]

    def send_nothing(self, page: Page, where: str) -> None:
        """Empty a page's form and send it: the summary of what is wrong has the focus and leads to the fields."""
        with page.expect_navigation():
            page.get_by_role("main").evaluate(EMPTY_AND_SEND)
        summary = page.get_by_role("alert")
        if summary.count() != 1 or not summary.evaluate("e => document.activeElement.contains(e)"):
            self.wrong.append(f"{where}, sent empty, has no summary of what is wrong, or not the focus on it")
            return
        for link in summary.get_by_role("link").all():
            link.click()
            if not page.evaluate(FOCUS_IS_WHERE_IT_LED):
                self.wrong.append(f"{where}: {link.get_attribute('href')} leads to no field that can be seen")
        try:
            check_page(page)
        except AssertionError as error:
            self.wrong.append(f"{where}, sent empty: {error}")

    def look(self, page: Page, answer: Response, kind: str, language: str) -> None:
        where = f"{language} {page.url}"
        if answer.status >= 500:
            self.wrong.append(f"{where} answers {answer.status}")
        try:
            if self.looked[kind, language] < (2 if kind in STATES else 1):
                self.looked[kind, language] += 1
                self.wrong += [f"{where}: {fault}" for fault in faults(answer)]
                check_page(page)
            else:
                narrow(page)
        except AssertionError as error:
            self.wrong.append(f"{where}: {error}")


def faults(answer: Response) -> list[str]:
    """What the rules of every page say; that HTML is well formed is read, slowly, wherever PageClient goes."""
    page, headers = (
        BeautifulSoup(answer.text(), "html.parser"),
        {"Content-Language": answer.headers["content-language"]},
    )
    return [fault for rule in RULES for fault in rule(page, headers)]


def narrow(page: Page) -> None:
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": NARROW, "height": size["height"]})
    fits_its_window(page)
    page.set_viewport_size(size)


def fetched(page: Page, address: str, kind: str) -> Response | None:
    """Open a page; none where the answer is a file and no page."""
    if kind in FILES and not page.request.get(address).headers["content-type"].startswith("text/html"):
        return None
    return page.goto(address)


def speak(page: Page, language: str) -> None:
    """Wish for a language as the switch does."""
    address = urlsplit(page.url)
    page.context.add_cookies([{"name": "language", "value": language, "url": f"{address.scheme}://{address.netloc}"}])
