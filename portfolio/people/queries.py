"""Questions about people: who somebody is, what they may act as, who works or learns at a provider."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portfolio.core.ledger import Book
from portfolio.people.models import Account, Membership, Provider, SignedInSession
from standards.foundation import Facts, Role


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


def in_force_on(today: date) -> object:
    """Give the condition that a membership holds on a day."""
    return (Membership.starts <= today) & or_(Membership.ends.is_(None), Membership.ends >= today)


def person(session: Session, account_id: int, today: date, provider_id: int | None = None) -> Person | None:
    """Give an account with the roles it holds on a day, or none where it is unknown or disabled."""
    account = session.get(Account, account_id)
    if account is None or account.disabled:
        return None
    return _person(session, account, today, provider_id, "")


def signed_in(session: Session, hashed: str, today: date) -> tuple[Person, SignedInSession] | None:
    """Give who a session belongs to, whatever its age, and the session; none where it is unknown or ended."""
    found = session.execute(
        select(SignedInSession, Account)
        .join(Account, Account.id == SignedInSession.account_id)
        .where(
            SignedInSession.token_hash == hashed,
            SignedInSession.ended_at.is_(None),
            Account.disabled.is_(False),
        )
    ).first()
    if found is None:
        return None
    signed, account = found
    return _person(session, account, today, signed.provider_id, hashed), signed


def _person(session: Session, account: Account, today: date, provider_id: int | None, hashed: str) -> Person:
    rows = session.execute(
        select(
            Membership.id,
            Membership.provider_id,
            Membership.role,
            Membership.qualified,
            Membership.assesses_in,
        )
        .where(Membership.account_id == account.id, in_force_on(today))  # type: ignore[arg-type]
        .order_by(Membership.id)
    )
    held = tuple(Held(row[0], row[1], Role(row[2]), row[3], row[4]) for row in rows)
    providers = {one.provider_id for one in held}
    current = provider_id if provider_id in providers else (held[0].provider_id if held else None)
    return Person(account.id, account.public_id, account.name, account.email, account.language, current, held, hashed)


def account_by_email(session: Session, email: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == email.strip().lower()))


def provider_by_public_id(session: Session, public_id: str) -> Provider | None:
    return session.scalar(select(Provider).where(Provider.public_id == public_id))


def idle_since(signed: SignedInSession, now: datetime) -> float:
    """Tell how many minutes a session has been idle."""
    return (now - signed.last_seen_at).total_seconds() / 60


def verifying_key(session: Session, provider_id: int) -> bytes:
    """Give the public key that signatures on heads of a provider's books are verified with."""
    return session.scalars(select(Provider.verifying_key).where(Provider.id == provider_id)).one()


def stored_facts(session: Session, book_id: int) -> Facts:
    """Give what is stored of a provider and its memberships, as its own book must tell it."""
    book = session.get_one(Book, book_id)
    if book.kind != "provider" or book.provider_id is None:
        return {}
    provider = session.get_one(Provider, book.provider_id)
    facts: Facts = {("provider", provider.public_id): {"verifying_key": provider.verifying_key.hex()}}
    rows = session.execute(
        select(Membership, Account.public_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.provider_id == provider.id)
    )
    for row, account in rows:
        facts["membership", row.public_id] = {
            "account": account,
            "role": row.role,
            "qualified": row.qualified,
            "assesses_in": row.assesses_in,
            "starts": row.starts.isoformat(),
            "ends": row.ends.isoformat() if row.ends else None,
        }
    return facts
