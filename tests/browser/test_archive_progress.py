"""While a big archive is made the page says how far it is: by itself, or as it is asked for again."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from portfolio.config import Settings
from tests.browser.conftest import WIDE, Site, Windows
from tests.browser.watching import NARROW
from tests.browser.window import Window
from tests.browser.words import Words
from tests.core import hostile
from tests.evidence.items import put_forward
from tests.factories import PASSWORD, Centre, open_people
from tests.inbox import Inbox
from tests.proofs.serving import Installation
from tests.studies import acting, enrol, publish_qualification

pytestmark = pytest.mark.browser
SLOW_DISK = """
import pathlib, time
from assessments.archive import rules
from assessments.archive.views import making

rules.AT_ONCE = 0
read, gate = making.crc32_of, pathlib.Path({gate!r})

def slowly(*of):
    while not gate.exists():
        time.sleep(0.05)
    gate.unlink()
    return read(*of)

making.crc32_of = slowly
"""
"""A server whose disk gives one file each time it is let."""


@dataclass(frozen=True)
class Slow:
    """Such a server, with a learner who has two files."""

    windows: Windows
    centre: Centre
    let: Callable[[], None]


@pytest.fixture(name="slow")
def slow_fixture(chromium: Browser, app: Flask, settings: Settings, tmp_path: Path) -> Iterator[Slow]:
    centre, gate = open_people(app), tmp_path / "gate"
    with acting(app) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work))
    files = (("llun.jpg", hostile.picture()), ("nodiadau.txt", b"Fy nodiadau."))
    put_forward(app, study, "0:P1", files=files)
    with ExitStack() as stack:
        server = stack.enter_context(Installation(settings).serving(before=SLOW_DISK.format(gate=str(gate))))
        site = Site(f"http://127.0.0.1:{server.port}", settings.instance, server.process, Inbox())
        windows = Windows(chromium, site)
        stack.callback(windows.close)
        yield Slow(windows, centre, gate.touch)
        assert [wrong for watch in windows.watches for wrong in watch.wrong] == []


@pytest.mark.parametrize(
    ("language", "width", "javascript"),
    [("cy", NARROW, True), ("en", WIDE, True), ("cy", WIDE, False), ("en", NARROW, False)],
)
def test_the_page_says_how_far_the_archive_is(slow: Slow, language: str, width: int, javascript: bool) -> None:
    learner = Window(slow.windows.open(language, width=width, javascript=javascript), Words(language))
    say = learner.say
    learner.sign_in(slow.centre.ffion.email, PASSWORD)
    learner.follow("Take your portfolio away")
    learner.press("Make an archive now")
    learner.done("Your archive is being made.")
    learner.reads(say("Files read: %(done)s of %(all)s", done=0, all=2))
    expect(learner.main.get_by_role("button", name=say("Make an archive now"))).to_have_count(0)
    learner.check()
    slow.let()
    if not javascript:
        until(learner, say("Files read: %(done)s of %(all)s", done=1, all=2))
    learner.reads(say("Files read: %(done)s of %(all)s", done=1, all=2))
    learner.check()
    slow.let()
    ready = say("Archive of %(when)s", when="").strip()
    if not javascript:
        until(learner, ready)
    learner.reads(ready)
    expect(learner.main.get_by_role("button", name=say("Make an archive now"))).to_be_visible()
    learner.check()
    with learner.page.expect_download() as coming:
        learner.main.get_by_role("link").filter(has_text=ready).click()
    assert coming.value.suggested_filename.endswith(".zip")


def until(learner: Window, said: str) -> None:
    """Look again by the link, as whoever has no script does, until something is said."""
    for _time in range(60):
        if said in learner.main.inner_text():
            return
        learner.page.wait_for_timeout(300)
        link = learner.main.get_by_role("link", name=learner.say("See how far it is now"))
        if link.count():
            link.click()
    raise AssertionError(f"the page never says: {said}")
