"""A portfolio of 2 GB leaves: downloaded in pieces that break off, whole by its manifest; the server stays small."""

import http.client
import secrets
import shutil
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from flask import Flask

from assessments.archive.checking import OpenedArchive
from portfolio.config import Settings
from portfolio.core.store import FolderStore
from portfolio.evidence import services
from portfolio.evidence.services import KeptFile
from standards.foundation import Role
from tests.client import PageClient
from tests.evidence.items import put_forward, row
from tests.factories import Centre, open_people
from tests.judging.conftest import checked
from tests.proofs.serving import Installation, Line, Server, person
from tests.studies import Study, acting, enrol, publish_qualification

MEGABYTE = 1024 * 1024
FILES, EACH = 8, 256 * MEGABYTE
PIECE = 300 * MEGABYTE
"""How much of the archive is asked for at once: pieces end in the middle of files."""
BROKEN_OFF = 40 * MEGABYTE
"""After so much of a piece the network is lost, and the rest is asked for anew."""
ROOM = 6 * 1024 * MEGABYTE
LARGEST_SERVER = 350
"""Megabytes of resident memory that the server never goes beyond: each of its threads keeps some, whatever it sends."""
LONGEST = 300
"""Seconds in which the worker has the archive made."""


@dataclass
class Download:
    """What came so far, and how long the archive says that it is."""

    line: Line
    address: str
    path: Path
    etag: str = ""
    total: int = 1

    def piece(self, most: int) -> int:
        """Ask for the next piece and keep at most so much of it; gives how much came."""
        start = self.path.stat().st_size if self.path.exists() else 0
        said = {"Range": f"bytes={start}-{start + PIECE - 1}", "If-Range": self.etag} if self.etag else {}
        said.setdefault("Range", f"bytes=0-{PIECE - 1}")
        cookies = "; ".join(f"{name}={value}" for name, value in self.line.cookies.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.line.port, timeout=60)
        try:
            connection.request("GET", self.address, headers={"Cookie": cookies, **said})
            answer = connection.getresponse()
            assert answer.status == 206, answer.status
            where, _slash, total = answer.headers["Content-Range"].partition("/")
            assert where.startswith(f"bytes {start}-")
            assert self.etag in {"", answer.headers["ETag"]}
            self.etag, self.total = answer.headers["ETag"], int(total)
            return self._keep(answer, most)
        finally:
            connection.close()

    def _keep(self, answer: http.client.HTTPResponse, most: int) -> int:
        came = 0
        with self.path.open("ab") as file:
            while came < most and (block := answer.read(min(MEGABYTE, most - came))):
                file.write(block)
                came += len(block)
        return came


@pytest.fixture(name="folder")
def folder_fixture(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Where the archive goes to; nothing of this size is left behind."""
    free = shutil.disk_usage(tmp_path).free
    assert free > ROOM, f"this proof takes {ROOM >> 30} GB of disk; there are {free >> 30}"
    yield tmp_path
    shutil.rmtree(tmp_path)
    for path in settings.files.rglob("*"):
        if path.is_file() and path.stat().st_size >= EACH:
            path.unlink()


def fill(app: Flask, study: Study) -> None:
    """Put files of 2 GB into the portfolio, each with other bytes, past the pages that would take as long to send."""
    evidence = put_forward(app, study, title="A year of recordings")
    store = cast("FolderStore", app.extensions["store"])
    for number in range(FILES):
        with acting(app, study.learner, Role.LEARNER) as work:
            item = row(work, evidence)
            with store.receive(EACH) as incoming:
                block = secrets.token_hex(MEGABYTE // 2).encode()
                for _block in range(EACH // MEGABYTE):
                    incoming.write(block)
                incoming.settle()
                sha256 = store.keep(incoming, str(item.provider_id)).sha256
            services.attach(work, item, [KeptFile(f"cofnod {number}.txt", sha256, EACH, "text/plain")])


def made(learner: PageClient, study: Study) -> str:
    """Have the archive made by the worker, and wait for it; gives its address."""
    page = learner.submit(learner.get(f"/portfolios/{study.portfolio}/archive"), button="Make an archive now")
    assert page.notices == ["Your archive is being made."]
    until = time.monotonic() + LONGEST
    while not (found := page.main.select("a[href^='/archives/']")):
        assert time.monotonic() < until, page.text
        time.sleep(1)
        page = learner.get(f"/portfolios/{study.portfolio}/archive")
    return str(found[0]["href"])


def most_resident(server: Server) -> float:
    """The most memory that the server's process ever had resident, in MB."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


@pytest.mark.proof
def test_a_portfolio_of_two_gigabytes_leaves_in_constant_memory(app: Flask, settings: Settings, folder: Path) -> None:
    centre: Centre = open_people(app)
    with acting(app, centre.manager) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work))
    fill(app, study)
    with Installation(settings).serving() as server:
        learner = person(app, server)
        learner.sign_in(centre.ffion)
        before, begun = most_resident(server), time.monotonic()
        address = made(learner, study)
        making, small = time.monotonic() - begun, most_resident(server)
        download = Download(cast("Line", learner.browser), address, folder / "portffolio.zip")
        begun = time.monotonic()
        assert download.piece(BROKEN_OFF) == BROKEN_OFF
        while download.path.stat().st_size < download.total:
            download.piece(PIECE)
        sending = time.monotonic() - begun
        most = most_resident(server)
    print(
        f"\n{download.total / 1e9:.2f} GB: made in {making:.0f} s, sent in {sending:.0f} s"
        f" ({download.total / 1e6 / sending:.0f} MB a second), resident memory of the server {before:.0f} MB before,"
        f" {small:.0f} MB once it was made, {most:.0f} MB once it was sent"
    )
    assert download.total > FILES * EACH
    assert most < LARGEST_SERVER
    with download.path.open("rb") as file:
        opened = OpenedArchive(file)
        assert sum(one.file_size == EACH for one in zipfile.ZipFile(file).infolist()) == FILES
        assert list(opened.wrongs()) == [], "every file has the bytes that the provider signed"
    assert checked(app) == []
