"""Measures an assessor with 5,000 pieces waiting, the save of ten decisions, and a check of 100,000 ledger entries."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import select

from assessments.judging import queries
from assessments.judging.queries.queue import Wanted
from assessments.judging.rules import Judgement, Outcome, RulesOfEvidence
from assessments.judging.services import NewJudgement, judge
from benchmarks.counting import Counted
from benchmarks.places import Place
from benchmarks.search import place
from portfolio.app import create_app
from portfolio.cli.checking import Found, a_check, looked_at, processors
from portfolio.cli.running import upgrade_schema
from portfolio.core.database import begin, db, reading
from portfolio.core.keys import KeyRing
from portfolio.core.store import FolderStore
from portfolio.core.work import UnitOfWork
from portfolio.demo import bulk
from portfolio.evidence.models import Claim, Evidence
from portfolio.learning.models import Portfolio
from portfolio.people.queries import account_by_email, person
from standards.foundation import Role

WAITING = bulk.Size(100, pieces=54, claims_of_a_piece=10, signed_units=0, learners_of_an_assessor=100, waiting=50)
"""One assessor, 100 learners of 20 units, and of each 50 pieces with ten claims that wait."""
LEDGER = bulk.Size(1200, pieces=30)
"""A hundred thousand entries and some more."""
SAVES = 100
RULES = RulesOfEvidence(valid=True, authentic=True, current=True)


def _filled(found: Place, size: bulk.Size) -> Flask:
    app = create_app(found.settings)
    upgrade_schema(app)
    with app.app_context():
        begin(db.session(), "write")
        keys: KeyRing = app.extensions["keys"]
        store = FolderStore(found.settings.files, found.settings.max_file_bytes)
        bulk.make(UnitOfWork(db.session()), size, bulk.Tools(keys, store))
        db.session.commit()
        db.session.remove()
    return app


def _assessor() -> UnitOfWork:
    """Begin a unit of work of the one assessor."""
    begin(db.session(), "write")
    system = UnitOfWork(db.session())
    account = account_by_email(system.session, WAITING.assessor(0))
    assert account is not None
    actor = person(system.session, account.id, system.today)
    assert actor is not None
    return UnitOfWork(system.session, actor, Role.ASSESSOR.value)


def queue(name: str, found: Place) -> str:
    """Ask for the queue of 5,000 pieces, and judge some: ten claims in one save, committed."""
    app = _filled(found, WAITING)
    with app.app_context():
        work, count = _assessor(), Counted()
        waits = queries.counts(work.session, work.actor, work.today).evidence

        def page() -> object:
            return queries.waiting_evidence(work.session, work.actor, Wanted(), waits, work.today)

        told = [count.of("a page of the queue", page), _saving(work, count)]
        db.session.remove()
        db.engine.dispose()
    return f"Judging, {name}, {waits} pieces waiting for one assessor: {'; '.join(told)}."


def _saving(work: UnitOfWork, count: Counted) -> str:
    waiting = select(Evidence.id).where(Evidence.waiting > 0).order_by(Evidence.id).limit(SAVES)
    took, claims = [], 0
    for evidence_id in work.session.scalars(waiting).all():
        count.statements, begun = 0, time.perf_counter()
        claims = _save(evidence_id)
        took.append((time.perf_counter() - begun) * 1000)
    return f"saving {claims} decisions {median(took):.1f} ms (median of {len(took)}), {count.statements} statements"


def _save(evidence_id: int) -> int:
    """Judge one piece in a transaction of its own; gives how many claims that were."""
    work = _assessor()
    row = work.session.get_one(Evidence, evidence_id)
    waiting = select(Claim.public_id).where(Claim.evidence_id == row.id, Claim.status == "waiting")
    said = {claim: Judgement(Outcome.MET) for claim in work.session.scalars(waiting)}
    new = NewJudgement(row.version, RULES, "cy", "Da iawn: mae'r gwaith yn dangos y cyfan.", said)
    judge(work, work.session.get_one(Portfolio, row.portfolio_id), row, new)
    db.session.commit()
    db.session.remove()
    return len(said)


def ledger(name: str, found: Place) -> str:
    """Check the whole ledger of a centre with 100,000 entries, as the command does and in one process."""
    app = _filled(found, LEDGER)
    with app.app_context():
        told: list[Found] = []

        def check(processes: int) -> None:
            with reading():
                told[:] = looked_at(a_check(db.session()), processes)
                db.session.remove()
            assert not [one for part in told for one in part.wrongs]

        begun = time.perf_counter()
        check(processors())
        took = time.perf_counter() - begun
        alone = Counted().of("in one", partial(check, 1))
        entries, books = (sum(getattr(part.counts, name) for part in told) for name in ("entries", "books"))
        db.session.remove()
        db.engine.dispose()
    return (
        f"Ledger check, {name}, {entries} entries in {books} books: {took:.1f} s in {processors()} processes; {alone}."
    )


def report(folder: Path, databases: Sequence[str]) -> Iterator[str]:
    for name in databases:
        for measure in (queue, ledger):
            with place(name, folder / f"{measure.__name__}-{name}") as found:
                yield measure(name, found)
