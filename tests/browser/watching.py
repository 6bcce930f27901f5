"""Watches a window for what must never happen, and checks the page that it shows."""

from collections.abc import Collection

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, expect

from tests.page_rules import read, unruly

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": STANDARDS, "resultTypes": ["violations"]}
LOOKS_THE_SAME = ("color-contrast",)
"""What takes axe most of its time and hardly differs by language: it is asked in Welsh."""
NARROW = 320
# What Chromium writes to the console for an answer of 404, 409 or 422 that a journey asks for on purpose.
EXPECTED = "Failed to load resource: the server responded with a status of 4"


class Watch:
    """Keeps the errors of the console, dialogs that nobody asked for and requests that leave the site."""

    def __init__(self, page: Page, address: str) -> None:
        self.address = address
        self.expected: list[str] = []
        """What a journey does to its own connection, as the console words it."""
        self.wrong: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.on("dialog", self._dialog)
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        told = message.type in {"error", "warning"} and not message.text.startswith(EXPECTED)
        if told and not any(one in message.text for one in self.expected):
            self.wrong.append(f"console: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        if dialog.type != "beforeunload":
            self.wrong.append(f"dialog: {dialog.message}")
        dialog.accept()

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.wrong.append(f"request leaves: {request.url}")


def has_script(page: Page) -> bool:
    """Whether scripts run in this window; asked of the page, which says so in its body's class."""
    return page.locator("body.js-enabled").count() > 0


def leave_out(page: Page) -> Collection[str]:
    """What axe is not asked of a page, where nobody says so."""
    return LOOKS_THE_SAME if page.locator("html[lang=en]").count() else ()


def check_page(page: Page, without: Collection[str] | None = None) -> None:
    """Fails where axe finds anything (but by some rules), the page scrolls sideways or its HTML breaks a rule."""
    expect(page.locator("h1")).to_have_count(1)
    size = page.viewport_size
    assert size is not None
    for width in sorted({size["width"], NARROW}):
        page.set_viewport_size({"width": width, "height": size["height"]})
        fits_its_window(page)
    if has_script(page):
        left_out = leave_out(page) if without is None else without
        results = Axe().run(page, options={**OPTIONS, "rules": {rule: {"enabled": False} for rule in left_out}})
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
    else:  # axe needs scripts; the rules that read HTML do not
        html = page.locator("html")
        language = html.get_attribute("lang") or ""
        found = unruly(read(str(html.evaluate("e => e.outerHTML"))), {"Content-Language": language})
        assert not found, f"{page.url}\n" + "\n".join(found)


def fits_its_window(page: Page) -> None:
    """WCAG 1.4.10: nothing scrolls sideways, on the narrowest screen either."""
    wide, shown = (int(page.evaluate(f"document.documentElement.{size}")) for size in ("scrollWidth", "clientWidth"))
    assert wide <= shown, f"{page.url} scrolls sideways: {wide} px in a window of {shown}"
