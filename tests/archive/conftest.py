"""A portfolio with something of everything, and its archive as the learner downloads it."""

import io
import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from flask import Flask

from assessments.judging.rules import Outcome
from portfolio.aids.rules import How
from portfolio.plans.rules import Review
from standards.foundation import Role
from tests.aids.attaching import attach, withdraw
from tests.client import PageClient
from tests.core import hostile
from tests.evidence.items import draft, put_forward
from tests.factories import Centre
from tests.judging.conftest import reader
from tests.plans.planning import agreed, begin, interview, review
from tests.reviews.reviewing import agree as agree_review
from tests.reviews.reviewing import ask as ask_employer
from tests.reviews.reviewing import draft as draft_review
from tests.reviews.reviewing import endorse, signed
from tests.studies import Study, acting, enrol, judge, publish_qualification, sign_off

PHOTO = hostile.picture()
NOTES = ("nodiadau.txt", "Tŷ Gwyrdd <script>alert(1)</script>".encode())


@dataclass(frozen=True)
class Taken:
    """An archive that was downloaded, and from where."""

    address: str
    etag: str
    bytes: bytes

    @cached_property
    def zip(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self.bytes))

    @cached_property
    def manifest(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.zip.read("manifest.json"))
        return found


def take(client: PageClient, portfolio: str) -> Taken:
    """Make an archive and download the newest."""
    page = client.submit(client.get(f"/portfolios/{portfolio}/archive"), button="Make an archive now")
    page.says("Your archive is ready to download.")
    address = str(page.soup.select("a[href*='/archives/']")[0]["href"])
    answer = client.browser.get(address, buffered=True)
    assert answer.status_code == 200
    assert answer.content_length == len(answer.data)
    return Taken(address, answer.headers["ETag"], answer.data)


def byte_changed(taken: Taken, name: str) -> bytes:
    """The archive with the last byte of one file changed, and nothing else."""
    info = taken.zip.getinfo(name)
    start = taken.bytes.index(taken.zip.read(name), info.header_offset)
    changed = bytearray(taken.bytes)
    changed[start + info.file_size - 2] ^= 1
    return bytes(changed)


@pytest.fixture(name="study")
def study_fixture(app: Flask, centre: Centre) -> Study:
    """One unit signed off, claims of the other referred, and a draft that nobody but its owner sees."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work))
    first = put_forward(
        app, study, "0:P1", "0:P2", "0:K1", title="Photograph of the desk", files=(("llun.jpg", PHOTO), NOTES)
    )
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, first)
    sign_off(app, centre, study, study.units[0])
    attach(app, study.learner, first, how=How.PERSON, made_with="Mair Puw")
    withdraw(app, study.learner, attach(app, study.learner, first, "Anghywir."))
    review(app, centre.quality_assurer, agreed(app, centre, study, interview(study)), Review.AGREED, "Well planned.")
    held = agree_review(app, study, signed(app, centre, study))
    endorse(app, ask_employer(app, centre, held)[0])
    draft_review(app, centre, study)
    begin(app, centre, study, "cy")
    second = put_forward(app, study, "1:P1", title="Letter")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, second, Outcome.REFERRED)
    draft(app, study, title="Not sent yet")
    return study


@pytest.fixture(name="taken")
def taken_fixture(app: Flask, centre: Centre, study: Study) -> Taken:
    return take(reader(app, centre.ffion), study.portfolio)
