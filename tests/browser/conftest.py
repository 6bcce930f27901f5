"""A real Chromium in front of the real server: what a journey needs."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from portfolio import front_end
from portfolio.app import create_app
from portfolio.config import Settings
from portfolio.core.database import db
from tests.browser.chromium import find_or_install
from tests.browser.watching import Watch
from tests.inbox import Inbox, receiving

ARGUMENTS = (
    "--no-sandbox",
    "--headless",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A camera and a microphone that every machine has.
    "--use-fake-device-for-media-stream",
)
WIDE, HEIGHT = 1280, 900
START_SECONDS = 60
WAITING = 30_000
"""Milliseconds until something is held never to come: two cores have much beside this to do."""


@dataclass
class Site:
    """The running product, with an instance folder of its own."""

    address: str
    instance: Path
    process: subprocess.Popen[str]
    inbox: Inbox


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tystio(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from portfolio.cli import main; main()", *arguments]


def wait_for(address: str, process: subprocess.Popen[str]) -> None:
    """Return once the server answers; AssertionError with what it said when it ends or takes too long."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, f"the server ended with code {process.returncode}"
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - our own address
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer after {START_SECONDS} s")


@pytest.fixture(scope="session", name="demonstration")
def demonstration_fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder of a demonstration centre in which nobody has done anything yet."""
    front_end.build()
    instance = tmp_path_factory.mktemp("demonstration") / "instance"
    subprocess.run(tystio("demo"), check=True, env={**os.environ, "TYSTIO_INSTANCE": str(instance)})
    return instance


@pytest.fixture(scope="module", name="site")
def site_fixture(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy of it for each module, served as anybody would, with a real mail server beside it.

    Journeys change the site that they walk. As each module begins with the same one and its tests run in the order in
    which they are written (`tests/gate.py`), none can meet what a chance order of the others left.
    """
    instance, port = tmp_path_factory.mktemp("site") / "instance", free_port()
    shutil.copytree(demonstration, instance)
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "TYSTIO_INSTANCE": str(instance),
        "TYSTIO_BASE_URL": address,
        "TYSTIO_MAX_FILE_MB": "2",
    }
    with receiving() as (inbox, mail_port):
        environment["TYSTIO_SMTP_URL"] = f"smtp://127.0.0.1:{mail_port}"
        with subprocess.Popen(tystio("serve", "--port", str(port)), text=True, env=environment) as process:
            try:
                wait_for(address, process)
                yield Site(address, instance, process, inbox)
            finally:
                process.terminate()


@pytest.fixture(scope="module", name="site_app")
def site_app_fixture(site: Site) -> Iterator[Flask]:
    """The site's own application, for what no page can be asked for."""
    app = create_app(Settings.from_environment({"TYSTIO_INSTANCE": str(site.instance)}))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session", name="playwright")
def playwright_fixture() -> Iterator[Playwright]:
    expect.set_options(timeout=WAITING)
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session", name="chromium")
def chromium_fixture(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=find_or_install(), args=list(ARGUMENTS))
    yield browser
    browser.close()


class Windows:
    """Opens windows, each a person's own: no cookie of another; what goes wrong in any of them is kept."""

    def __init__(self, chromium: Browser, site: Site) -> None:
        self.chromium, self.site, self.watches = chromium, site, list[Watch]()
        self._contexts: list[BrowserContext] = []

    def open(self, language: str = "cy", *, width: int = WIDE, javascript: bool = True) -> Page:
        context = self.chromium.new_context(
            base_url=self.site.address,
            locale=f"{language}-GB",
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.add_cookies([{"name": "language", "value": language, "url": self.site.address}])
        context.set_default_timeout(WAITING)
        self._contexts.append(context)
        page = context.new_page()
        self.watches.append(Watch(page, self.site.address))
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture(name="windows")
def windows_fixture(chromium: Browser, site: Site) -> Iterator[Windows]:
    """Windows of this test; at its end nothing may have gone wrong in any of them."""
    opened = Windows(chromium, site)
    yield opened
    opened.close()
    assert [wrong for watch in opened.watches for wrong in watch.wrong] == []
