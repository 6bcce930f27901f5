"""Questions about people: who somebody is, what they may act as, who works or learns at a provider."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from portfolio.core.ledger import Book
from portfolio.people.models import Account, HeldForm, Membership, PasswordReset, Provider, SignedInSession
from portfolio.people.rules import LEADING, device_name
from standards.foundation import Actor, Facts, Language, Role
from standards.sorting import sort_key
from standards.statements import Given, columns, once

MEMBERS_A_PAGE = 50


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
    begun, seen, provider_id, account_id, public_id, name, email, language, *_role = found[0]
    held = tuple(_membership(row[-len(_HELD) :]) for row in found if row[-len(_HELD)] is not None)
    current = _at_work(provider_id, held)
    return Person(account_id, public_id, name, email, language, current, held, hashed), Lasting(begun, seen)


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


def account_by_email(session: Session, email: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == email.strip().lower()))


def provider_by_name(session: Session, name: str) -> Provider | None:
    """Give the provider that is called so in Welsh or in English."""
    return next((each for each in session.scalars(select(Provider)) if name in {each.name.cy, each.name.en}), None)


def account_by_public_id(session: Session, public_id: str) -> Account | None:
    return session.scalar(select(Account).where(Account.public_id == public_id))


def provider_by_public_id(session: Session, public_id: str) -> Provider | None:
    return session.scalar(select(Provider).where(Provider.public_id == public_id))


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


def account(session: Session, account_id: int) -> Account:
    return session.get_one(Account, account_id)


def provider(session: Session, provider_id: int) -> Provider:
    return session.get_one(Provider, provider_id)


def membership(session: Session, public_id: str) -> Membership | None:
    return session.scalar(select(Membership).where(Membership.public_id == public_id))


def providers_of(session: Session, person: Person) -> list[Provider]:
    """Give the providers at which a person holds a role today."""
    ids = {one.provider_id for one in person.held}
    return list(session.scalars(select(Provider).where(Provider.id.in_(ids)).order_by(Provider.id)))


@dataclass(frozen=True)
class OpenSession:
    """A session as its owner sees it."""

    public_id: str
    device: str
    created_at: datetime
    last_seen_at: datetime
    this_one: bool


def open_sessions(session: Session, person: Person) -> list[OpenSession]:
    """Give a person's own sessions that have not ended, the latest first."""
    rows = session.scalars(
        select(SignedInSession)
        .where(SignedInSession.account_id == person.account_id, SignedInSession.ended_at.is_(None))
        .order_by(SignedInSession.last_seen_at.desc())
        .limit(MEMBERS_A_PAGE)
    )
    return [
        OpenSession(
            row.public_id,
            device_name(row.agent),
            row.created_at,
            row.last_seen_at,
            row.token_hash == person.token_hash,
        )
        for row in rows
    ]


def own_session(session: Session, person: Person, public_id: str) -> SignedInSession | None:
    return session.scalar(
        select(SignedInSession).where(
            SignedInSession.public_id == public_id,
            SignedInSession.account_id == person.account_id,
            SignedInSession.ended_at.is_(None),
        )
    )


def account_of_link(session: Session, token: str, now: datetime) -> Account | None:
    """Give whose password a link lets choose; none where the link is unknown, used or over."""
    return session.scalar(
        select(Account)
        .join(PasswordReset, PasswordReset.account_id == Account.id)
        .where(
            PasswordReset.token_hash == token_hash(token),
            PasswordReset.used_at.is_(None),
            PasswordReset.expires_at > now,
            Account.disabled.is_(False),
        )
    )


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


def held_fields(session: Session, account_id: int, path: str, now: datetime) -> list[tuple[str, str]] | None:
    """Give what an account had sent to an address when its session had ended."""
    fields = session.scalar(
        select(HeldForm.fields).where(
            HeldForm.account_id == account_id, HeldForm.path == path, HeldForm.expires_at > now
        )
    )
    return None if fields is None else [(name, value) for name, value in fields]


def holds_something(session: Session, account_id: int, now: datetime) -> bool:
    held = select(HeldForm.id).where(HeldForm.account_id == account_id, HeldForm.expires_at > now).limit(1)
    return session.scalar(held) is not None


@dataclass(frozen=True)
class Member:
    """One role of one person at a provider, as the list of people shows it."""

    public_id: str
    name: str
    email: str
    role: Role
    qualified: bool
    assesses_in: str | None
    starts: date
    ends: date | None


@dataclass(frozen=True)
class MemberFilter:
    """What a list of people is narrowed to."""

    words: str = ""
    role: Role | None = None
    ended: bool = False


@dataclass(frozen=True)
class Members:
    """One page of a list of people."""

    rows: list[Member]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // MEMBERS_A_PAGE))


def members(
    session: Session, actor: Actor, wanted: MemberFilter, language: Language, page: int, today: date
) -> Members:
    """Give a page of the people of the provider that the actor leads and works in, by the language's alphabet."""
    found = _narrowed(_visible(actor), wanted, today)
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    order = Account.sort_cy if language == "cy" else Account.sort_en
    rows = session.execute(
        found.order_by(order, Account.id, Membership.id).limit(MEMBERS_A_PAGE).offset((page - 1) * MEMBERS_A_PAGE)
    )
    return Members([_member(each, name, email) for each, name, email in rows], total, page)


def _visible(actor: Actor) -> Select[Membership, str, str]:
    leads = actor.provider_id is not None and actor.roles_at(actor.provider_id) & LEADING
    return (
        select(Membership, Account.name, Account.email)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.provider_id == (actor.provider_id if leads else None))
    )


def _narrowed(found: Select[Membership, str, str], wanted: MemberFilter, today: date) -> Select[Membership, str, str]:
    is_over = and_(Membership.ends.is_not(None), Membership.ends < today)
    found = found.where(is_over if wanted.ended else ~is_over)
    if wanted.role is not None:
        found = found.where(Membership.role == wanted.role.value)
    if wanted.words.strip():
        # The key knows no accents: "sian" finds Siân.
        key = sort_key(wanted.words, "en").partition("\t")[0]
        by_name = Account.sort_en.contains(key, autoescape=True) if key else Account.name.contains(wanted.words)
        found = found.where(or_(by_name, Account.email.contains(wanted.words.strip().lower(), autoescape=True)))
    return found


def _member(row: Membership, name: str, email: str) -> Member:
    return Member(row.public_id, name, email, Role(row.role), row.qualified, row.assesses_in, row.starts, row.ends)


def member(session: Session, row: Membership) -> Member:
    owner = session.get_one(Account, row.account_id)
    return _member(row, owner.name, owner.email)


def others_lead(session: Session, row: Membership, last_day: date) -> bool:
    """Tell whether somebody else still leads a provider on the day after a membership's last day."""
    leading = select(Membership.id).where(
        Membership.provider_id == row.provider_id,
        Membership.id != row.id,
        Membership.role.in_([role.value for role in LEADING]),
        Membership.starts <= last_day,
        or_(Membership.ends.is_(None), Membership.ends > last_day),
    )
    return session.scalar(leading.limit(1)) is not None


def holds_role(session: Session, account_id: int, provider_id: int, role: Role, today: date) -> bool:
    held = select(Membership.id).where(
        Membership.account_id == account_id,
        Membership.provider_id == provider_id,
        Membership.role == role.value,
        or_(Membership.ends.is_(None), Membership.ends >= today),
    )
    return session.scalar(held.limit(1)) is not None
