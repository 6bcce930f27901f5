"""Files go on their way as soon as they are chosen, in pieces: a line that breaks costs nothing that arrived."""

import hashlib
import re
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Route, expect

from portfolio.evidence.models import Attachment, StoredFile
from standards.foundation import LANGUAGES
from tests.browser.conftest import WIDE, Windows
from tests.browser.pages import Learner, Piece
from tests.browser.watching import NARROW
from tests.browser.words import Words
from tests.core import hostile
from tests.studies import acting

pytestmark = pytest.mark.browser
MEGABYTE = 1024 * 1024


def big_text(mark: str) -> bytes:
    line = f"{mark}: ffeil fawr, a big file\n".encode()
    return (line * (MEGABYTE // len(line)))[:MEGABYTE]


def a_learner(windows: Windows, language: str, width: int = WIDE) -> Learner:
    learner = Learner(windows.open(language, width=width), Words(language))
    learner.sign_in("elen@cwmafon.example.org")
    learner.menu("Home")
    learner.follow("Add evidence")
    # Loaded, so with its script at work: a file that is chosen before goes with the form, in no pieces.
    learner.page.wait_for_url(re.compile("/evidence/new$"))
    return learner


@pytest.mark.parametrize(("language", "width"), [(LANGUAGES[0], NARROW), (LANGUAGES[1], WIDE)])
def test_a_broken_line_costs_nothing_that_arrived(windows: Windows, site_app: Flask, language: str, width: int) -> None:
    learner = a_learner(windows, language, width)
    page, content = learner.page, big_text(f"{language} broken")
    pieces: list[int] = []

    def cut(route: Route) -> None:
        """The second piece never reaches the server, nor the third at its first try."""
        if route.request.method != "PATCH":
            route.continue_()
            return
        pieces.append(int(route.request.headers["upload-offset"]))
        if len(pieces) in {2, 4}:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(re.compile(r"/uploads/"), cut)
    windows.watches[-1].expected.append("net::ERR_CONNECTION_RESET")
    learner.add({"name": "mawr.txt", "mimeType": "text/plain", "buffer": content})
    row = page.locator(".ty-files__item")
    expect(row).to_contain_text(learner.say("Arrived"))
    learner.check()
    # After each cut the same piece is sent again, and none that had arrived.
    assert len(pieces) == 6
    assert sorted(set(pieces)) == [0, MEGABYTE // 4, MEGABYTE // 2, 3 * MEGABYTE // 4]
    learner.fill("Title", f"{language} mawr")
    learner.press("Save draft")
    learner.done("Your draft is saved. Nobody else sees it.")
    learner.reads("mawr.txt")
    with acting(site_app) as work:
        stored = work.session.query(StoredFile).join(Attachment, Attachment.stored_file_id == StoredFile.id)
        hashes = {one.sha256 for one in stored.filter(Attachment.name == "mawr.txt")}
        assert hashlib.sha256(content).hexdigest() in hashes


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lost_network_comes_back_and_sending_goes_on_by_itself(windows: Windows, language: str) -> None:
    learner = a_learner(windows, language)
    page, pieces = learner.page, list[int]()

    def lose(route: Route) -> None:
        patch = route.request.method == "PATCH"
        if patch:
            pieces.append(int(route.request.headers["upload-offset"]))
        if patch and len(pieces) == 2:
            page.context.set_offline(True)
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route(re.compile(r"/uploads/"), lose)
    windows.watches[-1].expected.append("net::ERR_INTERNET_DISCONNECTED")
    learner.add({"name": "colli.txt", "mimeType": "text/plain", "buffer": big_text(f"{language} lost")})
    lost = "The connection was lost. What has arrived is kept, and sending goes on by itself once the network is back."
    expect(page.locator(".ty-files__fault")).to_have_text(learner.say(lost))
    learner.check()
    page.context.set_offline(False)
    expect(page.locator(".ty-files__item")).to_contain_text(learner.say("Arrived"))
    assert pieces.count(0) == 1, "what had arrived was not sent again"


def test_the_form_waits_for_what_is_on_its_way(windows: Windows) -> None:
    learner = a_learner(windows, "en")
    page = learner.page
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "PATCH" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route(re.compile(r"/uploads/"), hold)
    learner.add({"name": "held.txt", "mimeType": "text/plain", "buffer": b"written down"})
    learner.fill("Title", "Held back")
    learner.press("Save draft")
    expect(page.locator(".ty-files__state")).to_have_text(learner.say("Sending; the form goes on by itself"))
    held[0].continue_()
    learner.done("Your draft is saved. Nobody else sees it.")
    learner.reads("held.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_refused_says_why_and_can_be_left_out(windows: Windows, language: str) -> None:
    learner = a_learner(windows, language)
    page = learner.page
    learner.add(
        {"name": "tudalen.html", "mimeType": "text/html", "buffer": hostile.HTML},
        {"name": "desg.jpg", "mimeType": "image/jpeg", "buffer": hostile.picture()},
    )
    refused, arrived = (page.locator(".ty-files__item", has_text=name) for name in ("tudalen.html", "desg.jpg"))
    expect(arrived).to_contain_text(learner.say("Arrived"))
    expect(refused.locator(".ty-files__fault")).to_contain_text("tudalen.html")
    learner.check()
    refused.get_by_role("button", name=re.compile("tudalen.html")).first.click()
    expect(page.locator(".ty-files__item")).to_have_count(1)
    learner.fill("Title", f"{language} left out")
    learner.press("Save draft")
    learner.reads("desg.jpg")


def test_a_whole_piece_of_evidence_with_files_is_submitted_as_ever(windows: Windows) -> None:
    learner = a_learner(windows, "cy")
    photo = {"name": "llun.jpg", "mimeType": "image/jpeg", "buffer": hostile.picture()}
    learner.write(Piece("Llun o'r ddesg", "Fi a'i tynnodd.", date(2026, 10, 1), (photo,)))  # type: ignore[arg-type]
    learner.put_to("LSIAG11", "P1")
    learner.submit()
    learner.reads("Llun o'r ddesg", "llun.jpg")
