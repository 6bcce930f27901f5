"""The server under mixed load: it grows no larger, leaves nothing half done, forgets nothing that it acknowledged."""

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest
from flask import Flask

from assessments.judging.models import Judgement
from benchmarks.serving import proportional_memory
from portfolio.config import MEGABYTE, Settings
from portfolio.core.database import db, reading
from portfolio.evidence.models import Evidence
from portfolio.evidence.rules import EvidenceStatus
from tests.browser.window import DEMONSTRATION_PASSWORD
from tests.factories import Centre, open_people
from tests.proofs.keeping import is_whole, strays
from tests.proofs.serving import Installation, Server
from tests.proofs.soaking import ASSESSOR, LEARNER, MANAGER, PROGRAM, Parts, Person, Told, be_at_work, open_doors
from tests.studies import acting, enrol, publish_qualification

MINUTES = float(os.environ.get("SOAK_MINUTES", "10"))
ROUNDS = 30
MEMORY_GROWTH = 0.10
"""By how much the memory of the last third of the rounds may be above that of the first."""
SHORT_GROWTH = 0.50
"""The same within seconds, in which a server still loads what it needs."""
MORE_FILES = 4
SETTLED_AFTER = 10.0
"""Seconds in which a server that is left alone closes what it has open."""
LEAKS = """
import flask, os, threading
kept = []
def leak(app, answer, *, dispatch=flask.Flask.finalize_request, **named):
    kept.append(b"x" * 5_000_000)
    os.dup(0)
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    return dispatch(app, answer, **named)
flask.Flask.finalize_request = leak
"""
"""A server that with each answer keeps memory, a file and a thread."""


@dataclass(frozen=True)
class Account:
    """Somebody of the demonstration centre."""

    email: str
    password: str = DEMONSTRATION_PASSWORD


@dataclass(frozen=True)
class Rest:
    """What a server that is left alone takes of the machine."""

    memory: int
    files: int
    threads: int

    def __str__(self) -> str:
        return f"{self.memory / MEGABYTE:.1f} MiB (PSS), {self.files} open files, {self.threads} threads"


def at_rest(server: Server) -> Rest:
    """Measure once the number of open files stays the same."""
    process, files, until = Path(f"/proc/{server.process.pid}"), -1, time.monotonic() + SETTLED_AFTER
    while files != (files := len(list((process / "fd").iterdir()))) and time.monotonic() < until:
        time.sleep(0.5)
    return Rest(proportional_memory(server.process.pid), files, len(list((process / "task").iterdir())))


def grown(rests: Sequence[Rest], most: float) -> Iterator[str]:
    """What the server took more of in the last third of its rounds than in the first."""
    third = len(rests) // 3
    first, last = rests[:third], rests[-third:]
    before, after = (median(one.memory for one in part) for part in (first, last))
    if after > before * (1 + most):
        yield f"memory: from {before / MEGABYTE:.1f} to {after / MEGABYTE:.1f} MiB"
    if max(one.files for one in last) > max(one.files for one in first) + MORE_FILES:
        yield f"open files: {[one.files for one in rests]}"
    if max(one.threads for one in last) > max(one.threads for one in first):
        yield f"threads: {[one.threads for one in rests]}"


def soak(app: Flask, server: Server, parts: Parts, rounds: int, seconds: float) -> tuple[list[Person], list[Rest]]:
    """Let everybody be at work for so many rounds, and measure the server after each, when all have gone."""
    people, rests = open_doors(app, server, parts), []
    with ThreadPoolExecutor(len(people)) as pool:
        for number in range(rounds):
            until = time.monotonic() + seconds
            for done in [pool.submit(be_at_work, person, acts, until) for person, acts in people]:
                done.result()
            rests.append(at_rest(server))
            print(f"round {number + 1} of {rounds}: {rests[-1]}", flush=True)
    return [person for person, _acts in people], rests


def missing(app: Flask, told: Told) -> Iterator[str]:
    """What was acknowledged and is not there, whole."""
    with app.app_context(), reading():
        for title, data in told.added.items():
            found = db.session.query(Evidence).where(Evidence.title == title).all()
            if len(found) != 1 or not is_whole(app, found[0], data):
                yield f"{title} is not there"
        for evidence, times in told.judged.items():
            query = db.session.query(Judgement).join(Evidence, Evidence.id == Judgement.evidence_id)
            if query.where(Evidence.public_id == evidence).count() < times:
                yield f"a judgement of {evidence} is not there"
        for evidence in told.withdrawn:
            row = db.session.query(Evidence).where(Evidence.public_id == evidence).one()
            if row.status != EvidenceStatus.WITHDRAWN:
                yield f"{evidence} is not withdrawn"
        db.session.remove()


def prove(app: Flask, installation: Installation, people: Sequence[Person]) -> None:
    """Hold what was told to everybody against what is there."""
    for person in people:
        assert person.told.wrong == []
        assert list(missing(app, person.told)) == []
    assert not list((installation.settings.files / "incoming").iterdir())
    assert strays(app, installation.settings) == set()
    checked = installation.run("ledger", "check", "--files")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def summary(people: Sequence[Person]) -> str:
    """How much was asked and done."""
    statuses = sum((person.told.statuses for person in people), Counter[int]())
    added, judged, withdrawn = (
        sum(map(len, (person.told.added for person in people))),
        sum(person.told.judged.total() for person in people),
        sum(len(person.told.withdrawn) for person in people),
    )
    acts = f"{added} pieces of evidence, {judged} judgements, {withdrawn} withdrawals"
    return f"{statuses.total()} answers {dict(sorted(statuses.items()))}; acknowledged: {acts}"


def small_centre(app: Flask) -> Parts:
    centre: Centre = open_people(app)
    with acting(app, centre.manager) as work:
        qualification = publish_qualification(work)
        enrol(work, centre, centre.ffion, qualification)
    return [(centre.ffion, LEARNER), (centre.trainee, ASSESSOR), (centre.manager, MANAGER), (None, PROGRAM)]


def demonstration(installation: Installation) -> Parts:
    made = installation.run("demo")
    assert made.returncode == 0, made.stdout + made.stderr
    names = {"ben": LEARNER, "gethin": LEARNER, "lowri": LEARNER, "non": LEARNER, "rhodri": ASSESSOR, "nia": ASSESSOR}
    people = [(Account(f"{name}@cwmafon.example.org"), acts) for name, acts in ({**names, "sian": MANAGER}).items()]
    return [*people, (None, PROGRAM)]


def test_a_server_at_work_grows_no_larger_and_keeps_what_it_acknowledged(app: Flask, settings: Settings) -> None:
    """The short form: seconds, in a small centre."""
    installation, parts = Installation(settings), small_centre(app)
    with installation.serving() as server:
        people, rests = soak(app, server, parts, rounds=4, seconds=1.5)
    # On a busy machine the dictionaries of the search are still being read in the first round.
    assert list(grown(rests[1:], SHORT_GROWTH)) == []
    assert sum(len(person.told.added) for person in people) > 0
    prove(app, installation, people)


def test_a_server_that_leaks_is_seen(app: Flask, settings: Settings) -> None:
    with Installation(settings).serving(LEAKS) as server:
        _people, rests = soak(app, server, [(None, PROGRAM)], rounds=3, seconds=0.5)
    assert [each.partition(":")[0] for each in grown(rests, SHORT_GROWTH)] == ["memory", "open files", "threads"]


@pytest.mark.proof
def test_a_server_at_work_for_long_grows_no_larger_and_keeps_what_it_acknowledged(
    app: Flask, settings: Settings
) -> None:
    installation = Installation(settings)
    parts = demonstration(installation)
    with installation.serving() as server:
        people, rests = soak(app, server, parts, rounds=ROUNDS, seconds=MINUTES * 60 / ROUNDS)
    print(summary(people))
    assert list(grown(rests, MEMORY_GROWTH)) == []
    prove(app, installation, people)
