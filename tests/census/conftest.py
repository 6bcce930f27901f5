"""The seeded world of the census: made once for a worker, put back for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portfolio.config import Settings
from portfolio.core.database import db
from tests.census.asking import Census
from tests.census.world import World, make_world
from tests.databases import Database

KEPT = "census"


@pytest.fixture(scope="session", name="made")
def made_fixture() -> dict[str, World]:
    """The world once it is made."""
    return {}


@pytest.fixture(name="census")
def census_fixture(
    whole_app: Flask, worker_database: Database, settings: Settings, made: dict[str, World]
) -> Iterator[Census]:
    files = settings.instance.with_name("files-of-the-census")
    # What goes wrong is to be an answer, as people would get it.
    whole_app.config["PROPAGATE_EXCEPTIONS"] = False

    def restore() -> None:
        with whole_app.app_context():
            db.session.remove()
            worker_database.restore(db.engine, KEPT)

    if KEPT not in made:
        made[KEPT] = keep(whole_app, worker_database, settings.instance, files)
    put_back(files, settings.instance)
    restore()
    yield Census(whole_app, made[KEPT], restore)
    whole_app.config["PROPAGATE_EXCEPTIONS"] = None


def keep(app: Flask, database: Database, instance: Path, files: Path) -> World:
    with app.app_context():
        database.reset(db.engine)
    shutil.rmtree(instance, ignore_errors=True)
    instance.mkdir()
    world = make_world(app)
    with app.app_context():
        database.keep(db.engine, KEPT)
    put_back(instance, files)
    return world


def put_back(kept: Path, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(kept, place)
