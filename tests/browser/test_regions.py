"""Marking a part of a picture in a real Chromium: drawn, moved by keys, and written into the note of a claim."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portfolio.evidence import services
from standards.foundation import Role
from tests.browser.conftest import Windows
from tests.browser.test_evidence import enrolled, sign_in
from tests.browser.watching import NARROW, check_page
from tests.core import hostile
from tests.evidence.items import draft, kept, row
from tests.factories import Centre, open_people
from tests.studies import Study, acting

pytestmark = pytest.mark.browser
DESK = ("desk.jpg", hostile.picture(size=(400, 300)))
ROOM = ("room.jpg", hostile.picture(size=(300, 300)))
SIZES = [("cy", NARROW, "rhan"), ("en", 1280, "part")]


@pytest.fixture(scope="module", name="centre")
def centre_fixture(site_app: Flask) -> Centre:
    return open_people(site_app, "rhannau.example.org")


@pytest.fixture(scope="module", name="study")
def study_fixture(site_app: Flask, centre: Centre) -> Study:
    return enrolled(site_app, centre)


def draw(page: Page, left: float, top: float, right: float, bottom: float) -> None:
    """Draw a box over the picture, by shares of its width and height."""
    picture = page.locator("dialog [data-region-picture]")
    expect(picture).to_have_js_property("complete", value=True)
    page.locator("dialog [data-region-sheet]").scroll_into_view_if_needed()
    frame = picture.bounding_box()
    assert frame is not None
    page.mouse.move(frame["x"] + frame["width"] * left, frame["y"] + frame["height"] * top)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * right, frame["y"] + frame["height"] * bottom, steps=4)
    page.mouse.up()


def numbers(said: str) -> list[int]:
    found = re.search(r"(\d+),(\d+),(\d+),(\d+)", said)
    assert found is not None, said
    return [int(one) for one in found.groups()]


def fits_beside(page: Page, width: int) -> None:
    """The picture that was opened lies within the window; it is no part of what the page is measured by."""
    shown = page.locator("dialog").bounding_box()
    assert shown is not None
    assert shown["x"] >= 0
    assert shown["x"] + shown["width"] <= width


def opener(page: Page) -> None:
    page.locator(".ty-pick__item:has(input:checked) .ty-region__open").first.click()


@pytest.mark.parametrize(("language", "width", "word"), SIZES)
def test_a_part_is_drawn_moved_and_written(
    windows: Windows, site_app: Flask, centre: Centre, study: Study, language: str, width: int, word: str
) -> None:
    made = draft(site_app, study, files=(DESK,))
    page = windows.open(language, width=width)
    sign_in(page, centre.ffion)
    page.goto(f"/evidence/{made}/edit")
    note = page.locator(".ty-pick__item:has(input:checked) input[name^=criteria-note]").first
    expect(note).to_have_value("see P1")
    opener(page)
    use, told = page.locator("[data-region-use]"), page.locator("[data-region-told]")
    use.click()
    expect(told).not_to_be_empty()
    draw(page, 0.1, 0.2, 0.4, 0.6)
    box = page.locator(".ty-region__box")
    expect(box).to_be_focused()
    check_page(page)
    fits_beside(page, width)
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowLeft", "Shift+ArrowDown"):
        page.keyboard.press(key)
    moved = numbers(re.sub(r"\D+", ",", told.inner_text()).strip(","))
    use.click()
    expect(page.locator("dialog")).to_be_hidden()
    expect(note).to_be_focused()
    expect(note).to_have_value(f"see P1, {word} {','.join(map(str, moved))}")
    assert moved == pytest.approx([11, 21, 30, 42], abs=2)
    check_page(page)
    page.locator("button[name=act][value=draft]").click()
    expect(page.locator(".govuk-notification-banner--success")).to_be_visible()
    page.goto(f"/evidence/{made}")
    page.locator("main a[href*='/part?at=']").first.click(trial=True)
    expect(page.locator("main a[href*='/part?at=']").first).to_have_text(re.compile(f"^{word} "))


@pytest.mark.parametrize(("language", "width", "word"), SIZES)
def test_what_was_marked_is_shown_again_and_is_marked_anew(
    windows: Windows, site_app: Flask, centre: Centre, study: Study, language: str, width: int, word: str
) -> None:
    made = draft(site_app, study, files=(DESK, ROOM))
    page = windows.open(language, width=width)
    sign_in(page, centre.ffion)
    page.goto(f"/evidence/{made}/edit")
    note = page.locator(".ty-pick__item:has(input:checked) input[name^=criteria-note]").first
    note.fill("The lamp: part 10,20,30,40 (room.jpg), at dusk")
    opener(page)
    expect(page.locator("#region-picture option:checked")).to_have_text("room.jpg")
    expect(page.locator(".ty-region__box")).to_have_attribute("style", re.compile("left: 10%; top: 20%; width: 30%"))
    check_page(page)
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(note).to_have_value("The lamp: part 10,20,30,40 (room.jpg), at dusk")
    opener(page)
    page.locator("#region-picture").select_option(label="desk.jpg")
    page.locator("[data-region-middle]").click()
    page.locator("[data-region-use]").click()
    expect(note).to_have_value(f"The lamp: {word} 30,30,40,40 (desk.jpg), at dusk")


def test_a_picture_that_has_just_arrived_is_marked_and_one_left_out_is_not(
    windows: Windows, site_app: Flask, centre: Centre, study: Study
) -> None:
    made = draft(site_app, study)
    page = windows.open("en")
    sign_in(page, centre.ffion)
    page.goto(f"/evidence/{made}/edit")
    expect(page.locator(".ty-region__open:visible")).to_have_count(0)
    page.locator("input[type=file]").first.set_input_files(
        {"name": "desk.jpg", "mimeType": "image/jpeg", "buffer": DESK[1]}
    )
    opener(page)
    draw(page, 0.2, 0.2, 0.8, 0.8)
    page.locator("[data-region-use]").click()
    note = page.locator(".ty-pick__item:has(input:checked) input[name^=criteria-note]").first
    assert numbers(note.input_value()) == pytest.approx([20, 20, 60, 60], abs=2)
    page.locator(".ty-files__item button").first.click()
    expect(page.locator(".ty-region__open:visible")).to_have_count(0)


def test_a_part_is_marked_for_what_is_used_again(
    windows: Windows, site_app: Flask, centre: Centre, study: Study
) -> None:
    made = draft(site_app, study)
    with acting(site_app, study.learner, Role.LEARNER) as work:
        evidence = row(work, made)
        services.attach(work, evidence, [kept(site_app, evidence.provider_id, *DESK)])
    page = windows.open("cy", width=NARROW)
    sign_in(page, centre.ffion)
    page.goto(f"/evidence/{made}/use-again")
    unit = page.locator("details.ty-pick").first
    if unit.get_attribute("open") is None:
        unit.locator("summary").click()
    unit.locator("input[value$=':P3']").check(force=True)
    opener(page)
    page.locator("[data-region-middle]").click()
    page.locator("[data-region-use]").click()
    expect(unit.locator("input[name$=':P3']")).to_have_value("rhan 30,30,40,40")


def test_without_scripts_the_part_is_typed(windows: Windows, site_app: Flask, centre: Centre, study: Study) -> None:
    made = draft(site_app, study, files=(DESK,))
    page = windows.open("cy", width=NARROW, javascript=False)
    sign_in(page, centre.ffion)
    page.goto(f"/evidence/{made}/edit")
    expect(page.locator(".ty-region__open")).to_have_count(0)
    page.locator(".ty-pick__item:has(input:checked) input[name^=criteria-note]").first.fill("rhan 10,20,30,40")
    check_page(page)
    page.locator("button[name=act][value=draft]").click()
    expect(page.locator("main a[href*='/part?at=10,20,30,40']").first).to_have_text(re.compile("^rhan 10,20,30,40"))
