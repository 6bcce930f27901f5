"""A manager imports a damaged document, settles its problems, publishes it and puts it into a qualification."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from standards.foundation import LANGUAGES
from tests.browser.conftest import Windows
from tests.browser.watching import check_page, has_script
from tests.browser.window import Window
from tests.browser.words import Words
from tests.core.hostile import picture
from tests.importing.documents import DAMAGED

pytestmark = pytest.mark.browser
KNOWLEDGE = "Knowledge and understanding"


def text_file(name: str, words: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": words.encode()}


@dataclass(frozen=True)
class Importer(Window):
    def send(self, *files: FilePayload, check: bool = True) -> None:
        self.menu("Standards")
        self.page.get_by_role("link", name=self.say("Imports"), exact=True).click()
        self.follow("Import standards")
        if check:
            self.check()
        self.page.locator("input[type=file]").set_input_files(list(files))
        self.press("Read the documents")

    def act(self, label: str, which: str) -> None:
        name = f"{self.say(label)} ({which})"
        self.main.get_by_role("button", name=name, exact=True).click()

    def press_named(self, name: str) -> None:
        self.main.get_by_role("button", name=name, exact=True).click()

    def choose_first(self, legend: str) -> None:
        self.group(legend).get_by_role("radio").first.check()

    def text(self, code: str) -> Locator:
        return self.main.get_by_label(self.say("%(code)s in Welsh", code=code), exact=True)

    def left(self, number: int) -> None:
        heading = self.say("Problems to settle: %(number)s", number=number)
        expect(self.main.get_by_role("heading", name=heading, exact=True)).to_be_visible()

    def open_item(self, code: str) -> None:
        self.main.get_by_text(self.say("Change %(code)s", code=code), exact=True).click()


def manager(windows: Windows, language: str, *, javascript: bool = True) -> Importer:
    found = Importer(windows.open(language, javascript=javascript), Words(language))
    found.sign_in("sian@cwmafon.example.org")
    return found


@pytest.mark.parametrize(("language", "javascript"), [("cy", True), ("en", True), ("cy", False)])
def test_a_damaged_text_becomes_a_unit(windows: Windows, language: str, javascript: bool) -> None:
    urn = f"ZZIMP{language}{javascript:d}".upper()
    someone = manager(windows, language, javascript=javascript)
    someone.send(text_file(f"{urn}.txt", DAMAGED.replace("ZZIMP01", urn)))
    someone.done("The document is read. Settle its problems, then publish it.")
    someone.left(3)
    someone.check()
    settle(someone)
    split_and_join(someone)
    someone.press("Save and publish …")
    someone.check()
    someone.press("Publish the standard")
    someone.done("The standard is published. It can be a unit of a qualification now.")
    someone.reads(urn, "P3 cadw cofnod o'r cyfarfod", "K1 pwy ddylai ddod", f"{urn}.txt")
    someone.check()
    into_a_qualification(someone, urn)


def settle(someone: Importer) -> None:
    """One problem accepted, one dropped with a reason, one mended."""
    someone.act("Accept", "1")
    someone.done("The draft is saved, and the problem is settled.")
    someone.act("Drop", "3")
    someone.problem("Say why this problem does not matter, then drop it.")
    someone.check()
    someone.main.get_by_role("textbox", name=f"{someone.say('Note')} (3)", exact=True).fill("Fel yr argraffwyd.")
    someone.act("Drop", "3")
    someone.left(1)
    section = someone.say(KNOWLEDGE)
    someone.press_named(someone.say("Add a criterion at the end of “%(section)s”", section=section))
    someone.text("K1").fill("pwy ddylai ddod")
    someone.act("Mended", "2")
    someone.left(0)


def split_and_join(someone: Importer) -> None:
    """At the cursor where scripts run, else where a line was broken; then merged again."""
    if has_script(someone.page):
        someone.text("P2").focus()
        someone.text("P2").evaluate("area => area.setSelectionRange(13, 13)")
    else:
        someone.text("P2").fill("gwahodd pawb\nsydd i ddod")
    someone.open_item("P2")
    someone.act("Split", "P2")
    expect(someone.text("P3")).to_have_value("sydd i ddod")
    someone.open_item("P2")
    someone.act("Merge with the next", "P2")
    expect(someone.text("P2")).to_have_value("gwahodd pawb sydd i ddod")
    expect(someone.text("P3")).to_have_value("cadw cofnod o'r cyfarfod")


def into_a_qualification(someone: Importer, urn: str) -> None:
    someone.menu("Standards")
    someone.reads(urn)
    someone.menu("Qualifications")
    someone.follow("New qualification")
    someone.fill("Title in Welsh", "Trefnu")
    someone.fill("Number", urn)
    someone.press("Begin the draft")
    someone.follow("Add a group")
    someone.fill("Title in Welsh", "Gorfodol")
    someone.choose("How units of this group are chosen", "All units are needed")
    someone.press("Add the group")
    someone.main.get_by_role("link", name=re.compile("Gorfodol")).first.click()
    someone.choose_first("Group")
    someone.select("Standard", re.compile(urn))
    someone.press("Add the unit")
    someone.done("The unit is added.")
    someone.reads(urn)


def test_problems_are_settled_by_keys(windows: Windows) -> None:
    """One is accepted, the next dropped: its reason is asked for, and Enter drops it."""
    someone = manager(windows, "cy")
    someone.send(text_file("bysellau.txt", DAMAGED.replace("ZZIMP01", "ZZIMP44")))
    someone.left(3)
    keyboard, problems = someone.page.keyboard, someone.main.locator("[data-problem]")
    keyboard.press("j")
    expect(problems.nth(0)).to_be_focused()
    keyboard.press("j")
    keyboard.press("a")
    someone.left(2)
    expect(problems.nth(1)).to_be_focused()
    keyboard.press("d")
    keyboard.type("Fel yr argraffwyd.")
    keyboard.press("Enter")
    someone.left(1)
    someone.main.get_by_label(someone.say("Title in Welsh"), exact=True).press("Enter")
    someone.done("The draft is saved.")
    someone.left(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keys_of_one_letter_are_turned_off_and_on(windows: Windows, language: str) -> None:
    """Whoever speaks to their device would press them by speaking: the browser remembers that they are off."""
    someone = manager(windows, language)
    someone.send(
        text_file(f"switch-{language}.txt", DAMAGED.replace("ZZIMP01", f"ZZIMP{51 + LANGUAGES.index(language)}"))
    )
    first = someone.main.locator("[data-problem]").first
    someone.main.get_by_text(someone.say("Keyboard shortcuts")).click()
    someone.press("Turn these keys off")
    someone.page.reload()
    someone.page.keyboard.press("j")
    expect(first).not_to_be_focused()
    someone.main.get_by_text(someone.say("Keyboard shortcuts")).click()
    someone.press("Turn these keys on")
    someone.page.keyboard.press("j")
    expect(first).to_be_focused()
    someone.check()


def test_each_standard_of_a_file_has_a_row(windows: Windows) -> None:
    someone = manager(windows, "en")
    suite = "\n".join(
        DAMAGED.replace("ZZIMP01", urn).replace("deall:\n", "deall:\n1. pwy ddylai ddod\n").partition("Datblygwyd")[0]
        for urn in ("ZZIMP41", "ZZIMP42")
    )
    someone.send(text_file("cyfres.txt", suite), text_file("un.txt", DAMAGED.replace("ZZIMP01", "ZZIMP43")))
    rows = someone.main.get_by_role("list", name=someone.say("What becomes of each document")).get_by_role("listitem")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("cyfres.txt (ZZIMP42)")
    rows.nth(1).get_by_role("link").click()
    someone.reads("ZZIMP42")


def test_several_documents_go_one_by_one(windows: Windows) -> None:
    someone = manager(windows, "cy")
    someone.send(
        text_file("un.txt", DAMAGED.replace("ZZIMP01", "ZZIMP21")),
        {"name": "llun.txt", "mimeType": "text/plain", "buffer": picture()},
        text_file("tri.txt", DAMAGED.replace("ZZIMP01", "ZZIMP22")),
    )
    rows = someone.main.get_by_role("list", name=someone.say("What becomes of each document")).get_by_role("listitem")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("llun.txt")
    expect(rows.nth(1)).to_contain_text("JPEG")
    expect(rows.nth(2).get_by_role("link", name=someone.say("Read: open the draft"))).to_be_visible()
    looked_at = someone.say("Problems to look at: {number}").replace("{number}", "")
    expect(rows.nth(0)).to_contain_text(re.compile(re.escape(looked_at) + r"[1-9]"))
    expect(someone.main.locator(".ty-files__item")).to_have_count(0)
    assert someone.main.locator("input[type=file]").first.evaluate("input => input.files.length") == 0
    expect(someone.main.get_by_role("link", name=someone.say("All imports"))).to_be_visible()
    check_page(someone.page)
    rows.nth(0).get_by_role("link").click()
    someone.reads("ZZIMP21")


def test_the_lines_of_what_is_worked_on_are_marked(windows: Windows) -> None:
    someone = manager(windows, "en")
    someone.send(text_file("marc.txt", DAMAGED.replace("ZZIMP01", "ZZIMP31")))
    someone.text("P3").focus()
    expect(marked(someone.page)).to_have_attribute("id", "line-11")
    someone.text("P1").focus()
    expect(marked(someone.page)).to_have_attribute("id", "line-9")


def marked(page: Page) -> Locator:
    return page.locator(".ty-source__line--marked")
