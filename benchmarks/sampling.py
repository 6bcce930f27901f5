"""Measures sampling: drawing a plan of 300 learners, 20 units and 12 assessors, and a page of its grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from assessments.quality import queries, services
from assessments.quality.rules.drawing import draw, read
from assessments.quality.rules.strategy import Strategy
from benchmarks.counting import Counted
from benchmarks.places import Place
from benchmarks.search import place
from portfolio.app import create_app
from portfolio.cli.running import upgrade_schema
from portfolio.core.database import begin, db
from portfolio.core.keys import KeyRing
from portfolio.core.store import FolderStore
from portfolio.core.work import UnitOfWork
from portfolio.demo import bulk
from portfolio.learning import services as learning
from portfolio.learning.models import Portfolio
from portfolio.learning.rules import Part
from portfolio.learning.services import NewAssignment
from portfolio.people import services as people
from portfolio.people.models import Provider
from portfolio.people.queries import account_by_email, person
from standards.foundation import Role
from standards.qualifications.models import Qualification

SIZE = bulk.Size(300, pieces=60, signed_units=20, learners_of_an_assessor=25)
"""Every criterion of every unit decided, every unit signed: the most that there can be to sample."""
YEAR = timedelta(days=365)
WHO = "ansawdd@mesur.example.org"


def measured(name: str, found: Place) -> str:
    """Fill a centre, draw a plan of it, do the draw again, and ask for the grid."""
    app = create_app(found.settings)
    upgrade_schema(app)
    with app.app_context():
        begin(db.session(), "write")
        work = _filled(app, found)
        services.set_strategy(work, _provider(work).id, Strategy(), 0)
        plan = services.make_plan(work, _provider(work).id, work.today - YEAR, work.today + YEAR)
        count = Counted()
        first = queries.last_draw(work.session, plan)
        assert first is not None
        inputs = read(queries.inputs_of(first))
        title = work.session.scalars(select(Qualification)).first()
        assert title is not None
        told = [
            count.of("the rule alone", lambda: draw(*inputs, first.seed)),
            count.of("drawing again, stored", lambda: services.draw_again(work, plan)),
            count.of("a page of the grid", lambda: queries.grid(work.session, work.actor, plan, title, "cy", 1)),
            count.of("coverage", lambda: queries.covered(work.session, work.actor)),
        ]
        unmet = len(first.unmet)
        items, picked = len(inputs[1]), first.picked
        db.session.rollback()
        db.session.remove()
        db.engine.dispose()
    return (
        f"Sampling, {name}, {SIZE.learners} learners of {SIZE.units} units, {SIZE.assessors} assessors: {items} items, "
        f"{picked} picked, {unmet} lines' values not satisfied; {'; '.join(told)}."
    )


def _filled(app: Flask, found: Place) -> UnitOfWork:
    """Make the centre, and a quality assurer who is assigned to everybody; gives their unit of work."""
    keys: KeyRing = app.extensions["keys"]
    settings = found.settings
    system = UnitOfWork(db.session())
    bulk.make(system, SIZE, bulk.Tools(keys, FolderStore(settings.files, settings.max_file_bytes)))
    provider = _provider(system)
    manager = account_by_email(system.session, SIZE.manager)
    assert manager is not None
    account = people.add_account(system, email=WHO, name="Ansawdd", password_hash=manager.password_hash)
    people.give_role(system, provider, account, people.NewRole(Role.QUALITY_ASSURER))
    for portfolio in system.session.scalars(select(Portfolio)).all():
        learning.assign(system, portfolio, account, NewAssignment(Part.QUALITY_ASSURER, system.today))
    actor = person(system.session, account.id, system.today)
    assert actor is not None
    return UnitOfWork(system.session, actor, Role.QUALITY_ASSURER.value, system.now)


def _provider(work: UnitOfWork) -> Provider:
    return work.session.scalars(select(Provider)).one()


def report(folder: Path, databases: Sequence[str]) -> Iterator[str]:
    for name in databases:
        with place(name, folder / f"sampling-{name}") as found:
            yield measured(name, found)
