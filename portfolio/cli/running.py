"""What every command needs: the application made from the environment, and the language of whoever types."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import NoReturn

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_migrate import upgrade
from sqlalchemy.exc import DatabaseError

from portfolio.app import create_app
from portfolio.cli.terminal import language
from portfolio.config import ROOT, Settings, SettingsError
from portfolio.core.database import Mode, db, reading
from portfolio.core.work import UnitOfWork

MIGRATIONS = str(ROOT / "portfolio" / "migrations")
REFUSED = 2


def refuse(said: str) -> NoReturn:
    """End with a sentence on what has to be put right first."""
    click.echo(said, err=True)
    sys.exit(REFUSED)


def application() -> Flask:
    """Make the application from the environment, or end with a sentence that says which setting is wrong."""
    try:
        return create_app(Settings.from_environment())
    except SettingsError as error:
        refuse(error.message[language()])


def current_application() -> Flask:
    """Make the application, or end with a sentence where its database is not at this version."""
    app = application()
    with speaking(app), opening(), reading():
        if not is_current():
            refuse(_("The database is not at this version of Tystio. Run this first: tystio db upgrade"))
    return app


@contextmanager
def opening() -> Iterator[None]:
    """End with a sentence where the database cannot be reached inside, or is none."""
    try:
        yield
    except DatabaseError as error:
        refuse(_("The database cannot be opened: %(reason)s", reason=error.orig))


def is_current() -> bool:
    """Tell whether the database has the tables of this version; a file that is not there is not made."""
    url, name = db.engine.url, db.engine.url.database or ""
    if url.get_backend_name() == "sqlite" and not (name.startswith("file:") or Path(name).exists()):
        return False
    with db.engine.connect() as connection:
        stands = MigrationContext.configure(connection).get_current_heads()
    return set(stands) == set(ScriptDirectory(MIGRATIONS).get_heads())


def upgrade_schema(app: Flask) -> None:
    """Bring an application's database to this version of its tables."""
    with app.app_context():
        upgrade(directory=MIGRATIONS)
        db.session.remove()


@contextmanager
def speaking(app: Flask) -> Iterator[None]:
    """Everything inside runs in the application and is said in the terminal's language."""
    with app.app_context(), force_locale(language()):
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


@contextmanager
def unit_of_work(mode: Mode) -> Iterator[UnitOfWork]:
    """Give a unit of work of the installation itself; what it wrote is kept when nothing goes wrong."""
    with speaking(current_application()), reading() if mode == "read" else nullcontext():
        yield UnitOfWork(db.session())
        if mode == "write":
            db.session.commit()
