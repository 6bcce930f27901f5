"""A new version is deployed while people write: what they typed is sent to it and kept, by the page of the old one."""

from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portfolio.config import Settings
from standards.foundation import Role
from tests.browser.pages import Learner
from tests.browser.words import Words
from tests.factories import Someone, open_people
from tests.proofs.serving import Installation
from tests.studies import Study, acting, enrol, publish_qualification, submit

pytestmark = pytest.mark.browser
SAVED = ".ty-autosave"
NEW_VERSION = """
from portfolio.web import filters
address = filters._address
filters._address = lambda *file: address(*file).replace("v=", "v=new")
"""
"""A version whose stylesheet and scripts have other addresses."""


def scripts(page: Page) -> str:
    return str(page.locator("script[type=module]").get_attribute("src"))


@dataclass(frozen=True)
class Scene:
    installation: Installation
    learner: Someone
    study: Study
    waiting: str
    """Evidence that waits to be judged."""


@pytest.fixture(name="scene")
def scene_fixture(app: Flask, settings: Settings) -> Scene:
    centre = open_people(app)
    with acting(app) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work))
    with acting(app, centre.ffion, Role.LEARNER) as work:
        return Scene(Installation(settings), centre.ffion, study, submit(work, study, study.units[0]))


def test_a_new_version_in_the_middle_loses_nothing(chromium: Browser, scene: Scene) -> None:
    installation = scene.installation
    with ExitStack() as stack:
        server = stack.enter_context(installation.serving())
        context = chromium.new_context(base_url=f"http://127.0.0.1:{server.port}", locale="cy-GB")
        stack.callback(context.close)
        learner, other = (Learner(context.new_page(), Words("cy")) for _tab in range(2))
        learner.page.clock.install()
        learner.sign_in(scene.learner.email, scene.learner.password)
        learner.open(f"/portfolios/{scene.study.portfolio}/evidence/new")
        learner.fill("Title", "Fersiwn newydd")
        other.open(f"/evidence/{scene.waiting}/withdraw")
        other.page.locator("#reason").fill("Yr un anghywir")
        before = scripts(learner.page)
        server.kill()
        learner.page.locator("#words").fill("Hyd at yr eiliad olaf")
        learner.page.clock.fast_forward(11_000)
        kept = learner.say("Kept in this browser: it could not be sent now, and is sent as soon as it can be.")
        expect(learner.page.locator(SAVED)).to_have_text(kept)
        stack.enter_context(installation.serving(NEW_VERSION, port=server.port))
        learner.page.clock.fast_forward(11_000)
        expect(learner.page.locator(SAVED)).to_contain_text(learner.say("Saved: %(when)s", when=""))
        learner.press("Save draft")
        learner.done("Your draft is saved. Nobody else sees it.")
        learner.reads("Fersiwn newydd", "Hyd at yr eiliad olaf")
        assert scripts(learner.page) != before
        other.press("Withdraw the evidence")
        other.done("The evidence is withdrawn. It stays in the record with its decisions.")
        other.reads("Yr un anghywir")
