"""Covering parts of a file in a real Chromium: by pointer, by keys, and without scripts by numbers."""

import io
import re

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDE, Windows
from tests.browser.test_evidence import NARROW, enrolled, sign_in
from tests.browser.watching import check_page
from tests.core import hostile
from tests.evidence.items import draft, file_ids
from tests.factories import open_people

pytestmark = pytest.mark.browser
PHOTO = ("llun.jpg", hostile.picture(size=(400, 300)))
LIGHT = 40


def opened(windows: Windows, app: Flask, language: str, width: int, *, javascript: bool = True) -> tuple[Page, str]:
    """Ffion's own photograph, about to be covered; gives the page and her evidence."""
    centre = open_people(app, f"{language}{width}.example.org")
    study = enrolled(app, centre)
    evidence = draft(app, study, files=(PHOTO,))
    page = windows.open(language, width=width, javascript=javascript)
    sign_in(page, centre.ffion)
    page.goto(f"/files/{file_ids(app, evidence)[0]}/redact")
    return page, evidence


def light_at(page: Page, app: Flask, evidence: str, *points: tuple[int, int]) -> list[bool]:
    """Whether the copy is light at points of it."""
    copy = file_ids(app, evidence)[-1]
    with Image.open(io.BytesIO(page.request.get(f"/files/{copy}").body())) as made:
        return [int(str(made.convert("L").getpixel(point))) > LIGHT for point in points]


@pytest.mark.parametrize(("language", "width"), [("cy", NARROW), ("en", WIDE)])
def test_boxes_are_drawn_and_moved(windows: Windows, site_app: Flask, language: str, width: int) -> None:
    page, evidence = opened(windows, site_app, language, width)
    picture = page.locator(".ty-redact .ty-part")
    picture.scroll_into_view_if_needed()
    frame = picture.bounding_box()
    assert frame is not None
    page.mouse.move(frame["x"] + frame["width"] * 0.1, frame["y"] + frame["height"] * 0.1)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.4, frame["y"] + frame["height"] * 0.4, steps=4)
    page.mouse.up()
    expect(page.locator(".ty-redact__drawn")).to_have_count(1)
    expect(page.locator("#box-left-1")).to_have_value(re.compile("^(9|10)$"))
    page.locator("[data-redact-page] > button").click()
    expect(page.locator(".ty-redact__drawn")).to_have_count(2)
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowRight"):
        page.keyboard.press(key)
    assert [page.locator(f"#box-{side}-2").input_value() for side in ("left", "top", "width")] == ["41", "41", "21"]
    check_page(page)
    page.keyboard.press("Delete")
    expect(page.locator(".ty-redact__drawn")).to_have_count(1)
    page.locator("#original-0").check(force=True)
    page.locator("button[name=act][value=make]").click()
    expect(page.locator(".govuk-notification-banner--success")).to_be_visible()
    assert light_at(page, site_app, evidence, (100, 75), (300, 200)) == [False, True]


def test_boxes_are_written_without_scripts(windows: Windows, site_app: Flask) -> None:
    page, evidence = opened(windows, site_app, "en", NARROW, javascript=False)
    for side, number in (("left", "50"), ("top", "50"), ("width", "50"), ("height", "50")):
        page.locator(f"#box-{side}-1").fill(number)
    page.locator("button[name=act][value=preview]").click()
    expect(page.locator("rect.ty-redact__box")).to_have_count(1)
    page.locator("#original-1").check(force=True)
    page.locator("button[name=act][value=make]").click()
    expect(page.locator(".govuk-notification-banner--success")).to_be_visible()
    assert light_at(page, site_app, evidence, (100, 75), (300, 200)) == [True, False]
