"""The database itself refuses to change, replace or delete an entry, whoever asks."""

import pytest
from sqlalchemy import Executable, delete, text, update
from sqlalchemy.exc import DBAPIError

from portfolio.core.ledger import Entry, open_book
from portfolio.core.work import UnitOfWork
from portfolio.learning.events import PortfolioOpened

REST = "at, kind, unit, canonical, prev, hash"
# Names of columns are our own.
ONE_MORE = f"INTO ledger_entry (book_id, seq, {REST}) SELECT book_id, seq, {REST} FROM ledger_entry WHERE seq = 1"  # noqa: S608
ELSEWHERE = (
    f"INTO ledger_entry (id, book_id, seq, {REST}) SELECT id, book_id, 9, {REST} FROM ledger_entry WHERE seq = 1"  # noqa: S608
)
# What is asked, and which database knows it: the other one calls it a syntax error.
STATEMENTS: dict[str, tuple[Executable, str]] = {
    "update": (update(Entry).values(canonical="{}"), "both"),
    "delete": (delete(Entry), "both"),
    "truncate": (text("TRUNCATE ledger_entry"), "postgresql"),
    "insert or change": (
        text(f"INSERT {ONE_MORE} ON CONFLICT (book_id, seq) DO UPDATE SET canonical = '{{}}'"),
        "both",
    ),
    "insert or change by id": (text(f"INSERT {ELSEWHERE} ON CONFLICT (id) DO UPDATE SET seq = 9"), "both"),
    "insert or replace": (text(f"INSERT OR REPLACE {ONE_MORE}"), "sqlite"),
    "insert or replace by id": (text(f"INSERT OR REPLACE {ELSEWHERE}"), "sqlite"),
    "replace": (text(f"REPLACE {ONE_MORE}"), "sqlite"),
    "update or replace": (text("UPDATE OR REPLACE ledger_entry SET seq = 1"), "sqlite"),
    "merge and change": (
        text(
            "MERGE INTO ledger_entry e USING (SELECT 1 AS seq) f ON e.seq = f.seq"
            " WHEN MATCHED THEN UPDATE SET canonical = '{}'"
        ),
        "postgresql",
    ),
    "merge and delete": (
        text("MERGE INTO ledger_entry e USING (SELECT 1 AS seq) f ON e.seq = f.seq WHEN MATCHED THEN DELETE"),
        "postgresql",
    ),
}


@pytest.mark.parametrize("what", STATEMENTS)
def test_entries_are_never_changed(work: UnitOfWork, what: str) -> None:
    book = open_book(work.session, "portfolio").id
    work.record(book, PortfolioOpened("p", "q", "l"))
    work.record(book, PortfolioOpened("r", "q", "l"))
    statement, known_to = STATEMENTS[what]
    dialect = work.session.get_bind().dialect.name
    message = "ledger entries are never changed" if known_to in {"both", dialect} else "syntax error"
    with pytest.raises(DBAPIError, match=message):
        work.session.execute(statement)
