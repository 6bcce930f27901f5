"""Mapping in a real Chromium: places that open, suggestions, several pieces at once, and all of it without scripts."""

import io
import re
import wave
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portfolio.evidence import services
from portfolio.evidence.models import Claim
from standards.foundation import Role
from tests.browser.conftest import Windows
from tests.browser.test_evidence import enrolled, sign_in
from tests.browser.watching import check_page
from tests.core import hostile
from tests.evidence.items import kept, row, write
from tests.factories import Centre, open_people
from tests.studies import Study, acting, portfolio_row

pytestmark = pytest.mark.browser
SIZES = [("cy", 320), ("en", 1280)]
NOTE = "t. 2, 0:02–0:04, part 10,20,30,40; 0:04–0:02"
WORDS = "I listened to a client and agreed with them what information and guidance they need."


@dataclass(frozen=True)
class Place:
    """A learner on both published units, and evidence of hers that is judged by the place where to look."""

    centre: Centre
    study: Study
    made: str


def recording(seconds: int = 6) -> bytes:
    sent = io.BytesIO()
    with wave.open(sent, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes([128]) * 8000 * seconds)
    return sent.getvalue()


@pytest.fixture(scope="module", name="place")
def place_fixture(site_app: Flask) -> Place:
    centre = open_people(site_app, "mapio.example.org")
    study = enrolled(site_app, centre)
    with acting(site_app, study.learner, Role.LEARNER) as work:
        made = write(work, study, "A recorded talk", "0:P1")
        files = [
            ("plan.pdf", hostile.pdf(pages=3)),
            ("talk.wav", recording()),
            ("desk.jpg", hostile.picture(size=(400, 300))),
        ]
        services.attach(work, made, [kept(site_app, made.provider_id, *one) for one in files])
        work.session.query(Claim).where(Claim.evidence_id == made.id).one().note = NOTE
        services.submit(work, portfolio_row(work, study), made)
        return Place(centre, study, made.public_id)


def draft(app: Flask, place: Place, title: str) -> str:
    with acting(app, place.study.learner, Role.LEARNER) as work:
        return write(work, place.study, title, "0:P2", words=WORDS).public_id


def forget(app: Flask, *made: str) -> None:
    with acting(app, None, Role.LEARNER) as work:
        for one in made:
            services.discard(work, row(work, one))


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_the_assessor_opens_the_evidence_where_the_claim_points(
    windows: Windows, place: Place, language: str, width: int
) -> None:
    page = windows.open(language, width=width)
    sign_in(page, place.centre.trainee)
    page.goto(f"/evidence/{place.made}/judge")
    check_page(page)
    links = page.locator("[data-claim] a[href^='/files/']")
    said = [text.partition("(")[0].strip() for text in links.all_inner_texts()]
    assert said == ["t. 2", "0:02–0:04", "part 10,20,30,40"]
    expect(page.locator("[data-claim]")).to_contain_text("0:04–0:02")
    document, heard, seen = [str(link.get_attribute("href")) for link in links.all()]
    assert document.endswith("/view#page=2")
    page.goto(seen)
    check_page(page)
    picture, mark = page.locator(".ty-part__picture"), page.locator(".ty-part__over")
    expect(picture).to_have_js_property("complete", value=True)
    whole = picture.evaluate("one => { const b = one.getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; }")
    part = mark.evaluate("one => { const b = one.getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; }")
    shares = [(part[0] - whole[0]) / whole[2], (part[1] - whole[1]) / whole[3], part[2] / whole[2], part[3] / whole[3]]
    assert shares == pytest.approx([0.1, 0.2, 0.3, 0.4], abs=0.02)
    page.goto(heard)
    check_page(page)
    page.wait_for_function("document.querySelector('audio').readyState > 0")
    page.wait_for_function("document.querySelector('audio').currentTime === 2")


def tick(page: Page, code: str) -> None:
    unit = page.locator("details.ty-pick").first
    if unit.get_attribute("open") is None:
        unit.locator("summary").click()
    unit.locator(f"input[value$=':{code}']").check(force=True)


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_a_learner_maps_several_pieces_in_one_go(
    windows: Windows, site_app: Flask, place: Place, language: str, width: int
) -> None:
    first, second = draft(site_app, place, "First talk"), draft(site_app, place, "Second talk")
    page = windows.open(language, width=width)
    sign_in(page, place.centre.ffion)
    page.goto("/evidence")
    page.locator("main a[href$='/evidence/map']").first.click()
    for one in (first, second):
        page.locator(f"input[name=pieces][value='{one}']").check(force=True)
    tick(page, "P3")
    check_page(page)
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".ty-card")).to_have_count(2)
    expect(page.locator(".ty-card").first).to_contain_text("P3")
    check_page(page)
    page.locator("button[name=confirm]").click()
    expect(page.locator(".govuk-notification-banner--success")).to_contain_text("2")
    page.goto(f"/evidence/{first}/submit")
    expect(page.locator("#consequences li")).to_have_text([re.compile(": 2$")])
    check_page(page)
    forget(site_app, first, second)


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_a_suggestion_by_words_says_why_and_goes_by_one_press(
    windows: Windows, site_app: Flask, place: Place, language: str, width: int
) -> None:
    made = draft(site_app, place, "A talk about guidance")
    page = windows.open(language, width=width)
    sign_in(page, place.centre.ffion)
    page.goto(f"/evidence/{made}")
    shown = page.locator("#suggested li:has(mark.ty-shared)")
    before = shown.all_inner_texts()
    assert before
    check_page(page)
    shown.first.locator("form").last.locator("button").click()
    expect(page.locator(".govuk-notification-banner--success")).to_be_visible()
    assert before[0] not in shown.all_inner_texts()
    forget(site_app, made)


def shown_keys(page: Page) -> list[str]:
    return [str(one.get_attribute("data-suggested")) for one in page.locator("[data-suggested]").all()]


@pytest.mark.parametrize(("language", "width"), [("cy", 320), ("en", 1280)])
def test_criteria_are_suggested_while_somebody_types(
    windows: Windows, site_app: Flask, place: Place, language: str, width: int
) -> None:
    page = windows.open(language, width=width)
    sign_in(page, place.centre.ffion)
    page.goto(f"/portfolios/{place.study.portfolio}/evidence/new")
    shown = page.locator("[data-suggested]")
    page.locator("#title").fill("A talk about guidance")
    page.locator("#words").press_sequentially(WORDS, delay=2)
    expect(shown.locator("mark").first).to_be_visible()
    expect(page.locator("input[name=criteria]:checked")).to_have_count(0)
    check_page(page)
    taken, refused = shown_keys(page)[:2]
    page.locator(f"[data-suggested='{refused}'] [data-suggested-off]").click()
    page.locator(f"[data-suggested='{taken}'] [data-suggested-tick]").click()
    expect(page.locator("[data-suggest-told]")).to_contain_text(taken.partition(":")[2])
    expect(page.locator("input[name=criteria]:checked")).to_have_value(taken)
    page.locator("#words").press_sequentially(" And again.")
    with page.expect_response("**/suggestions"):
        page.locator("#words").press_sequentially(" More.")
    expect(shown.locator("mark").first).to_be_visible()
    assert not {taken, refused} & set(shown_keys(page))
    page.locator("button[name=act][value=draft]").click()
    expect(page.locator(".govuk-notification-banner--success")).to_be_visible()
    made = page.url.rpartition("/")[2]
    expect(page.locator("#suggested li:has(mark)").first).to_be_visible()
    expect(page.locator(f"#suggested input[name=key][value='{refused}']")).to_have_count(0)
    page.goto(f"/evidence/{made}/edit")
    expect(shown.locator("mark").first).to_be_visible()
    assert not {taken, refused} & set(shown_keys(page))
    forget(site_app, made)


@pytest.mark.parametrize(("language", "width"), [("cy", 320), ("en", 1280)])
def test_a_page_that_is_not_there_is_told_at_its_note(
    windows: Windows, site_app: Flask, place: Place, language: str, width: int
) -> None:
    made = draft(site_app, place, "A report")
    with acting(site_app, place.study.learner, Role.LEARNER) as work:
        evidence = row(work, made)
        services.attach(work, evidence, [kept(site_app, evidence.provider_id, "plan.pdf", hostile.pdf(pages=9))])
    page = windows.open(language, width=width)
    sign_in(page, place.centre.ffion)
    page.goto(f"/evidence/{made}/edit")
    note = page.locator(".ty-pick__item:has(input:checked) input[name^=criteria-note]")
    note.fill("t. 12")
    page.locator("button[name=act][value=submit]").click()
    told = page.locator(".ty-pick__fault")
    expect(told).to_contain_text("plan.pdf")
    expect(note).to_have_value("t. 12")
    expect(note).to_have_attribute("aria-describedby", str(told.get_attribute("id")))
    check_page(page)
    page.locator("button[name=act][value=draft]").click()
    expect(page.locator(".govuk-notification-banner--success")).to_be_visible()
    expect(page.locator("main table")).to_contain_text("plan.pdf")
    check_page(page)
    forget(site_app, made)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_same_criteria_are_ticked_and_enter_does_not_tick_them(
    windows: Windows, place: Place, *, javascript: bool
) -> None:
    page = windows.open("en", width=320, javascript=javascript)
    sign_in(page, place.centre.ffion)
    page.goto(f"/portfolios/{place.study.portfolio}/evidence/new")
    page.locator("#title").fill("The next talk")
    page.locator("#same_as").select_option(place.made)
    page.locator("input[name=copy]").click()
    expect(page.locator("#same")).to_contain_text("Ticked as well: 1.")
    expect(page.locator("#title")).to_have_value("The next talk")
    expect(page.locator("input[name=criteria]:checked")).to_have_count(1)
    check_page(page)
    if javascript:
        page.locator("#title").press("Enter")
        expect(page.locator(".govuk-notification-banner--success")).to_be_visible()


def test_without_scripts_several_pieces_are_mapped(windows: Windows, site_app: Flask, place: Place) -> None:
    made = draft(site_app, place, "Without scripts")
    page = windows.open("cy", width=320, javascript=False)
    sign_in(page, place.centre.ffion)
    page.goto(f"/portfolios/{place.study.portfolio}/evidence/map")
    page.locator(f"input[name=pieces][value='{made}']").check(force=True)
    tick(page, "P3")
    page.locator("main form button[type=submit]").last.click()
    page.locator("button[name=confirm]").click()
    expect(page.locator(".govuk-notification-banner--success")).to_contain_text("1")
    forget(site_app, made)
