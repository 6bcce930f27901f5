"""Sound and film in a real Chromium: they play, on pages and alone, from wherever in them one wants."""

import time
from dataclasses import dataclass
from functools import partial

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.conftest import Windows
from tests.browser.places import open_place
from tests.browser.test_evidence import sign_in
from tests.browser.watching import check_page
from tests.core.recorded import recording
from tests.core.test_office import word
from tests.evidence.items import file_ids, put_forward
from tests.factories import Centre

pytestmark = pytest.mark.browser
SIZES = [("cy", 320), ("en", 1280)]
SECONDS = 20
RECORDINGS = {
    "ffilm.mp4": ("video", ("mp4", "libx264", "aac")),
    "ffilm.webm": ("video", ("webm", "libvpx", "libopus")),
    "llais.mp3": ("audio", ("mp3", None, "libmp3lame")),
    "llais.wav": ("audio", ("wav", None, "pcm_s16le")),
}
SECONDS_LATE = 30


@dataclass(frozen=True)
class Played:
    """Submitted evidence with a recording of each kind and a document."""

    centre: Centre
    made: str
    files: dict[str, str]


@pytest.fixture(scope="module", name="played")
def played_fixture(site_app: Flask) -> Played:
    place = open_place(site_app, "CHW")
    files = [*((name, recording(*how, SECONDS)) for name, (_tag, how) in RECORDINGS.items()), ("taith.docx", word())]
    made = put_forward(site_app, place.study, "0:P1", files=tuple(files))
    return Played(place.centre, made, dict(zip([*RECORDINGS, "taith.docx"], file_ids(site_app, made), strict=True)))


def _note_part(parts: list[str], request: Request) -> None:
    parts.append(request.headers.get("range", ""))


def until(recorded: Locator, wanted: str) -> None:
    """Wait for something to be true of a recording; asked from here, for opened alone its page runs no scripts."""
    late = time.monotonic() + SECONDS_LATE
    while not recorded.evaluate(f"one => {wanted}"):
        state = recorded.evaluate("one => [one.readyState, one.networkState, one.currentTime, one.error?.message]")
        assert time.monotonic() < late, f"{wanted}: {state}"
        time.sleep(0.1)


def plays_from(page: Page, selector: str, second: float) -> None:
    recorded = page.locator(selector).first
    recorded.evaluate("one => { one.preload = 'auto'; one.muted = true; one.pause(); }")
    until(recorded, "one.readyState >= 2")
    assert recorded.evaluate("one => one.duration") == pytest.approx(SECONDS, abs=0.5)
    recorded.evaluate("(one, second) => { one.currentTime = second; }", second)
    until(recorded, f"!one.seeking && one.readyState >= 2 && Math.abs(one.currentTime - {second}) < 0.1")
    recorded.evaluate("one => { one.play(); }")
    until(recorded, f"one.currentTime > {second} + 0.2")
    recorded.evaluate("one => { one.pause(); }")


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_recordings_play_on_pages_from_anywhere(windows: Windows, played: Played, language: str, width: int) -> None:
    page = windows.open(language, width=width)
    sign_in(page, played.centre.trainee)
    for address in (f"/evidence/{played.made}/judge", f"/evidence/{played.made}"):
        page.goto(address)
        check_page(page)
        for name, (tag, _how) in RECORDINGS.items():
            plays_from(page, f"{tag}[src^='/files/{played.files[name]}/view']", 15)
    page.locator(f"a[href='/files/{played.files['taith.docx']}/view']").click()
    expect(page.locator("main pre")).to_contain_text("Trafodais")
    check_page(page)


@pytest.mark.parametrize("name", RECORDINGS)
def test_a_recording_plays_alone_from_anywhere(windows: Windows, played: Played, name: str) -> None:
    """By its own address, to its owner and to others, asking for parts of it."""
    for someone in (played.centre.ffion, played.centre.trainee):
        page = windows.open("en")
        sign_in(page, someone)
        parts: list[str] = []
        page.on("request", partial(_note_part, parts))
        page.goto(f"/files/{played.files[name]}/view")
        plays_from(page, "video", 15)
        assert any(parts)
