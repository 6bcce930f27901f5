"""Adding evidence in a real Chromium: two units' criteria on a narrow screen, with scripts and without."""

import re
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy.orm import Query, Session

from standards.foundation import Role, Text
from standards.library.models import Standard
from standards.library.services import load_catalogue
from standards.qualifications import services as qualifications
from standards.qualifications.services import NewGroup, NewQualification, NewUnit
from tests.browser.conftest import Windows
from tests.browser.watching import check_page
from tests.core import hostile
from tests.factories import Centre, Someone, open_people
from tests.studies import Study, acting, enrol

pytestmark = pytest.mark.browser
NARROW = 320
DAY, MONTH, YEAR = ("27", "1", "2026")


@dataclass(frozen=True)
class Place:
    """A learner on both published units, and where to find her portfolio."""

    centre: Centre
    study: Study


@pytest.fixture(scope="module", name="place")
def place_fixture(site_app: Flask) -> Place:
    centre = open_people(site_app)
    return Place(centre, enrolled(site_app, centre))


def advice(session: Session) -> Query[Standard]:
    """The two occupational standards that ship: other journeys publish standards of their own."""
    shared = session.query(Standard).where(Standard.owner_id.is_(None), Standard.urn.startswith("LSIAG"))
    return shared.order_by(Standard.urn)


def enrolled(app: Flask, centre: Centre) -> Study:
    """The qualification is the centre's own: a shared one would stand first in everybody's list on this site."""
    with acting(app) as work:
        load_catalogue(work)
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = qualifications.create(work, NewQualification("610/2", Text("Cyngor", "Advice"), 3))
        group = qualifications.add_group(work, row, NewGroup(Text("Gorfodol", "Mandatory")))
        for place, standard in enumerate(advice(work.session)):
            qualifications.add_unit(work, row, group, NewUnit(standard, f"U/{place}", credits=4))
        return enrol(work, centre, centre.ffion, qualifications.publish(work, row))


def sign_in(page: Page, someone: Someone) -> None:
    page.goto("/sign-in")
    page.locator("#email").fill(someone.email)
    page.locator("#password").fill(someone.password)
    page.locator("main button[type=submit]:not([aria-hidden])").first.click()
    expect(page.locator(".ty-account__name")).to_have_text(someone.name)


def file(name: str, kind: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": data}


def fill(page: Page, title: str) -> None:
    page.locator("#title").fill(title)
    for box, value in (("", DAY), ("-month", MONTH), ("-year", YEAR)):
        page.locator(f"#happened_on{box}").fill(value)
    page.locator("#words").fill("I **listened** first.")
    page.locator("#people-0").check(force=True)
    page.locator("#ai_use-0").check(force=True)


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_learner_adds_evidence_on_a_phone(windows: Windows, place: Place, language: str) -> None:
    page = windows.open(language, width=NARROW)
    sign_in(page, place.centre.ffion)
    page.goto(f"/portfolios/{place.study.portfolio}/evidence/new")
    fill(page, "Ymweliad")
    check_page(page)
    page.locator("input[type=file]").set_input_files(
        [
            file("desg.jpg", "image/jpeg", hostile.picture()),
            file("letter.pdf", "application/pdf", hostile.pdf()),
            file("voice.wav", "audio/wav", hostile.sound()),
        ]
    )
    box = page.locator(".ty-find input")
    box.fill("cleient" if language == "cy" else "client")
    expect(page.locator(".ty-find__count")).not_to_be_empty()
    shown = page.locator("[data-find-item]:visible")
    assert 0 < shown.count() < page.locator("[data-find-item]").count()
    # By its name: what the server finds beside may come to stand before it.
    first = shown.first.locator("input[type=checkbox]").get_attribute("id")
    note = page.locator(f"#{first}-note")
    expect(note).to_be_hidden()
    page.locator(f"#{first}").check(force=True)
    note.fill("0:01")
    check_page(page)
    page.locator("button[name=act][value=submit]").click()
    expect(page).to_have_url(re.compile("/submit$"))
    check_page(page)
    page.locator(".ty-confirm button[type=submit]").click()
    expect(page.locator(".govuk-notification-banner--success")).to_be_visible()
    check_page(page)
    expect(page.locator(".ty-attachments img")).to_have_js_property("complete", value=True)
    assert int(page.locator(".ty-attachments img").evaluate("image => image.naturalWidth")) > 0
    page.wait_for_function("document.querySelector('.ty-attachments audio').readyState > 0")
    for address in ("/evidence", page.url + "/withdraw", page.url + "/use-again", page.url + "/edit"):
        page.goto(address)
        check_page(page)


@pytest.mark.parametrize(("language", "typed"), [("cy", "nghleientiaid"), ("en", "wybodaeth")])
def test_a_criterion_is_found_by_any_form_of_a_word_in_either_language(
    windows: Windows, place: Place, language: str, typed: str
) -> None:
    """The server is asked as somebody types; once it no longer answers, the letters alone are found."""
    page = windows.open(language)
    sign_in(page, place.centre.ffion)
    page.goto(f"/portfolios/{place.study.portfolio}/evidence/new")
    box, shown = page.locator(".ty-find input"), page.locator("[data-find-item]:visible")
    box.fill(typed)
    # The first question that a server is asked has it read its dictionaries.
    expect(page.locator(".ty-find__count")).not_to_have_text(re.compile(r": 0 |^$"))
    assert 0 < shown.count() < page.locator("[data-find-item]").count()
    assert all(typed not in words for words in shown.all_inner_texts())
    page.context.clear_cookies()
    with page.expect_response(lambda answer: "find=" in answer.url):
        box.fill(typed + " ")
    expect(shown).to_have_count(0)
    box.fill("P1")
    assert shown.count() > 0


def test_without_scripts_the_notes_show_with_the_tick(windows: Windows, place: Place) -> None:
    page = windows.open("en", javascript=False)
    sign_in(page, place.centre.ffion)
    page.goto(f"/portfolios/{place.study.portfolio}/evidence/new")
    fill(page, "Without scripts")
    page.locator(".ty-pick summary").first.click()
    item = page.locator(".ty-pick__item").first
    expect(item.locator(".ty-pick__note input")).to_be_hidden()
    item.locator("input[type=checkbox]").check(force=True)
    item.locator(".ty-pick__note input").fill("first paragraph")
    check_page(page)
    page.locator("button[name=act][value=submit]").click()
    page.locator(".ty-confirm button[type=submit]").click()
    expect(page.locator(".govuk-notification-banner--success")).to_be_visible()
    expect(page.locator("main")).to_contain_text("first paragraph")


def test_the_preview_stands_below_the_words(windows: Windows, place: Place) -> None:
    page = windows.open("en")
    sign_in(page, place.centre.ffion)
    page.goto(f"/portfolios/{place.study.portfolio}/evidence/new")
    page.locator("#words").fill("**bold**<script>alert(1)</script><img src=x onerror=alert(1)>")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".ty-preview strong")).to_have_text("bold")
    assert page.locator(".ty-preview script, .ty-preview img").count() == 0


def test_what_people_send_runs_nowhere(windows: Windows, place: Place) -> None:
    """Opened by their own addresses, in the same browser session, files stay files."""
    page = windows.open("en")
    sign_in(page, place.centre.ffion)
    page.goto(f"/portfolios/{place.study.portfolio}/evidence/new")
    fill(page, "<img src=x onerror=alert(1)>")
    page.locator("input[type=file]").set_input_files(
        [
            file("page.html", "text/html", hostile.picture() + hostile.HTML),
            file("words.txt", "text/html", b"a <script>alert(1)</script>"),
        ]
    )
    page.locator("button[name=act][value=draft]").click()
    expect(page.locator(".ty-attachments__item")).to_have_count(2)
    for address in page.locator(".ty-attachments a[href$='/view']").evaluate_all("all => all.map(a => a.href)"):
        page.goto(address)
    for address in page.locator(".ty-attachments a[download]").evaluate_all("all => all.map(a => a.href)"):
        answer = page.request.get(address)
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
