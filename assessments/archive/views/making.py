"""The worker's part of an archive: reads files that were never read, some at a time, then lays it out and keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy.orm import Session

from assessments.archive import queries, services
from assessments.archive.views.laying_out import crc32_of, lay_out
from portfolio.core.database import at_one_moment, hold_portfolios, reading
from portfolio.core.jobs import Handler
from portfolio.core.store import Address
from portfolio.core.work import UnitOfWork, transaction
from portfolio.learning.queries import portfolio as find_portfolio
from portfolio.people.queries import person
from portfolio.web import uploads
from standards.foundation import Changed, Role

STEP = 256 * 1024 * 1024
"""After so many bytes others have their turn: letters do not wait for a portfolio full of films."""
TRIES = 5
"""So often it is laid out anew at once, where somebody goes on working meanwhile."""


def make_archive(session: Session, data: Mapping[str, Any]) -> None:
    """Do the next step of an archive; what was read before a server ended is not read again."""
    after = _read_on(session, data)
    if after is not None:
        with transaction(session) as work:
            services.go_on(work, data, after)
        return
    for left in reversed(range(TRIES)):
        try:
            _make(session, data)
        except Changed:
            if not left:
                raise
        else:
            return


def _read_on(session: Session, data: Mapping[str, Any]) -> int | None:
    """Read files until it is others' turn; gives the last that was read, or none where none is left."""
    with reading():
        portfolio = find_portfolio(session, data["portfolio"])
        wanted = queries.unread(session, portfolio.id, data["after"]) if portfolio else ()
        session.rollback()
    size = 0
    for place, one in enumerate(wanted, 1):
        # What a disk has lost must not keep its learner from all the others: the archive says what is missing.
        with suppress(FileNotFoundError):
            crc32 = crc32_of(uploads.store(), Address(str(one.provider_id), one.sha256))
            with transaction(session) as work:
                services.keep_checksum(work, one.id, crc32)
        size += one.size
        if size >= STEP and place < len(wanted):
            return one.id
    return None


def _make(session: Session, data: Mapping[str, Any]) -> None:
    at_one_moment(session)
    portfolio = find_portfolio(session, data["portfolio"])
    if portfolio is None or queries.made_since(session, portfolio.id, data["asked"]):
        return
    portfolio_id = portfolio.id
    made = lay_out(UnitOfWork(session), uploads.store(), portfolio_id)
    with transaction(session) as work:
        hold_portfolios(session, [portfolio_id])
        asker, portfolio = person(session, data["account"], work.today), find_portfolio(session, data["portfolio"])
        if asker is None or portfolio is None or queries.made_since(session, portfolio_id, data["asked"]):
            return
        work.actor, work.role = asker, Role.LEARNER.value
        services.keep(work, portfolio, made)


JOBS: dict[str, Handler] = {services.MAKE: make_archive}
