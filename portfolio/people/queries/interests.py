"""Declared interests: what holds about a person, one's own, and those that a manager decides on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from portfolio.core.ledger import sealed
from portfolio.people.models import Account, Interest, Membership
from portfolio.people.rules.interests import Ruling, strictest
from standards.foundation import Facts

ABOUT = aliased(Account)
AT_MOST = 200
"""Declarations on a page: those that nobody has decided on come first."""


@dataclass(frozen=True)
class ShownInterest:
    row: Interest
    name: str
    about: str


def rulings_about(session: Session, provider_id: int, about_id: int, today: date) -> dict[int, Ruling]:
    """Give what holds today for everybody who declared an interest in a person: of several the strictest."""
    return rulings_about_all(session, provider_id, [about_id], today).get(about_id, {})


def rulings_about_all(
    session: Session, provider_id: int, about_ids: Collection[int], today: date
) -> dict[int, dict[int, Ruling]]:
    """Give what holds today for everybody who declared an interest in any of these people, by the person."""
    rows = session.execute(
        select(Interest.about_id, Interest.account_id, Interest.ruling).where(
            Interest.provider_id == provider_id,
            Interest.about_id.in_(about_ids),
            Interest.starts <= today,
            or_(Interest.ends.is_(None), Interest.ends >= today),
        )
    )
    found: dict[int, dict[int, list[Ruling]]] = defaultdict(lambda: defaultdict(list))
    for about, account, ruling in rows:
        found[about][account].append(Ruling(ruling))
    return {
        about: {account: held for account, rulings in by.items() if (held := strictest(rulings))}
        for about, by in found.items()
    }


def rulings_by(session: Session, provider_id: int, today: date) -> dict[int, dict[Ruling, int]]:
    """Count what holds today of what each of a provider's staff declared, by what was ruled."""
    rows = session.execute(
        select(Interest.account_id, Interest.ruling, func.count())
        .where(
            Interest.provider_id == provider_id,
            Interest.starts <= today,
            or_(Interest.ends.is_(None), Interest.ends >= today),
        )
        .group_by(Interest.account_id, Interest.ruling)
    )
    found: dict[int, dict[Ruling, int]] = defaultdict(dict)
    for account, ruling, number in rows:
        found[account][Ruling(ruling)] = number
    return found


def own_interests(session: Session, provider_id: int, account_id: int) -> list[ShownInterest]:
    """List what somebody declared, the newest first."""
    return _shown(session, _named().where(Interest.provider_id == provider_id, Interest.account_id == account_id))


def interests(session: Session, provider_id: int) -> list[ShownInterest]:
    """List what was declared at a provider, what waits for a decision first."""
    undecided = Interest.ruled_at.is_not(None)
    return _shown(
        session,
        _named().where(Interest.provider_id == provider_id).order_by(None).order_by(undecided, Interest.id.desc()),
    )


def _named() -> Select[Interest, str, str]:
    return (
        select(Interest, Account.name, ABOUT.name)
        .join(Account, Account.id == Interest.account_id)
        .join(ABOUT, ABOUT.id == Interest.about_id)
        .order_by(Interest.id.desc())
        .limit(AT_MOST)
    )


def _shown(session: Session, query: Select[Interest, str, str]) -> list[ShownInterest]:
    return [ShownInterest(*row) for row in session.execute(query)]


def interest(session: Session, public_id: str) -> Interest | None:
    return session.scalar(select(Interest).where(Interest.public_id == public_id))


def shown_interest(session: Session, row: Interest) -> ShownInterest:
    return _shown(session, _named().where(Interest.id == row.id))[0]


def member_by_email(session: Session, provider_id: int, email: str) -> Account | None:
    """Give who has, or had, any role at a provider, by the email address."""
    return session.scalar(
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.provider_id == provider_id, Account.email == email.strip().lower())
        .limit(1)
    )


def stored_interests(session: Session, provider_id: int) -> Facts:
    """Give what is stored of declared interests, as the provider's book must tell it."""
    rows = session.execute(
        select(Interest, Account.public_id, ABOUT.public_id)
        .join(Account, Account.id == Interest.account_id)
        .join(ABOUT, ABOUT.id == Interest.about_id)
        .where(Interest.provider_id == provider_id)
    )
    return {
        ("interest", row.public_id): {
            "account": account,
            "about": about,
            "nature": row.nature,
            "starts": row.starts.isoformat(),
            "ends": row.ends.isoformat() if row.ends else None,
            "words": sealed(row.salt, row.words),
            "ruling": row.ruling,
        }
        for row, account, about in rows
    }
