"""The harness itself: every test starts with empty tables, and the schema is what the models say."""

import socket

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import func, select, text

from portfolio.core.database import db
from portfolio.core.ledger import Book, Entry
from portfolio.core.work import UnitOfWork
from standards.foundation import Base
from tests.conftest import CENTRE
from tests.databases import Database, queries_at_most, statements


@pytest.mark.parametrize("run", [1, 2])
def test_each_test_starts_clean(work: UnitOfWork, run: int) -> None:
    book = Book(kind="library")
    work.session.add(book)
    work.session.flush()
    kept = {"canonical": "{}", "prev": "0" * 64, "hash": "1" * 64, "kind": "harness.tried", "at": work.now}
    work.session.add(Entry(book_id=book.id, seq=1, **kept))
    work.session.commit()
    assert work.session.scalar(select(func.count()).select_from(Entry)) == 1, f"left over in run {run}"


@pytest.mark.usefixtures("centre")
def test_what_comes_back_is_not_numbered_again(work: UnitOfWork, worker_database: Database) -> None:
    """As after a test that threw all tables away and made them anew."""
    if work.session.get_bind().dialect.name == "postgresql":
        work.session.execute(text("SELECT setval('ledger_book_id_seq', 1, false)"))
        work.session.commit()
    worker_database.restore(db.engine, CENTRE)
    last = work.session.scalar(select(func.max(Book.id))) or 0
    book = Book(kind="library")
    work.session.add(book)
    work.session.flush()
    assert book.id > last > 0


def test_statements_are_counted(work: UnitOfWork) -> None:
    with statements() as seen, queries_at_most(2, "two questions"):
        work.session.scalar(select(func.count()).select_from(Book))
        work.session.execute(text("SELECT 1"))
    assert len(seen) == 2


def test_too_many_statements_fail(work: UnitOfWork) -> None:
    with pytest.raises(AssertionError, match=r"1 statements, not 0 \(none\)"), queries_at_most(0, "none"):
        work.session.execute(text("SELECT 1"))


def test_no_test_reaches_beyond_this_machine() -> None:
    with pytest.raises(Exception, match=r"socket.socket.connect\(\) with host"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def is_a_models(name: str | None, kind: str, _parents: object) -> bool:
    """The terms of the search stand in tables that each database makes in its own way."""
    return not (kind == "table" and (name or "").startswith("search_posting"))


def test_migrations_make_the_tables_of_the_models(app: Flask) -> None:
    options = {"compare_type": True, "include_name": is_a_models}
    with app.app_context(), db.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)
    assert found == []
