"""A witness photographs and records in the page; what is made goes in pieces and leaves the browser once it is sent."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from portfolio.evidence.models import Attachment, Evidence, StoredFile
from portfolio.links.services import Outsider
from portfolio.witnesses import queries, services
from standards.foundation import Role
from tests.browser.conftest import WIDE, Windows
from tests.browser.pages import Learner
from tests.browser.test_recording import LYING, MOMENT, arrived
from tests.browser.test_witness import a_link
from tests.browser.watching import NARROW
from tests.browser.words import Words
from tests.core import hostile
from tests.studies import acting

pytestmark = pytest.mark.browser
SIZES = [("cy", NARROW), ("en", WIDE)]
TYPED = "Object.keys(localStorage).filter((name) => name.startsWith('tystio-draft:'))"


def a_witness(windows: Windows, language: str, width: int, token: str) -> Learner:
    """Whoever holds a link, in a window that may use the camera and the microphone."""
    witness = Learner(windows.open(language, width=width), Words(language))
    witness.page.context.grant_permissions(["camera", "microphone"])
    witness.open(f"/witness/{token}")
    return witness


def sign(witness: Learner) -> None:
    witness.fill("Your job", "Arweinydd tîm")
    witness.fill("How do you know the learner?", "Rheolwr")
    witness.choose("Do you have occupational competence in this work?", "No, I testify as somebody who was there")
    for place, said in enumerate(("3", "3", "2026")):
        witness.page.locator("[name=happened_on]").nth(place).fill(said)
    witness.fill("What did you see?", "Gwrandawodd yn astud.")
    witness.choose("Who else is shown or named in it?", "Nobody else who could be recognised")
    witness.tick("I saw this myself, I wrote this myself, and it is true.")
    witness.press("Sign and send")


def record(witness: Learner) -> None:
    witness.press("Record sound")
    witness.press("Start recording")
    expect(witness.page.get_by_role("timer")).to_have_text(re.compile("0:0[1-9]"))
    # Within a second of a press, the button takes the next for a double one.
    witness.page.wait_for_timeout(1000)
    witness.press("Stop recording")
    expect(witness.page.locator("[data-shown] audio")).to_be_visible()


def break_once(windows: Windows, witness: Learner) -> None:
    """Let the first piece not reach the server at its first try."""
    cut: list[str] = []

    def handle(route: Route) -> None:
        if route.request.method == "PATCH" and not cut:
            cut.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    witness.page.route(re.compile(r"/uploads/"), handle)
    windows.watches[-1].expected.append("net::ERR_CONNECTION_RESET")


def nothing_lies_in(page: Page) -> None:
    for _time in range(50):
        if page.evaluate(LYING) == "":
            return
        page.wait_for_timeout(100)
    raise AssertionError("a recording lies in the browser still")


def signed_files(app: Flask) -> dict[str, str]:
    """The files of the testimony that was signed last, with their types."""
    with acting(app) as work:
        evidence = work.session.query(Evidence).where(Evidence.witness.is_not(None)).order_by(Evidence.id.desc())
        found = evidence.first()
        assert found is not None
        rows = work.session.query(Attachment, StoredFile).join(StoredFile, Attachment.stored_file_id == StoredFile.id)
        rows = rows.where(Attachment.evidence_id == found.id)
        return {one.name.split()[0]: stored.media_type.partition(";")[0] for one, stored in rows}


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_a_witness_photographs_and_records_and_leaves_nothing_behind(
    windows: Windows, site_app: Flask, language: str, width: int
) -> None:
    witness = a_witness(windows, language, width, a_link(site_app))
    page, photo, sound = witness.page, witness.say("Photograph {when}"), witness.say("Sound {when}")
    break_once(windows, witness)
    witness.press("Take a photograph")
    witness.press("Take the photograph")
    witness.check()
    witness.press("Keep it")
    arrived(witness, photo.replace("{when}", f"{MOMENT}.jpg"))
    record(witness)
    witness.press("Keep it")
    arrived(witness, sound.replace("{when}", rf"{MOMENT}\.webm"))
    expect(page.locator(".ty-autosave")).to_be_visible()
    # One more, which is neither kept nor thrown away when the page is left: it lies here, locked.
    record(witness)
    lying = page.evaluate(LYING)
    assert len(lying) > 1000
    assert "Opus" not in lying
    page.reload()
    expect(page.locator("[data-shown] audio")).to_be_visible()
    # What had arrived is still seen, and signed.
    arrived(witness, photo.replace("{when}", f"{MOMENT}.jpg"))
    arrived(witness, sound.replace("{when}", rf"{MOMENT}\.webm"))
    witness.check()
    sign(witness)
    expect(page.locator("h1")).to_have_text(witness.say("Your testimony is signed"))
    nothing_lies_in(page)
    assert signed_files(site_app) == {photo.split()[0]: "image/jpeg", sound.split()[0]: "audio/webm"}


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_whoever_declines_leaves_nothing_behind_either(
    windows: Windows, site_app: Flask, language: str, width: int
) -> None:
    witness = a_witness(windows, language, width, a_link(site_app))
    other = f"/witness/{a_link(site_app)}"
    page = witness.page
    witness.fill("What did you see?", "Gwrandawodd yn astud.")
    expect(page.locator(".ty-autosave")).to_be_visible()
    record(witness)
    assert len(page.evaluate(LYING)) > 1000
    witness.follow("I would rather not testify")
    witness.fill("Why would you rather not?", "Nid oeddwn i yno.")
    witness.press("Decline")
    expect(page.locator("h1")).to_have_text(witness.say("Thank you for your answer"))
    nothing_lies_in(page)
    assert page.evaluate(TYPED) == []
    # What belongs to another link stays.
    witness.open(other)
    witness.fill("What did you see?", "Rhywbeth arall.")
    expect(page.locator(".ty-autosave")).to_be_visible()
    record(witness)
    witness.open(f"/witness/{a_link(site_app)}")
    sign(witness)
    expect(page.locator("h1")).to_have_text(witness.say("Your testimony is signed"))
    page.wait_for_timeout(1000)
    assert len(page.evaluate(LYING)) > 1000
    assert len(page.evaluate(TYPED)) == 1


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_a_file_for_a_link_that_is_over_says_so(windows: Windows, site_app: Flask, language: str, width: int) -> None:
    token = a_link(site_app)
    witness = a_witness(windows, language, width, token)
    # Loaded, so with its script at work.
    witness.page.wait_for_load_state("networkidle")
    with acting(site_app) as work:
        row = queries.by_token(work.session, token, work.now)
        assert row is not None
        work.role = Role.LEARNER.value
        work.actor = Outsider(row.asked_by_id, row.public_id, row.provider_id)
        services.revoke(work, row)
    with witness.page.expect_file_chooser() as chooser:
        label = re.compile("^" + witness.say("Add files if you wish"))
        witness.main.get_by_role("button", name=label).click()
    chooser.value.set_files({"name": "desg.jpg", "mimeType": "image/jpeg", "buffer": hostile.picture()})
    expect(witness.page.locator(".ty-files__fault")).to_have_text(witness.say("This link does not work"))
    witness.check()
