"""What is pasted, photographed or recorded in the page goes the way of every file; a tab that crashes loses little."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Error, expect

from portfolio.evidence.models import Attachment, StoredFile
from standards.foundation import LANGUAGES
from tests.browser.conftest import WIDE, Windows
from tests.browser.pages import Learner
from tests.browser.watching import NARROW
from tests.browser.words import Words
from tests.studies import acting

pytestmark = pytest.mark.browser
MOMENT = r"\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d"
ONLY_MP4 = """() => {
    const can = MediaRecorder.isTypeSupported;
    MediaRecorder.isTypeSupported = (type) => type.includes("mp4") && can(type);
}"""
"""What other browsers record, in ours."""
COPY_PICTURE = """async () => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d").fillRect(0, 0, 20, 20);
    const picture = await new Promise((resolve) => canvas.toBlob(resolve));
    await navigator.clipboard.write([new ClipboardItem({"image/png": picture})]);
}"""
LYING = """async () => {
    const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const base = await done(indexedDB.open("tystio-takes"));
    const pieces = await done(base.transaction("pieces").objectStore("pieces").getAll());
    return pieces.map(({hidden}) => new TextDecoder("latin1").decode(hidden)).join("");
}"""
Begun = Callable[..., Learner]


@pytest.fixture(name="begun")
def begun_fixture(windows: Windows) -> Begun:
    def begun(language: str, width: int, *allowed: str) -> Learner:
        """Somebody who begins a piece, and lets the site use what is named."""
        learner = Learner(windows.open(language, width=width), Words(language))
        learner.page.context.grant_permissions(allowed)
        learner.sign_in("elen@cwmafon.example.org")
        learner.menu("Home")
        learner.follow("Add evidence")
        return learner

    return begun


def arrived(learner: Learner, name: str) -> None:
    row = learner.page.locator(".ty-files__item", has_text=re.compile(f"^{name}"))
    expect(row).to_contain_text(learner.say("Arrived"))


def save(learner: Learner, title: str) -> None:
    learner.fill("Title", title)
    learner.press("Save draft")
    learner.done("Your draft is saved. Nobody else sees it.")


def types(app: Flask, name: str) -> list[str]:
    with acting(app) as work:
        stored = work.session.query(StoredFile).join(Attachment, Attachment.stored_file_id == StoredFile.id)
        return [one.media_type for one in stored.filter(Attachment.name.like(f"{name} %"))]


@pytest.mark.parametrize(("language", "name"), [("cy", "Llun wedi'i ludo"), ("en", "Pasted picture")])
def test_a_pasted_picture_is_sent_and_pasted_words_stay_words(begun: Begun, language: str, name: str) -> None:
    learner = begun(language, WIDE, "clipboard-read", "clipboard-write")
    page = learner.page
    page.evaluate(COPY_PICTURE)
    page.locator("#title").focus()
    page.keyboard.press("Control+V")
    arrived(learner, f"{name} {MOMENT}.png")
    page.evaluate("navigator.clipboard.writeText('Y ddesg')")
    page.keyboard.press("Control+V")
    expect(page.locator("#title")).to_have_value("Y ddesg")
    expect(page.locator(".ty-files__item")).to_have_count(1)


@pytest.mark.parametrize(
    ("language", "width", "ending", "media_type"),
    [("cy", NARROW, "webm", "video/webm"), ("en", WIDE, "mp4", "video/mp4")],
)
def test_a_photograph_and_a_video_are_made_in_the_page(
    begun: Begun, site_app: Flask, language: str, width: int, ending: str, media_type: str
) -> None:
    learner = begun(language, width, "camera", "microphone")
    page, photo, video = learner.page, learner.say("Photograph {when}"), learner.say("Video {when}")
    if ending == "mp4":
        page.evaluate(ONLY_MP4)
    learner.press("Take a photograph")
    learner.press("Take the photograph")
    learner.press("Keep it")
    arrived(learner, photo.replace("{when}", f"{MOMENT}.jpg"))
    learner.press("Record video")
    learner.press("Start recording")
    expect(page.get_by_role("timer")).to_have_text(re.compile("0:0[1-9]"))
    learner.check()
    learner.press("Pause")
    learner.press("Go on recording")
    learner.press("Save draft")
    first = "The camera or the microphone is still on: stop the recording, or switch it off, before you go on."
    expect(page.locator("[data-told]")).to_have_text(learner.say(first))
    # Within a second of a press, the button takes the next for a double one.
    page.wait_for_timeout(1000)
    learner.press("Stop recording")
    expect(page.locator("[data-shown] video")).to_be_visible()
    learner.check()
    learner.press("Keep it")
    arrived(learner, video.replace("{when}", rf"{MOMENT}\.{ending}"))
    save(learner, f"{language} recorded")
    # Whoever plays it sees how long it is, and can go to any moment.
    assert 1 < page.locator("main video").evaluate(LENGTH) < 20
    assert set(types(site_app, photo.split()[0])) == {"image/jpeg"}
    assert media_type in {one.partition(";")[0] for one in types(site_app, video.split()[0])}


LENGTH = """async (video) => {
    while (video.readyState < 1) await new Promise((resolve) => { setTimeout(resolve, 20); });
    return video.seekable.end(0);
}"""


@pytest.mark.parametrize(("language", "width"), [(LANGUAGES[0], WIDE), (LANGUAGES[1], NARROW)])
def test_a_recording_survives_a_crashed_tab_for_its_own_account(
    begun: Begun, windows: Windows, site_app: Flask, language: str, width: int
) -> None:
    learner = begun(language, width, "camera")
    page, address = learner.page, learner.page.url
    learner.press("Record sound")
    refused = (
        "The browser did not let this page use the microphone. Allow it in the browser’s settings for this site and "
        "press again, or choose a file."
    )
    expect(page.locator("[data-told]")).to_have_text(learner.say(refused))
    page.context.grant_permissions(["microphone"])
    learner.press("Record sound")
    learner.press("Start recording")
    expect(page.get_by_role("timer")).to_have_text(re.compile("0:0[2-9]"))
    lying = page.evaluate(LYING)
    assert len(lying) > 1000
    assert "Opus" not in lying
    with pytest.raises(Error):
        page.goto("chrome://crash")
    again = Learner(page.context.new_page(), Words(language))
    again.open(address)
    expect(again.page.locator("[data-shown] audio")).to_be_visible()
    again.check()
    again.press("Keep it")
    sound = again.say("Sound {when}")
    arrived(again, sound.replace("{when}", rf"{MOMENT}\.webm"))
    assert again.page.evaluate(LYING) == ""
    save(again, f"{language} sound")
    assert {one.partition(";")[0] for one in types(site_app, sound.split()[0])} == {"audio/webm"}
