"""Declaring an interest in another person, and deciding what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portfolio.core.ledger import seal
from portfolio.people.events import InterestDeclared, InterestRuled
from portfolio.people.models import Account, Interest
from portfolio.people.rules.interests import Nature, Ruling, check_declaration
from standards.foundation import Refused, Work


@dataclass(frozen=True)
class NewInterest:
    """What somebody is to another person, from when, until when, in their own words."""

    about: Account
    nature: Nature
    words: str
    starts: date
    ends: date | None = None


def declare_interest(work: Work, provider_id: int, account: Account, new: NewInterest) -> Interest:
    """Declare an interest, as the person whose it is. Raises Refused."""
    check_declaration(account.id, new.about.id, new.starts, new.ends)
    sealed = seal(new.words.strip())
    row = Interest(
        provider_id=provider_id,
        account_id=account.id,
        about_id=new.about.id,
        nature=new.nature.value,
        words=new.words.strip(),
        salt=sealed.salt,
        starts=new.starts,
        ends=new.ends,
        declared_at=work.now,
        ruling=Ruling.OPEN.value,
    )
    work.session.add(row)
    work.session.flush()
    act = InterestDeclared(
        row.public_id,
        account.public_id,
        new.about.public_id,
        row.nature,
        row.starts.isoformat(),
        row.ends.isoformat() if row.ends else None,
        sealed.digest,
    )
    work.record(work.book_of(provider_id), act)
    return row


def rule_on_interest(work: Work, row: Interest, ruling: Ruling, ends: date | None) -> None:
    """Decide what follows from a declared interest; it can be decided again later. Raises Refused."""
    if work.actor.account_id in {row.account_id, row.about_id}:
        raise Refused("interest-own")
    if ends is not None and ends < row.starts:
        raise Refused("interest-ends-before")
    row.ruling, row.ends = ruling.value, ends
    row.ruled_by_id, row.ruled_at = work.actor.account_id, work.now
    work.session.flush()
    act = InterestRuled(row.public_id, row.ruling, ends.isoformat() if ends else None)
    work.record(work.book_of(row.provider_id), act)
