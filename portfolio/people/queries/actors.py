"""Who asks: a person as they stand today, by their session, their account or a form made for them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from portfolio.people.models import Account, Membership, SignedInSession
from standards.foundation import Role
from standards.statements import Given, columns, once


@dataclass(frozen=True)
class Held:
    """A membership in force."""

    membership_id: int
    provider_id: int
    role: Role
    qualified: bool
    assesses_in: str | None


@dataclass(frozen=True)
class Person:
    """An account with the roles it holds today: the actor of everything done on the pages."""

    account_id: int
    public_id: str
    name: str
    email: str
    language: str | None
    provider_id: int | None
    held: tuple[Held, ...]
    token_hash: str = ""
    """The hash of the session that this person is signed in by; empty outside the pages."""
    unseen: int = 0
    """How many notices they have not seen."""

    def roles_at(self, provider_id: int | None) -> frozenset[Role]:
        return frozenset(one.role for one in self.held if provider_id is None or one.provider_id == provider_id)

    def qualified_at(self, provider_id: int) -> bool:
        """Tell whether this person is a qualified assessor there; trainees are not."""
        return any(one.qualified for one in self.held if one.provider_id == provider_id and one.role is Role.ASSESSOR)

    # What Flask-Login asks of a signed-in person.
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return self.token_hash


def token_hash(token: str) -> str:
    """Give what is stored of a secret token."""
    return hashlib.sha256(token.encode()).hexdigest()


def in_force_on(today: Given) -> ColumnElement[bool]:
    """Give the condition that a membership holds on a day."""
    return and_(Membership.starts <= today, or_(Membership.ends.is_(None), Membership.ends >= today))


def person(session: Session, account_id: int, today: date, provider_id: int | None = None) -> Person | None:
    """Give an account with the roles it holds on a day, or none where it is unknown or disabled."""
    account = session.get(Account, account_id)
    if account is None or account.disabled:
        return None
    return _person(session, account, today, provider_id, "")


@dataclass(frozen=True)
class Lasting:
    """When a session began, and when it was last in use."""

    begun: datetime
    seen: datetime


_HELD = (Membership.id, Membership.provider_id, Membership.role, Membership.qualified, Membership.assesses_in)


@once
def _session(hashed: Given, today: Given) -> Select[*tuple[Any, ...]]:
    """Ask everything that a page knows of its reader at once: a row for each role in force, or one without."""
    in_force = and_(Membership.account_id == Account.id, in_force_on(today))
    return (
        select(
            SignedInSession.created_at,
            SignedInSession.last_seen_at,
            SignedInSession.provider_id,
            Account.id,
            Account.public_id,
            Account.name,
            Account.email,
            Account.language,
            Account.unseen,
            *_HELD,
        )
        .join(Account, Account.id == SignedInSession.account_id)
        .outerjoin(Membership, in_force)
        .where(SignedInSession.token_hash == hashed, SignedInSession.ended_at.is_(None), Account.disabled.is_(False))
        .order_by(Membership.id)
    )


@once
def _held(account_id: Given, today: Given) -> Select[int, int, str, bool, str | None]:
    return select(*_HELD).where(Membership.account_id == account_id, in_force_on(today)).order_by(Membership.id)


def signed_in(session: Session, hashed: str, today: date) -> tuple[Person, Lasting] | None:
    """Give who a session belongs to, whatever its age, and its times; none where it is unknown or ended."""
    found = columns(session, _session(), {"hashed": hashed, "today": today})
    if not found:
        return None
    begun, seen, provider_id, account_id, public_id, name, email, language, unseen, *_role = found[0]
    held = tuple(_membership(row[-len(_HELD) :]) for row in found if row[-len(_HELD)] is not None)
    current = _at_work(provider_id, held)
    who = Person(account_id, public_id, name, email, language, current, held, hashed, unseen)
    return who, Lasting(begun, seen)


def _person(session: Session, account: Account, today: date, provider_id: int | None, hashed: str) -> Person:
    found = columns(session, _held(), {"account_id": account.id, "today": today})
    held = tuple(_membership(row) for row in found)
    current = _at_work(provider_id, held)
    return Person(account.id, account.public_id, account.name, account.email, account.language, current, held, hashed)


def _membership(row: Sequence[Any]) -> Held:
    return Held(row[0], row[1], Role(row[2]), row[3], row[4])


def _at_work(chosen: int | None, held: Sequence[Held]) -> int | None:
    """Give the provider that somebody works in: the chosen one while they hold a role there, else their first."""
    providers = [one.provider_id for one in held]
    return chosen if chosen in providers else next(iter(providers), None)


def owner_of_ended(session: Session, token: str, today: date) -> Person | None:
    """Give whose session it was that ran out or fell with a change of roles; none where somebody ended it."""
    row = session.execute(
        select(SignedInSession.provider_id, Account)
        .join(Account, Account.id == SignedInSession.account_id)
        .where(
            SignedInSession.token_hash == token_hash(token),
            or_(SignedInSession.ended_by.is_(None), SignedInSession.ended_by == "roles"),
            Account.disabled.is_(False),
        )
    ).first()
    return None if row is None else _person(session, row[1], today, row[0], "")


def person_by_public_id(session: Session, public_id: str, today: date, provider_id: int | None) -> Person | None:
    """Give somebody with an open account as they stand today at a provider."""
    row = session.scalar(select(Account).where(Account.public_id == public_id, Account.disabled.is_(False)))
    return None if row is None else _person(session, row, today, provider_id, "")
