"""An address in evidence is words: it is kept and shown, and nothing here ever looks what lies there."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.request import urlopen

from flask import Flask
from pytest_socket import SocketBlockedError

from portfolio.evidence.models import Evidence, Revision
from tests.client import PageClient
from tests.core import hostile, nasty
from tests.evidence.conftest import SignIn
from tests.evidence.test_adding import filled, new
from tests.factories import Centre
from tests.studies import Study, acting

OUT = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "urllib.Request",
    "http.client.",
)
ADDRESS = "https://evil.example/portfolio?mine=1"
SHOWN = f"![a]({ADDRESS}) <{ADDRESS}> <img src='{ADDRESS}'> <iframe src='{ADDRESS}'></iframe> [b]({ADDRESS})"
watched: list[list[str]] = []
hooked: list[bool] = []


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if watched and event.startswith(OUT):
        watched[-1].append(f"{event} {arguments}")


@contextmanager
def going_out() -> Iterator[list[str]]:
    """Every attempt of this process, made inside, to reach another by network; Python itself tells of them."""
    if not hooked:
        # A hook stays as long as the process: one for all, silent outside.
        sys.addaudithook(_note)
        hooked.append(True)
    watched.append([])
    try:
        yield watched[-1]
    finally:
        watched.pop()


def test_the_watch_sees_somebody_going_out() -> None:
    """The mutant: a page that looked what lies at an address would be seen."""
    with going_out() as seen, suppress(OSError, SocketBlockedError):
        urlopen("http://127.0.0.1:9/")
    assert seen != []


def test_an_address_is_kept_and_never_fetched(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    tomos = as_someone(centre.trainee)
    note = f"criteria-note-{study.units[0]}:P1"
    files = [(hostile.picture(), "desg.jpg"), (f"See {ADDRESS}".encode(), "a.txt")]
    files += [(one.data, one.name) for one in nasty.documents() if one.name == "script.pdf"]
    with going_out() as seen:
        typed = filled(study, title=ADDRESS, words=SHOWN, files=files, **{note: ADDRESS})
        page = ffion.submit(new(ffion, study), typed, button="Submit")
        ffion.submit(page, button="Declare and submit")
        with acting(app) as work:
            made = work.session.query(Evidence).one().public_id
        for client, ending in ((ffion, ""), (ffion, "/sheet"), (ffion, "/sheet.pdf"), (tomos, ""), (tomos, "/judge")):
            page = client.get(f"/evidence/{made}{ending}")
        for address in {one for one in page.soup.get_text().split() if one.startswith("/files/")}:
            ffion.get(address)
        ffion.browser.post("/evidence/preview", data={"text": SHOWN})
    assert seen == []
    with acting(app) as work:
        frozen = work.session.query(Revision).one()
        assert (frozen.title, frozen.words) == (ADDRESS, SHOWN)
    page = tomos.get(f"/evidence/{made}")
    drawn = [str(one) for one in page.soup.find_all(["img", "iframe", "audio", "video", "object", "embed", "link"])]
    assert [one for one in drawn if nasty.ELSEWHERE in one] == []
    assert [one["href"] for one in page.main.select(f'a[href="{ADDRESS}"]')] != []
