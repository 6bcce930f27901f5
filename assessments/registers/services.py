"""Entering something in a restricted register: entries are added, and never changed."""

from __future__ import annotations

from datetime import date
from typing import cast

from assessments.registers import queries
from assessments.registers.events import RegisterEntered
from assessments.registers.models import RegisterEntry
from assessments.registers.rules import EntryKind, EntryOutcome, NewEntry, Register, check_entry
from portfolio.core.ledger import new_salt
from portfolio.people.models import Account
from standards.foundation import Work


def enter(work: Work, provider_id: int, about: Account, new: NewEntry, follows: RegisterEntry | None = None) -> str:
    """Enter something, or what followed upon an earlier entry; gives its public id. Raises Refused."""
    author = cast("int", work.actor.account_id)
    check_entry(new, about.id, author, work.today)
    row = RegisterEntry(
        provider_id=provider_id,
        register=new.register.value,
        number=queries.next_number(work.session, provider_id, new.register),
        kind=new.kind.value,
        outcome=new.outcome.value,
        about_id=about.id,
        happened_on=new.happened,
        words=new.words.strip(),
        language=new.language,
        salt=new_salt(),
        follows_id=follows.id if follows is not None else None,
        author_id=author,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    act = RegisterEntered(
        entry=row.public_id,
        register=row.register,
        number=row.number,
        what=row.kind,
        outcome=row.outcome,
        follows=follows.public_id if follows is not None else None,
        words=queries.sealed_words(row, about.public_id),
    )
    work.record(work.book_of(provider_id), act)
    return row.public_id


def follow(work: Work, row: RegisterEntry, outcome: EntryOutcome, happened: date, words: str, language: str) -> str:
    """Enter what followed upon an entry: of the same matter, about the same person. Raises Refused."""
    first = work.session.get_one(RegisterEntry, row.follows_id) if row.follows_id is not None else row
    new = NewEntry(Register(first.register), EntryKind(first.kind), outcome, happened, words, language)
    about = work.session.get_one(Account, first.about_id)
    return enter(work, first.provider_id, about, new, first)
