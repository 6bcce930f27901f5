"""A centre made in bulk is what the services would have made."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, delete, select
from sqlalchemy.sql.schema import Column, Table

from portfolio.app import all_acts, all_reactions, all_stored_facts
from portfolio.config import Settings
from portfolio.core.database import db
from portfolio.core.ledger import Book
from portfolio.core.ledger_check import Check
from portfolio.core.store import Address, FolderStore
from portfolio.core.work import UnitOfWork, bind, clock
from portfolio.demo import bulk
from portfolio.demo.sheets import Sheets
from portfolio.evidence.models import Evidence
from portfolio.evidence.queries import stored_files
from portfolio.people.models import Provider
from portfolio.people.queries import verifying_key
from standards.foundation import Base
from tests.databases import Database
from tests.demo import by_services

SIZE = bulk.Size(learners=1, units=3, pieces=8, signed_units=1)
HASH = re.compile(r"[0-9a-f]{64}")
UNBOUND = {"provider_id": "provider", "owner_id": "provider", "portfolio_id": "portfolio"}
"""Columns that point somewhere without a key of their own."""
Rows = dict[str, list[dict[str, Any]]]


def tools(app: Flask) -> bulk.Tools:
    return bulk.Tools(app.extensions["keys"], app.extensions["store"])


class Plain:
    """Every row of the database with what differs by chance put alike: ids by their place, salts, hashes, times."""

    def __init__(self) -> None:
        self.tables = list(Base.metadata.sorted_tables)
        self.kept = {table.name: self._read(table) for table in self.tables}
        self.places = {
            name: {row["id"]: place for place, row in enumerate(rows)}
            for name, rows in self.kept.items()
            if rows and "id" in rows[0]
        }
        self.names = {
            row["public_id"]: f"{name} {place}"
            for name, rows in self.kept.items()
            for place, row in enumerate(rows)
            if "public_id" in row
        }

    def rows(self) -> Rows:
        return {table.name: [self._row(table, row) for row in self.kept[table.name]] for table in self.tables}

    def _read(self, table: Table) -> list[dict[str, Any]]:
        found = db.session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        return [dict(row) for row in found]

    def _row(self, table: Table, row: dict[str, Any]) -> dict[str, Any]:
        return {name: self._value(table.columns[name], value) for name, value in row.items()}

    def _value(self, column: Column[Any], value: Any) -> Any:
        if value is None:
            return None
        if isinstance(column.type, LargeBinary):
            return len(value)
        tables = [key.column.table.name for key in column.foreign_keys if key.column.name == "id"]
        pointed_at = tables[0] if tables else UNBOUND.get(column.name)
        if pointed_at:
            return f"{pointed_at} {self.places[pointed_at][value]}"
        if column.name in {"id", "password_hash"} or isinstance(value, datetime):
            return column.name
        return self._told(json.loads(value)) if column.name == "canonical" else self._said(value)

    def _told(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: "time" if key == "at" else self._told(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._told(one) for one in value]
        return self._said(value)

    def _said(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.names.get(value) or HASH.sub("hash", value)
        return value


def made(app: Flask, make: Callable[[UnitOfWork], object]) -> Rows:
    with app.app_context():
        work = UnitOfWork(db.session())
        make(work)
        work.session.commit()
        rows = Plain().rows()
        db.session.remove()
    return rows


@pytest.fixture(name="no_reactions")
def no_reactions_fixture(app: Flask) -> Iterator[None]:
    """What follows upon acts of themselves, credentials, is not made in bulk: each takes longer than all the rest."""
    bind({})
    yield
    bind(all_reactions())


@pytest.mark.usefixtures("no_reactions")
def test_one_learner_is_the_same_in_bulk_and_by_the_services(app: Flask, worker_database: Database) -> None:
    now = clock()
    in_bulk = made(app, lambda work: bulk.make(replace(work, now=now), SIZE, tools(app)))
    with app.app_context():
        worker_database.reset(db.engine)
    one_by_one = made(app, lambda work: by_services.tell(replace(work, now=now), SIZE, tools(app)))
    assert in_bulk.keys() == one_by_one.keys()
    assert [name for name, rows in one_by_one.items() if in_bulk[name] != rows] == []
    assert in_bulk["claim"]
    assert in_bulk["decision"]
    assert len(in_bulk["signature"]) == 2
    assert in_bulk["ledger_signed_head"]


def test_a_small_centre_checks_and_holds_its_files(app: Flask, settings: Settings) -> None:
    size = bulk.Size(learners=3, units=4, pieces=7, signed_units=2, waiting=1)
    with app.app_context():
        work = UnitOfWork(db.session())
        told: list[int] = []
        bulk.make(work, size, tools(app), told.append)
        work.session.commit()
        check = Check(work.session, all_acts(), all_stored_facts(), verifying_key)
        assert list(check.wrongs()) == []
        assert check.counts.signed_heads == 6
        assert [one.waiting for one in work.session.query(Evidence) if one.waiting] == [9, 9, 9]
        assert told[-1] == 3
        store: FolderStore = app.extensions["store"]
        files = stored_files(work.session)
        assert files
        assert all(store.verify(Address(owner, sha256)) for owner, sha256 in files)
        db.session.remove()


def test_rows_after_bulk_making_find_free_numbers(app: Flask) -> None:
    with app.app_context():
        work = UnitOfWork(db.session())
        bulk.make(work, bulk.Size(learners=1, units=1, pieces=1), tools(app))
        work.session.commit()
        by_services.tell(UnitOfWork(work.session), bulk.Size(learners=2, units=1, pieces=1), tools(app))
        work.session.commit()
        db.session.remove()


def test_numbering_never_goes_back(work: UnitOfWork) -> None:
    """Rows that are put aside, as between tests, keep their numbers: no new row may have one of them."""
    first, *others = [_numbered(work) for _book in range(6)]
    work.session.execute(delete(Book).where(Book.id > first))
    sheets = Sheets(work.session)
    assert sheets.add(Book, kind="library", head_seq=0, head_hash="0" * 64, public_id="0" * 32) == first + 1
    sheets.finish()
    numbered = _numbered(work)
    if work.session.get_bind().dialect.name == "postgresql":
        assert numbered > max(others)
    else:
        assert numbered == first + 2, "SQLite asks the rows themselves"


def _numbered(work: UnitOfWork) -> int:
    book = Book(kind="library")
    work.session.add(book)
    work.session.flush()
    return book.id


def test_a_row_that_leaves_something_to_a_default_is_refused(work: UnitOfWork) -> None:
    with pytest.raises(ValueError, match="provider lack"):
        Sheets(work.session).add(Provider, language="cy")
