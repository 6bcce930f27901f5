"""Which portfolios' books have entries that nobody was told of yet, what these say, and who is there to be told."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.notices.models import NoticeCursor
from assessments.notices.rules import KINDS, Post, Said, There
from portfolio.core.ledger import Book, Entry
from portfolio.core.work import LONDON
from portfolio.learning.models import Assignment, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import Part
from portfolio.people.models import Account

BOOKS_AT_ONCE = 500
ENTRIES_AT_ONCE = 500


def behind(session: Session) -> list[int]:
    """Give portfolios' books that are not read up to their heads; one cursor for all would miss what commits late."""
    asked = (
        select(Book.id)
        .outerjoin(NoticeCursor, NoticeCursor.book_id == Book.id)
        .where(Book.kind == "portfolio", Book.head_seq > func.coalesce(NoticeCursor.seq, 0))
        .order_by(Book.id)
        .limit(BOOKS_AT_ONCE)
    )
    return list(session.scalars(asked))


@dataclass(frozen=True)
class Reading:
    """Entries of a book with the times at which they were written, and up to where it is read with them."""

    entries: list[tuple[Said, datetime]]
    upto: int
    more: bool


def said(session: Session, book_id: int, after: int) -> Reading:
    """Read on in a book: the entries that somebody may have to be told of."""
    head = session.scalars(select(Book.head_seq).where(Book.id == book_id)).one()
    rows = session.execute(
        select(Entry.seq, Entry.kind, Entry.at, Entry.canonical)
        .where(Entry.book_id == book_id, Entry.seq > after, Entry.seq <= head, Entry.kind.in_(KINDS))
        .order_by(Entry.seq)
        .limit(ENTRIES_AT_ONCE)
    ).all()
    more = len(rows) == ENTRIES_AT_ONCE
    return Reading([(_said(*row), row[2]) for row in rows], rows[-1][0] if more else head, more)


def _said(seq: int, kind: str, at: datetime, canonical: str) -> Said:
    told = json.loads(canonical)
    return Said(seq, kind, told["actor"], at.astimezone(LONDON).date(), told["data"])


def there(session: Session, portfolio: Portfolio, entries: Iterable[Said]) -> There:
    """Give whoever has to do with a portfolio, and whom these entries name."""
    posts = session.execute(
        select(
            Assignment.account_id,
            Assignment.part,
            Assignment.starts,
            Assignment.ends,
            Enrolment.public_id,
            EnrolledUnit.public_id,
        )
        .outerjoin(Enrolment, Enrolment.id == Assignment.enrolment_id)
        .outerjoin(EnrolledUnit, EnrolledUnit.id == Assignment.enrolled_unit_id)
        .where(Assignment.portfolio_id == portfolio.id)
        .order_by(Assignment.id)
    )
    units = session.execute(
        select(EnrolledUnit.public_id, Enrolment.public_id)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .where(EnrolledUnit.portfolio_id == portfolio.id)
    )
    return There(
        portfolio.account_id,
        tuple(Post(row[0], Part(row[1]), *row[2:]) for row in posts),
        _accounts(session, {name for entry in entries for name in _names(entry)}),
        {row[0]: row[1] for row in units},
    )


def _names(entry: Said) -> list[str]:
    named = (entry.actor, entry.data.get("account"), entry.data.get("assessor"))
    return [one for one in named if isinstance(one, str)]


def _accounts(session: Session, public_ids: Collection[str]) -> dict[str, int]:
    rows = session.execute(select(Account.public_id, Account.id).where(Account.public_id.in_(public_ids)))
    return {row[0]: row[1] for row in rows}
