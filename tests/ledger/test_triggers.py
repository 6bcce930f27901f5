"""The database itself refuses to change or delete an entry, whoever asks."""

import pytest
from sqlalchemy import Executable, delete, text, update
from sqlalchemy.exc import DBAPIError

from portfolio.core.ledger import Entry, open_book
from portfolio.core.work import UnitOfWork
from portfolio.learning.events import PortfolioOpened

STATEMENTS: dict[str, Executable] = {
    "update": update(Entry).values(canonical="{}"),
    "delete": delete(Entry),
    "truncate": text("TRUNCATE ledger_entry"),
}


@pytest.mark.parametrize("what", STATEMENTS)
def test_entries_are_never_changed(work: UnitOfWork, what: str) -> None:
    work.record(open_book(work.session, "portfolio").id, PortfolioOpened("p", "q", "l"))
    sqlite = work.session.get_bind().dialect.name == "sqlite"
    # SQLite knows no TRUNCATE at all.
    message = "syntax error" if sqlite and what == "truncate" else "ledger entries are never changed"
    with pytest.raises(DBAPIError, match=message):
        work.session.execute(STATEMENTS[what])
