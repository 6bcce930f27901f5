"""The server is killed in the middle of its work: what it acknowledged is there, whole; what it did not, is not."""

import http.client
import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import cast

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from assessments.judging.models import Decision
from portfolio.config import Settings
from portfolio.core.database import db, reading
from portfolio.evidence.models import Claim, Evidence
from tests.client import PageClient
from tests.core.hostile import picture
from tests.evidence.items import put_forward
from tests.evidence.test_pieces import TUS, Sender
from tests.factories import Centre, open_people
from tests.proofs.keeping import is_whole, strays
from tests.proofs.serving import Installation, Line, Server, person
from tests.studies import Study, acting, enrol, publish_qualification

AT_ONCE = 8
JUDGED = {"valid": True, "authentic": True, "current": True}
GONE = (OSError, http.client.HTTPException)
LATE_FILES = """
import threading
from portfolio.core import store
keep = store.FolderStore.keep
def late(self, incoming, owner):
    with open(incoming.path, "rb") as file: kept = file.read()
    def put():
        with self.receive() as again:
            again.write(kept)
            keep(self, again, owner)
    threading.Timer(2, put).start()
    return store.Address(owner, incoming.sha256)
store.FolderStore.keep = late
"""
"""A server that says a file is kept and writes it down later."""
POWER_CUT = """
import os, signal
from portfolio.core import store
store.FolderStore.keep_part = lambda self, part, address: os.kill(os.getpid(), signal.SIGKILL)
"""
"""A server that loses its power between the last piece of a file and keeping it."""


@dataclass
class Told:
    """What was sent, and what of it was acknowledged before the server died."""

    uploads: dict[str, bytes] = field(default_factory=dict)
    """Title → the bytes of its file."""
    judged: dict[str, str] = field(default_factory=dict)
    """Evidence → its address for judging."""
    acknowledged: set[str] = field(default_factory=set)
    begun: set[str] = field(default_factory=set)


@dataclass
class Scene:
    app: Flask
    centre: Centre
    study: Study
    installation: Installation


@pytest.fixture(name="scene")
def scene_fixture(app: Flask, settings: Settings) -> Scene:
    centre = open_people(app)
    with acting(app, centre.manager) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work))
    return Scene(app, centre, study, Installation(settings))


def prepare(scene: Scene, each: int, seed: int) -> Told:
    told = Told()
    for number in range(each):
        title = f"Photograph {seed}-{number}"
        told.uploads[title] = picture() + title.encode()
        evidence = put_forward(scene.app, scene.study, title=f"Waiting {seed}-{number}")
        told.judged[evidence] = f"/evidence/{evidence}/judge"
    return told


def jobs(scene: Scene, server: Server, told: Told) -> list[tuple[str, Callable[[], int]]]:
    """Each act as its person's browser would send it, from a page that was looked at before."""
    learner, assessor = person(scene.app, server), person(scene.app, server)
    learner.sign_in(scene.centre.ffion)
    assessor.sign_in(scene.centre.trainee)
    new = f"/portfolios/{scene.study.portfolio}/evidence/new"
    made = []
    for title, data in told.uploads.items():
        # Each from a form of its own: the same form sent twice begins one piece.
        upload = learner.get(new).form("Save draft")
        sent = upload.filled({"title": title, "files": [(data, f"{title}.jpg")]}, "Save draft")
        made.append((title, sending(learner, new, sent, "multipart/form-data")))
    for evidence, address in told.judged.items():
        form = assessor.get(address).form("Save decisions")
        outcome = next(name for name in form.values if name.endswith("-outcome"))
        sent = form.filled({outcome: "met", **JUDGED}, "Save decisions")
        made.append((evidence, sending(assessor, address, sent, None)))
    return made


def sending(client: PageClient, address: str, sent: MultiDict[str, object], kind: str | None) -> Callable[[], int]:
    line = cast("Line", client.browser)

    def send() -> int:
        return Line(line.app, line.port, dict(line.cookies)).post(address, sent, kind).status_code

    return send


def work_until_killed(scene: Scene, told: Told, seed: int, after: int = 0, before: str = "") -> None:
    """Let everybody send at once, and kill the server once so many acts, or some number, were acknowledged."""
    dead, chance = threading.Event(), random.Random(seed)  # noqa: S311 the same order each time
    after = after or chance.randint(1, len(told.uploads) + len(told.judged) - 1)
    with scene.installation.serving(before) as server:
        acts = jobs(scene, server, told)
        chance.shuffle(acts)

        def do(act: tuple[str, Callable[[], int]]) -> None:
            if dead.is_set():
                return
            told.begun.add(act[0])
            try:
                status = act[1]()
            except GONE:
                return
            assert status == 302, f"{act[0]} was answered {status}"
            told.acknowledged.add(act[0])
            if len(told.acknowledged) >= after and not dead.is_set():
                dead.set()
                server.kill()

        with ThreadPoolExecutor(AT_ONCE) as people:
            list(people.map(do, acts))


def wrong(scene: Scene, told: Told) -> Iterator[str]:
    """What is missing of what was acknowledged, and what is there in part of what was not."""
    with scene.app.app_context(), reading():
        for title, data in told.uploads.items():
            found = db.session.query(Evidence).where(Evidence.title == title).all()
            whole = len(found) == 1 and is_whole(scene.app, found[0], data)
            yield from judged_wrong(title, told, whole=whole, there=bool(found))
        for evidence in told.judged:
            claims = db.session.query(Claim).join(Evidence, Evidence.id == Claim.evidence_id)
            claim = claims.where(Evidence.public_id == evidence).one()
            decisions = db.session.query(Decision).where(Decision.claim_id == claim.id).count()
            whole = claim.status == "met" and decisions == 1
            yield from judged_wrong(evidence, told, whole=whole, there=claim.status != "waiting" or decisions > 0)
        db.session.remove()


def judged_wrong(name: str, told: Told, *, whole: bool, there: bool) -> Iterator[str]:
    if name in told.acknowledged and not whole:
        yield f"{name} was acknowledged and is not there"
    if there and not whole:
        yield f"{name} is there in part"
    if there and name not in told.begun:
        yield f"{name} was never sent and is there"


def left_lying(scene: Scene) -> set[str]:
    """Files that nothing speaks of, once the next server has started and swept."""
    with scene.installation.serving():
        return strays(scene.app, scene.installation.settings)


def prove(scene: Scene, each: int, seed: int) -> Told:
    """One killing, and everything held against what the clients were told."""
    told = prepare(scene, each, seed)
    work_until_killed(scene, told, seed)
    assert list(wrong(scene, told)) == []
    checked = scene.installation.run("ledger", "check", "--files")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    return told


def test_what_was_acknowledged_is_there_and_nothing_is_there_in_part(scene: Scene) -> None:
    told = prove(scene, each=8, seed=1)
    assert len(told.acknowledged) < len(told.uploads) + len(told.judged), "it was killed too late to prove anything"
    assert left_lying(scene) == set()


def test_a_server_that_writes_files_down_later_is_seen(scene: Scene) -> None:
    told = prepare(scene, each=4, seed=2)
    work_until_killed(scene, told, seed=2, after=6, before=LATE_FILES)
    assert [each for each in wrong(scene, told) if "was acknowledged and is not there" in each] != []


def test_a_file_whose_pieces_had_all_come_is_kept_by_the_next_server(scene: Scene) -> None:
    photo = picture()
    with scene.installation.serving(POWER_CUT) as server:
        learner = person(scene.app, server)
        learner.sign_in(scene.centre.ffion)
        sender = Sender(learner, scene.study)
        path = sender.begun("desg.jpg", len(photo))
        with pytest.raises(GONE):
            sender.piece(path, 0, photo)
    with scene.installation.serving(port=server.port):
        answer = sender.ask("HEAD", path, TUS)
        assert (answer.headers["Upload-Offset"], bool(answer.headers["Upload-Kept"])) == (str(len(photo)), True)
        page = learner.get(f"/portfolios/{scene.study.portfolio}/evidence/new")
        data = page.form("Save draft").filled({"title": "A desk"}, "Save draft")
        data.add("kept_file", answer.headers["Upload-Kept"])
        learner.post(page.path, data).says("A desk", "desg.jpg")


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(100, 120))
def test_killed_again_and_again_during_fifty_uploads_and_fifty_judgements(scene: Scene, seed: int) -> None:
    prove(scene, each=50, seed=seed)
    assert left_lying(scene) == set()
