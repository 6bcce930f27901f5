"""The whole portfolio is downloaded and read from the disk, and the page inside says whether it is what was signed."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import HEIGHT, WIDE, Windows
from tests.browser.watching import check_page, fits_its_window
from tests.browser.window import Window
from tests.browser.words import Words

pytestmark = pytest.mark.browser

LEARNER = "rhiannon@cwmafon.example.org"
PHONE = 320
BROKEN_HEADS = """() => [...document.querySelectorAll("thead th")].filter(head => {
    const words = document.createRange();
    words.selectNodeContents(head);
    const lines = new Set([...words.getClientRects()].map(box => box.top));
    return !/\\s/.test(head.textContent.trim()) && lines.size > 1;
}).map(head => head.textContent)"""
"""Heads of one word that stand in more than one line."""
UNMARKED = """() => [...document.querySelectorAll(".app-mark")]
    .filter(mark => parseFloat(getComputedStyle(mark).borderTopWidth) === 0).map(mark => mark.textContent)"""
"""Marks beside a text that nothing parts from it."""


def taken_away(windows: Windows, language: str, folder: Path, *, width: int, javascript: bool) -> Path:
    """Sign in, make an archive and download it."""
    someone = Window(windows.open(language, width=width, javascript=javascript), Words(language))
    someone.sign_in(LEARNER)
    someone.menu("Home")
    someone.follow("Take your portfolio away")
    someone.press("Make an archive now")
    someone.done("Your archive is ready to download.")
    check_page(someone.page)
    with someone.page.expect_download() as coming:
        someone.main.get_by_role("link", name=someone.say("Archive of %(when)s", when="")[:6]).first.click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


@pytest.fixture(name="offline")
def offline_fixture(chromium: Browser) -> Iterator[Page]:
    """A window without a network, as on any computer to which the archive is carried."""
    context = chromium.new_context(offline=True, viewport={"width": WIDE, "height": HEIGHT})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def well_made(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        fits_its_window(page)
        assert page.evaluate(BROKEN_HEADS) == []
        assert page.evaluate(UNMARKED) == []
        kept = os.environ.get("ARCHIVE_PICTURES")
        if kept:
            page.screenshot(path=f"{kept}/{'-'.join(Path(page.url).parts[-2:])}-{width}.png", full_page=True)


def changed(path: Path, name: str) -> Path:
    """The archive with one byte of a file in it changed."""
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as opened:
        info = opened.getinfo(name)
        start = bytes(data).index(opened.read(name), info.header_offset)
    data[start + info.file_size // 2] ^= 1
    other = path.with_name(f"changed-{Path(name).stem}.zip")
    other.write_bytes(data)
    return other


@pytest.mark.parametrize(("language", "width", "javascript"), [("cy", PHONE, False), ("en", WIDE, True)])
def test_a_portfolio_is_taken_away_read_and_verified(
    windows: Windows, offline: Page, tmp_path: Path, language: str, width: int, javascript: bool
) -> None:
    say = Words(language)
    path = taken_away(windows, language, tmp_path, width=width, javascript=javascript)
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(path) as opened:
        opened.extractall(folder)
        evidence = next(name for name in opened.namelist() if name.startswith(f"{language}/evidence-"))
    offline.goto((folder / "index.html").as_uri())
    well_made(offline)
    offline.locator(f"main a[href^='{language}/']").click()
    well_made(offline)
    offline.locator("main a[href^='unit-']").first.click()
    well_made(offline)
    offline.goto((folder / evidence).as_uri())
    well_made(offline)
    for name in ("record", "format", "verify"):
        offline.goto((folder / language / f"{name}.html").as_uri())
        well_made(offline)
    for box, chosen in (("zip", path), ("folder", folder)):
        offline.locator(f"#{box}").set_input_files(chosen)
        expect(offline.get_by_role("status")).to_contain_text(say("Everything is as it was signed."))
        expect(offline.locator("#findings .right")).to_have_count(3)
    well_made(offline)
    offline.locator("#zip").set_input_files(changed(path, evidence))
    expect(offline.get_by_role("status")).to_contain_text(say("Something in this archive is not as it was signed."))
    expect(offline.locator("#findings .wrong")).to_have_text([say("This file was changed: %(name)s", name=evidence)])
    well_made(offline)
    offline.locator("#zip").set_input_files(changed(path, "data/ledger.jsonl"))
    expect(offline.locator("#findings")).to_contain_text(
        say("This entry of the record was changed: %(name)s", name="")[:20]
    )


@pytest.mark.parametrize(("language", "width", "javascript"), [("cy", PHONE, False), ("en", WIDE, True)])
def test_a_portfolio_arrives_and_is_named_where_it_was_changed(
    windows: Windows, tmp_path: Path, language: str, width: int, javascript: bool
) -> None:
    """Here into another learner's portfolio of the same site; a second installation: tests/archive/test_arriving.py."""
    path = taken_away(windows, language, tmp_path, width=width, javascript=javascript)
    someone = Window(windows.open(language, width=width, javascript=javascript), Words(language))
    someone.sign_in("catrin@cwmafon.example.org" if language == "cy" else "ben@cwmafon.example.org")
    someone.menu("Home")
    someone.follow("Brought from another provider")
    check_page(someone.page)
    box = someone.main.locator("input[type=file]")
    box.set_input_files(changed(path, "data/portfolio.json"))
    someone.press("Verify and take in")
    someone.reads(someone.say("This file was changed: %(name)s", name="data/portfolio.json"))
    check_page(someone.page)
    someone.main.locator("input[type=file]").set_input_files(path)
    someone.press("Verify and take in")
    someone.done("The portfolio has arrived.")
    someone.reads(someone.say("Not accepted yet: nobody relies on these decisions here."))
    check_page(someone.page)
    kept = os.environ.get("ARCHIVE_PICTURES")
    if kept:
        someone.page.screenshot(path=f"{kept}/arrived-{language}-{width}.png")
