"""Chromium opens every page with script planted in every field: none of it runs, and nothing is fetched for it."""

from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser

from portfolio.config import Settings
from tests.browser.watching import Watch
from tests.census.asking import Census
from tests.census.people import Asker
from tests.census.world import make_world
from tests.crawls.crawling import known
from tests.crawls.planting import plant
from tests.crawls.scripts import EVIL, evil_words
from tests.proofs.serving import Installation

READERS = ("owner", "assessor", "manager")


@pytest.fixture(name="planted")
def planted_fixture(app: Flask) -> Census:
    made = Census(app, make_world(app), lambda: None)
    plant(app, evil_words)
    return made


def shows_words(census: Census, asker: Asker, path: str) -> bool:
    answer = asker.ask(census.app, "GET", path)
    return answer.status_code == 200 and answer.mimetype == "text/html" and EVIL in answer.text


def opened(chromium: Browser, address: str, census: Census, part: str) -> list[str]:
    """What goes wrong while somebody opens every page that is theirs."""
    context = chromium.new_context(base_url=address)
    asker = census.world.askers[part]
    context.add_cookies([{"name": "session", "value": asker.cookie, "url": address}])
    page = context.new_page()
    watch = Watch(page, address)
    for path in filter(lambda path: shows_words(census, asker, path), known(census)):
        page.goto(path, wait_until="load")
        assert urlsplit(page.url).path == path
    context.close()
    return watch.wrong


def test_nothing_that_people_wrote_runs_in_chromium(planted: Census, settings: Settings, chromium: Browser) -> None:
    with Installation(settings).serving() as server:
        address = f"http://127.0.0.1:{server.port}"
        assert [wrong for part in READERS for wrong in opened(chromium, address, planted, part)] == []


def test_the_watch_sees_a_script_that_wants_to_run(chromium: Browser) -> None:
    page = chromium.new_page()
    watch = Watch(page, "http://127.0.0.1")
    page.route(
        "**/*",
        lambda route: route.fulfill(
            body="<script>alert(1)</script>",
            headers={"Content-Type": "text/html", "Content-Security-Policy": "script-src 'self'"},
        ),
    )
    page.goto("http://127.0.0.1/")
    page.close()
    assert [each for each in watch.wrong if "Content Security Policy" in each] != []
