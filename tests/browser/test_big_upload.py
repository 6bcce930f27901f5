"""The long proof of uploads: 300 MB arrive whole though the line is cut three times and the server killed once."""

import hashlib
import re
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import Browser, Route, expect

from portfolio.config import Settings
from portfolio.core.store import Address, FolderStore
from portfolio.core.store.parts import PARTS
from portfolio.evidence.models import StoredFile
from tests.browser.pages import Learner
from tests.browser.test_uploads import MEGABYTE, big_text
from tests.browser.words import Words
from tests.factories import Centre, open_people
from tests.proofs.serving import Installation, Server
from tests.studies import Study, acting, enrol, publish_qualification

pytestmark = pytest.mark.browser
MEGABYTES = 300
PIECES = 64
CUTS, KILL = {5, 15, 25}, 35
"""Which of its pieces meet with what."""


@dataclass
class Disturbance:
    """What happens to the pieces on their way."""

    server: Server
    sent: list[int] = field(default_factory=list)

    def __call__(self, route: Route) -> None:
        if route.request.method != "PATCH":
            route.continue_()
            return
        self.sent.append(int(route.request.headers["upload-offset"]))
        if len(self.sent) == KILL:
            self.server.kill()
        if len(self.sent) in CUTS:
            route.abort("connectionreset")
        else:
            route.continue_()


@pytest.fixture(name="big")
def big_fixture(tmp_path: Path) -> Path:
    path = tmp_path / "mawr.txt"
    path.write_bytes(b"".join(big_text(f"{number:03}") for number in range(MEGABYTES)))
    return path


@pytest.fixture(name="study")
def study_fixture(app: Flask) -> tuple[Centre, Study]:
    centre = open_people(app)
    with acting(app) as work:
        return centre, enrol(work, centre, centre.ffion, publish_qualification(work))


@pytest.mark.proof
def test_a_big_file_survives_three_cuts_and_a_killed_server(
    chromium: Browser, app: Flask, settings: Settings, study: tuple[Centre, Study], big: Path
) -> None:
    (centre, learning), installation = study, Installation(settings)
    with ExitStack() as stack:
        server = stack.enter_context(installation.serving())
        context = chromium.new_context(base_url=f"http://127.0.0.1:{server.port}", locale="cy-GB")
        stack.callback(context.close)
        learner, disturbed = Learner(context.new_page(), Words("cy")), Disturbance(server)
        learner.sign_in(centre.ffion.email, centre.ffion.password)
        learner.open(f"/portfolios/{learning.portfolio}/evidence/new")
        learner.page.route(re.compile(r"/uploads/"), disturbed)
        learner.page.locator("input[type=file]").set_input_files(big)
        while server.process.poll() is None:
            learner.page.wait_for_timeout(100)
        stack.enter_context(installation.serving(port=server.port))
        expect(learner.page.locator(".ty-files__item")).to_contain_text(learner.say("Arrived"), timeout=240_000)
        learner.fill("Title", "Fideo mawr")
        learner.press("Save draft")
        learner.reads("mawr.txt")
    # Each that had arrived was not sent again; the others as often as it took.
    piece = -(-big.stat().st_size // PIECES)
    assert sorted(set(disturbed.sent)) == [place * piece for place in range(PIECES)]
    assert len(disturbed.sent) > PIECES + len(CUTS)
    is_whole(app, settings, str(centre.provider_id), big)


def is_whole(app: Flask, settings: Settings, owner: str, big: Path) -> None:
    with acting(app) as work:
        sha256 = work.session.query(StoredFile).one().sha256
    assert sha256 == hashlib.sha256(big.read_bytes()).hexdigest()
    assert cast("FolderStore", app.extensions["store"]).verify(Address(owner, sha256))
    left = [path for path in (settings.files / PARTS).rglob("*") if path.is_file() and path.stat().st_size >= MEGABYTE]
    assert left == []
