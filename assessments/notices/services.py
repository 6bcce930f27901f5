"""Telling people of what books say, keeping count of what they have not seen, letters, and calendar links."""

from __future__ import annotations

import logging
import secrets
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from assessments.notices import queries
from assessments.notices.models import CalendarLink, Notice, NoticeChoice, NoticeCursor
from assessments.notices.rules import LETTERED, How, Told, check_link, morning_before, told, untold, waits_for
from portfolio.core import jobs
from portfolio.core.database import reading
from portfolio.core.ledger import Book, Entry
from portfolio.core.work import LONDON, clock, transaction
from portfolio.learning.models import Portfolio
from portfolio.people.models import Account
from portfolio.people.queries import token_hash
from standards.foundation import Work, new_public_id

SEND = "notices.send"
logger = logging.getLogger("tystio.notices")


def tell(session: Session) -> int:
    """Tell people of all that books say since they were read last, a book at a time; gives how many notices it made.

    A book that cannot be read keeps nobody else's waiting: it is tried again with the next tick.
    """
    made, failed = 0, set[int]()
    while True:
        with reading():
            found = [one for one in queries.behind(session) if one not in failed]
            session.rollback()
        if not found:
            return made
        for book_id in found:
            try:
                with transaction(session) as work:
                    made += tell_of_book(work, book_id)
            except Exception as failure:  # noqa: BLE001 whatever went wrong, it is tried again
                failed.add(book_id)
                logger.warning("nobody was told of book %s: %s", book_id, type(failure).__name__)


def tell_of_book(work: Work, book_id: int) -> int:
    """Read on in one book and tell whoever has to know; gives how many notices it made."""
    cursor = _cursor(work, book_id)
    portfolio = work.session.scalar(select(Portfolio).where(Portfolio.book_id == book_id))
    found = queries.said(work.session, book_id, cursor.seq)
    made = 0
    if portfolio is not None and found.entries:
        made = _note(work, portfolio, found)
    cursor.seq = found.upto
    work.session.flush()
    return made


def _cursor(work: Work, book_id: int) -> NoticeCursor:
    """Give how far a book was read; held, so that one worker at a time reads on."""
    dialect = work.session.get_bind().dialect.name
    insert_one = postgresql.insert if dialect == "postgresql" else sqlite.insert
    work.session.execute(
        insert_one(NoticeCursor).values(book_id=book_id, seq=0).on_conflict_do_nothing(index_elements=["book_id"])
    )
    held = select(NoticeCursor).where(NoticeCursor.book_id == book_id)
    return work.session.scalars(held.with_for_update().execution_options(populate_existing=True)).one()


def _note(work: Work, portfolio: Portfolio, found: queries.Reading) -> int:
    there = queries.there(work.session, portfolio, [entry for entry, _at in found.entries])
    undone = {subject for entry, _at in found.entries if (subject := untold(entry)) is not None}
    due = [(one, at) for entry, at in found.entries for one in told(entry, there) if one.subject not in undone]
    if undone:
        _take_back(work, portfolio, undone)
    if not due:
        return 0
    choices = queries.choices_of(work.session, {one.account for one, _at in due})
    work.session.execute(insert(Notice), [_row(work, portfolio, one, at, choices[one.account]) for one, at in due])
    _count(work, Counter(one.account for one, _at in due))
    return len(due)


def _row(work: Work, portfolio: Portfolio, one: Told, at: datetime, how: How) -> Mapping[str, Any]:
    return {
        "public_id": new_public_id(),
        "provider_id": portfolio.provider_id,
        "account_id": one.account,
        "portfolio_id": portfolio.id,
        "book_id": portfolio.book_id,
        "seq": one.seq,
        "kind": one.kind.value,
        "subject": one.subject,
        "at": at,
        "noted_at": work.now,
        "letter": None if one.kind in LETTERED else waits_for(how),
    }


def _take_back(work: Work, portfolio: Portfolio, subjects: set[str]) -> None:
    """Forget what nobody need be told of any more: a notice is no record."""
    wanted = (Notice.portfolio_id == portfolio.id, Notice.subject.in_(subjects))
    unseen = work.session.scalars(select(Notice.account_id).where(*wanted, Notice.seen_at.is_(None)))
    lost = Counter(unseen)
    work.session.execute(delete(Notice).where(*wanted))
    _count(work, Counter({account: -number for account, number in lost.items()}))


def _count(work: Work, more: Mapping[int, int]) -> None:
    """Add to how many notices people have not seen; in one order, so that two who count never wait for each other."""
    for account_id in sorted(more):
        work.session.execute(
            update(Account)
            .where(Account.id == account_id)
            .values(unseen=Account.unseen + more[account_id])
            .execution_options(synchronize_session=False)
        )


def begin_at(work: Work, since: datetime) -> None:
    """Let nobody be told of what was done before a time, in books that were never read."""
    last = select(func.max(Entry.seq)).where(Entry.book_id == Book.id, Entry.at < since).scalar_subquery()
    known = exists().where(NoticeCursor.book_id == Book.id)
    unread = select(Book.id, func.coalesce(last, 0)).where(~known)
    work.session.execute(insert(NoticeCursor).from_select(["book_id", "seq"], unread))


def mark_seen(work: Work, upto: int) -> int:
    """Mark as seen what its owner was told up to one of their notices; gives how many were not."""
    account_id = work.actor.account_id
    marked = work.session.scalars(
        update(Notice)
        .where(Notice.account_id == account_id, Notice.id <= upto, Notice.seen_at.is_(None))
        .values(seen_at=work.now)
        .returning(Notice.id)
        .execution_options(synchronize_session=False)
    ).all()
    if account_id is not None and marked:
        _count(work, {account_id: -len(marked)})
    return len(marked)


def choose(work: Work, how: How) -> None:
    """Choose how one wants to be told by letter, also of what waits already."""
    account_id = work.actor.account_id
    if account_id is None:
        return
    work.session.merge(NoticeChoice(account_id=account_id, how=how.value))
    work.session.execute(
        update(Notice)
        .where(Notice.account_id == account_id, Notice.letter.is_not(None))
        .values(letter=waits_for(how))
        .execution_options(synchronize_session=False)
    )
    work.session.flush()


def write_letters(session: Session) -> int:
    """Ask for the letters that are due; gives how many. Nothing is written where none is."""
    with reading():
        due = queries.to_post(session, morning_before(clock().astimezone(LONDON)))
        session.rollback()
    if not due:
        return 0
    with transaction(session) as work:
        return post(work)


def post(work: Work) -> int:
    """Ask for the letters that are due, each with all that waits for it; gives how many."""
    before = morning_before(work.now.astimezone(LONDON))
    due = queries.to_post(work.session, before)
    for account_id in due:
        # What is to go is set down once, here: whatever befalls the letter, no other takes it along.
        ids = sorted(
            work.session.scalars(
                update(Notice)
                .where(Notice.account_id == account_id, queries.due_letter(before))
                .values(letter=None)
                .returning(Notice.id)
                .execution_options(synchronize_session=False)
            )
        )
        if ids:
            jobs.enqueue(work, SEND, f"notices:{account_id}:{ids[-1]}", {"account": account_id, "notices": ids})
    return len(due)


def mailed(work: Work, ids: list[int]) -> None:
    """Keep that a letter with these notices was handed over."""
    work.session.execute(
        update(Notice).where(Notice.id.in_(ids)).values(mailed_at=work.now).execution_options(synchronize_session=False)
    )


def make_link(work: Work) -> str:
    """Give the token of a link to one's own calendar; one that there was works no longer."""
    token, account_id = secrets.token_urlsafe(32), work.actor.account_id
    work.session.execute(delete(CalendarLink).where(CalendarLink.account_id == account_id))
    work.session.add(CalendarLink(account_id=account_id, token_hash=token_hash(token), made_at=work.now))
    work.session.flush()
    return token


def revoke_link(work: Work) -> None:
    """Let the link to one's own calendar work no longer. Raises Refused."""
    row = queries.link_of(work.session, work.actor.account_id or 0)
    check_link(there=row is not None)
    work.session.delete(row)
    work.session.flush()
