"""The components in a real Chromium: nothing needs its scripts, and what the scripts add works."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from portfolio import front_end
from tests.browser.watching import check_page
from tests.front import gallery

pytestmark = pytest.mark.browser


class QuietHandler(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: a line for every stylesheet hides what failed."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    front_end.build()
    app = gallery.make_app(gallery.compile_catalogue(tmp_path_factory.mktemp("translations")))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def language() -> str:
    return "cy"


@pytest.fixture
def page(language: str, chromium: Browser, address: str) -> Iterator[Page]:
    """The gallery, freshly opened; whatever the console says fails the test."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}?lang={language}")
    yield page
    context.close()
    assert said == []


@pytest.mark.parametrize("language", ["cy", "en"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page: Page) -> None:
    check_page(page)


def test_axe_finds_nothing_where_there_are_errors(page: Page) -> None:
    page.get_by_label("XX title").fill("")
    page.get_by_role("button", name="XX save").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    check_page(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_enter_sends_the_form_and_the_switch_keeps_what_was_typed(
    chromium: Browser, address: str, *, javascript: bool
) -> None:
    context = chromium.new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.goto(f"{address}?lang=en")
    page.get_by_label("XX title").fill("Hanner gair")
    page.get_by_role("button", name="Cymraeg").click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(page.get_by_label("XX title")).to_have_value("Hanner gair")
    page.goto(f"{address}?lang=en")
    page.get_by_label("XX title").press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    context.close()


def test_chosen_files_are_listed_added_to_and_removed(page: Page, tmp_path: Path) -> None:
    for name in ("Ŵyn.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(name * 900, encoding="utf-8")
    chooser = page.locator("input[type=file]")
    chooser.set_input_files([tmp_path / "Ŵyn.txt", tmp_path / "b.txt"])
    chooser.set_input_files([tmp_path / "c.txt"])
    listed = page.locator(".ty-files__name")
    expect(listed).to_have_text(["Ŵyn.txt", "b.txt", "c.txt"])
    page.locator(".ty-files button").nth(1).click()
    expect(listed).to_have_text(["Ŵyn.txt", "c.txt"])
    names = "[...document.querySelector('input[type=file]').files].map((file) => file.name)"
    assert page.evaluate(names) == ["Ŵyn.txt", "c.txt"]


def test_a_file_that_is_too_big_is_named_before_it_is_sent(page: Page, tmp_path: Path) -> None:
    for name, size in (("small.txt", 1024 * 1024), ("big.txt", 1024 * 1024 + 1)):
        (tmp_path / name).write_bytes(b"a" * size)
    page.locator("input[type=file]").set_input_files([tmp_path / "small.txt", tmp_path / "big.txt"])
    expect(page.locator(".ty-files__item")).to_have_count(2)
    wrong = page.locator(".ty-files__item", has=page.locator(".ty-files__fault"))
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("big.txt")
    check_page(page)


@pytest.mark.parametrize(("typed", "shown"), [("p3 CYD\u2011DRÂFOD", 2), ("gwerthusor", 12), ("zzz", 1)])
def test_the_list_narrows_to_what_is_typed_and_keeps_what_is_chosen(page: Page, typed: str, shown: int) -> None:
    page.get_by_label("XX find").last.fill(typed)
    expect(page.locator("[data-find-item]:visible")).to_have_count(shown)
    assert str(shown) in page.locator(".ty-find__count").inner_text()


def test_what_belongs_to_a_choice_appears_with_it(page: Page) -> None:
    belonging = page.get_by_text("XX belongs to text")
    expect(belonging).to_be_hidden()
    page.get_by_label("XX text").check()
    expect(belonging).to_be_visible()


def test_a_preview_comes_from_the_server(page: Page) -> None:
    page.get_by_label("XX account").fill("pum g")
    page.get_by_role("button", name="Rhagolwg").click()
    expect(page.locator(".ty-preview")).to_have_text("5 planted")
    expect(page.locator(".ty-preview")).to_have_attribute("lang", "cy")


def test_keys_walk_the_claims_and_judge_them(page: Page) -> None:
    for key in "jmjnkr":
        page.keyboard.press(key)
    chosen = "[...document.querySelectorAll('[data-claim] :checked')].map((box) => box.value)"
    assert page.evaluate(chosen) == ["referred", "not_yet"]
    expect(page.locator("#one")).to_be_focused()
    page.get_by_label("XX title").press_sequentially("jmn")
    expect(page.get_by_label("XX title")).to_have_value("jmnTŷ")
    assert page.evaluate(chosen) == ["referred", "not_yet"]


def test_leaving_with_unsaved_words_asks_first(page: Page) -> None:
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.reload()
    page.get_by_label("XX title").press_sequentially("mwy")
    page.reload()
    assert asked == ["beforeunload"]


def test_paper_shows_no_furniture(page: Page) -> None:
    page.emulate_media(media="print")
    for furniture in (".ty-navigation", ".ty-languages", ".ty-filter", ".ty-footer"):
        expect(page.locator(furniture).first).to_be_hidden()
    expect(page.locator(".ty-progress__bar").first).to_be_visible()
