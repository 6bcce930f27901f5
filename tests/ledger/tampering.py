"""What an insider with every right to the database could do to it."""

from flask import Flask
from sqlalchemy import Connection, text

from portfolio.core.database import db
from tests.studies import Study


def change(app: Flask, *statements: str, **values: object) -> None:
    """Change the database as somebody with all rights to it could: past the triggers that guard the ledger."""
    with app.app_context(), db.engine.begin() as connection:
        without_triggers(connection)
        for statement in statements:
            connection.execute(text(statement), {key: value for key, value in values.items() if f":{key}" in statement})


def without_triggers(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        connection.execute(text("DROP TRIGGER IF EXISTS ledger_entry_no_update"))
        connection.execute(text("DROP TRIGGER IF EXISTS ledger_entry_no_delete"))
        # What is written here is meant to be impossible.
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))


def book_of(app: Flask, study: Study) -> tuple[int, str]:
    """The learner's book: its internal id, and its name."""
    query = "SELECT b.id, b.public_id FROM portfolio p JOIN ledger_book b ON b.id = p.book_id WHERE p.public_id = :p"
    with app.app_context(), db.engine.connect() as connection:
        row = connection.execute(text(query), {"p": study.portfolio}).one()
    return row[0], row[1]


def entry(app: Flask, book: int, kind: str) -> tuple[int, str]:
    """The last entry of a kind: its seq and its text."""
    query = "SELECT seq, canonical FROM ledger_entry WHERE book_id = :b AND kind = :k ORDER BY seq DESC LIMIT 1"
    with app.app_context(), db.engine.connect() as connection:
        row = connection.execute(text(query), {"b": book, "k": kind}).one()
    return row[0], row[1]
