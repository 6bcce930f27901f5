"""Nasty files in a real Chromium: on the pages that show them and opened alone, nothing runs and nothing leaves."""

from flask import Flask
from playwright.sync_api import Browser, Error

from portfolio.config import Settings
from tests.browser.watching import Watch
from tests.core import nasty
from tests.evidence.items import file_ids, put_forward
from tests.factories import Centre, session_of
from tests.proofs.serving import Installation
from tests.studies import Study, acting, enrol, publish_qualification

DOWNLOADED = 3
"""All are sent for downloading with the same headers: so many are tried."""
VIEWER = ("request leaves: chrome-extension://", "request leaves: chrome://")
"""The browser's own viewer of PDF: its parts come out of the browser."""
TAKEN = [one for one in (*nasty.pictures(), *nasty.documents()) if not one.refused and "exif" not in one.name]


def studying(app: Flask, centre: Centre) -> Study:
    with acting(app) as work:
        return enrol(work, centre, centre.ffion, publish_qualification(work))


def test_nothing_in_them_runs_and_nothing_leaves(
    app: Flask, centre: Centre, settings: Settings, chromium: Browser
) -> None:
    made = put_forward(app, studying(app, centre), files=tuple((one.name, one.data) for one in TAKEN))
    files = file_ids(app, made)
    with Installation(settings).serving() as server:
        address = f"http://127.0.0.1:{server.port}"
        context = chromium.new_context(base_url=address, accept_downloads=True)
        context.add_cookies([{"name": "session", "value": cookie(app, centre), "url": address}])
        page = context.new_page()
        watch = Watch(page, address)
        context.on("request", lambda request: outside(request.url, address, watch.wrong))
        for path in (f"/evidence/{made}", f"/evidence/{made}/sheet", f"/evidence/{made}/edit"):
            answer = page.goto(path, wait_until="load")
            assert answer is not None
            assert answer.status == 200
        for number, file in enumerate(files):
            for ending in ("/view", "")[: 2 if number < DOWNLOADED else 1]:
                try:
                    page.goto(f"/files/{file}{ending}", wait_until="load")
                except Error as error:
                    # What is for downloading shows no page.
                    assert "Download is starting" in error.message or "ERR_ABORTED" in error.message  # noqa: PT017
            if TAKEN[number].verdict.startswith(nasty.PDF):
                # The viewer has its own loading, after the page's.
                page.wait_for_timeout(500)
        context.close()
    assert [one for one in watch.wrong if not one.startswith(VIEWER)] == []


def outside(url: str, address: str, wrong: list[str]) -> None:
    """Other windows and workers of the browser are watched as the page is."""
    if not url.startswith((address, "data:", "blob:")):
        wrong.append(f"request leaves: {url}")


def cookie(app: Flask, centre: Centre) -> str:
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"] = session_of(app, centre.ffion.email)
    found = client.get_cookie("session")
    assert found is not None
    return found.value
