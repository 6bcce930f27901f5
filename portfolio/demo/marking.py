"""Whether an installation is a demonstration: only such a one is filled with invented people, or emptied again."""

from __future__ import annotations

import shutil

from sqlalchemy import Engine, MetaData, inspect, select, text
from sqlalchemy.orm import Session

from portfolio.config import Settings
from portfolio.people.models import Provider


def mark(settings: Settings) -> None:
    """Say that everything in this installation is made up, from its next start on."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    settings.demonstration_mark.touch()


def has_others(session: Session) -> bool:
    """Tell whether there is any provider; a database without tables has none."""
    if not inspect(session.connection()).has_table(Provider.__tablename__):
        return False
    return session.scalar(select(Provider.id).limit(1)) is not None


def clear(settings: Settings, engine: Engine) -> None:
    """Throw away every table and file. The caller has made sure that this is a demonstration."""
    tables = MetaData()
    with engine.begin() as connection:
        tables.reflect(connection)
        tables.drop_all(connection)
        if connection.dialect.name == "postgresql":
            connection.execute(text("DROP FUNCTION IF EXISTS ledger_entry_is_final"))
    shutil.rmtree(settings.files, ignore_errors=True)
