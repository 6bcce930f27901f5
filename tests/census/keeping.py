"""The seeded world of the census: made once for a worker, put back for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from sqlalchemy import update

from portfolio.config import Settings
from portfolio.core.database import begin, db
from portfolio.core.work import clock
from portfolio.people.models import SignedInSession
from tests.census.asking import Census
from tests.census.world import World, make_world
from tests.databases import Database

KEPT = "census"
MADE: dict[str, World] = {}


def seeded(app: Flask, database: Database, settings: Settings) -> Iterator[Census]:
    """The world as it was made, whatever the test before has changed in it."""
    files = settings.instance.with_name("files-of-the-census")
    # What goes wrong is to be an answer, as people would get it.
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def restore() -> None:
        with app.app_context():
            db.session.remove()
            database.restore(db.engine, KEPT)
            _still_signed_in()

    if KEPT not in MADE:
        MADE[KEPT] = _make(app, database, settings.instance, files)
    _put_back(files, settings.instance)
    restore()
    yield Census(app, MADE[KEPT], restore)
    app.config["PROPAGATE_EXCEPTIONS"] = None


def _still_signed_in() -> None:
    """However long the tests before took, nobody was idle since the world was made."""
    begin(db.session(), "write")
    db.session.execute(update(SignedInSession).values(last_seen_at=clock()))
    db.session.commit()
    db.session.remove()


def _make(app: Flask, database: Database, instance: Path, files: Path) -> World:
    with app.app_context():
        database.reset(db.engine)
    shutil.rmtree(instance, ignore_errors=True)
    instance.mkdir()
    world = make_world(app)
    with app.app_context():
        database.keep(db.engine, KEPT)
    _put_back(instance, files)
    return world


def _put_back(kept: Path, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(kept, place)
