"""Reporting a concern, opening it to read, noting what was done, and saying who reads concerns."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from portfolio.core.jobs import enqueue
from portfolio.people.models import Account
from portfolio.safeguarding import queries
from portfolio.safeguarding.events import SafeguardingNamed
from portfolio.safeguarding.models import (
    Concern,
    ConcernNote,
    ConcernReading,
    SafeguardingContact,
    SafeguardingPerson,
)
from portfolio.safeguarding.rules import check_concern, check_named, check_note
from standards.foundation import Work

TELL = "safeguarding.tell"


def report(work: Work, provider_id: int, who: str, words: str, language: str) -> Concern:
    """Take a concern in and tell those who are named that there is one; no book tells of it. Raises Refused."""
    readers = queries.named(work.session, provider_id, work.today)
    check_concern(words, [one.account_id for one in readers])
    row = Concern(
        provider_id=provider_id,
        number=queries.next_number(work.session, provider_id),
        account_id=_actor(work),
        who=who.strip(),
        words=words.strip(),
        language=language,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    for one in readers:
        key = f"safeguarding:{row.public_id}:{one.account_id}"
        enqueue(work, TELL, key, {"account": one.account_id, "provider": provider_id})
    return row


def open_concern(work: Work, row: Concern) -> None:
    """Note who opens a concern to read it."""
    made = ConcernReading(provider_id=row.provider_id, concern_id=row.id, account_id=_actor(work), at=work.now)
    work.session.add(made)
    work.session.flush()


def note(work: Work, row: Concern, words: str, language: str) -> None:
    """Add what was done about a concern. Raises Refused."""
    check_note(words)
    made = ConcernNote(
        provider_id=row.provider_id,
        concern_id=row.id,
        account_id=_actor(work),
        words=words.strip(),
        language=language,
        at=work.now,
    )
    work.session.add(made)
    work.session.flush()


def set_people(work: Work, provider_id: int, people: Collection[int], phone: str, email: str) -> None:
    """Say who reads concerns from now on, and how the centre is reached. Raises Refused."""
    check_named(people, [one.account_id for one in queries.staff(work.session, provider_id, work.today)])
    before = queries.naming(work.session, provider_id)
    for row in before:
        if row.account_id not in people:
            row.ends = work.today
    known = {row.account_id for row in before}
    for one in sorted(set(people) - known):
        work.session.add(SafeguardingPerson(provider_id=provider_id, account_id=one, starts=work.today))
    kept = SafeguardingContact(
        provider_id=provider_id, phone=phone.strip(), email=email.strip(), account_id=_actor(work), at=work.now
    )
    work.session.add(kept)
    work.session.flush()
    if known or people:
        named = sorted(work.session.get_one(Account, one).public_id for one in set(people))
        work.record(work.book_of(provider_id), SafeguardingNamed(tuple(named)))


def _actor(work: Work) -> int:
    return cast("int", work.actor.account_id)
