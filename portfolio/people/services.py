"""Changes to people: opening a provider, adding accounts, giving and ending roles, signing in and out."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from portfolio.core import passwords
from portfolio.core.journal import failures_since
from portfolio.core.keys import KeyRing
from portfolio.core.ledger import open_book
from portfolio.people.events import AssessorQualified, MembershipEnded, MembershipGiven, ProviderOpened
from portfolio.people.models import Account, Membership, Provider, SignedInSession
from portfolio.people.queries import account_by_email, token_hash
from portfolio.people.rules import AssessesIn, SlowDown
from standards.foundation import Refused, Role, Text, Work
from standards.sorting import sort_key


def open_provider(work: Work, name: Text, keys: KeyRing, language: str = "cy") -> Provider:
    """Open a provider with its signing key and its book."""
    pair = keys.make()
    provider = Provider(
        name=name,
        language=language,
        signing_key=pair.encrypted,
        verifying_key=pair.public,
        created_at=work.now,
    )
    work.session.add(provider)
    work.session.flush()
    book = open_book(work.session, "provider", provider.id)
    work.record(book.id, ProviderOpened(provider.public_id, pair.public.hex()))
    return provider


def add_account(
    work: Work, *, email: str, name: str, language: str | None = None, password_hash: str | None = None
) -> Account:
    """Add a person. Raises Refused where the address is taken."""
    if account_by_email(work.session, email) is not None:
        raise Refused("email-taken", email=email)
    account = Account(
        email=email.strip().lower(),
        name=name.strip(),
        sort_cy=sort_key(name, "cy"),
        sort_en=sort_key(name, "en"),
        language=language,
        password_hash=password_hash,
        created_at=work.now,
    )
    work.session.add(account)
    work.session.flush()
    return account


@dataclass(frozen=True)
class NewRole:
    """A role to be given; `qualified` and `assesses_in` speak of assessors and quality assurers."""

    role: Role
    qualified: bool = True
    assesses_in: AssessesIn | None = None


def give_role(work: Work, provider: Provider, account: Account, new: NewRole, starts: date | None = None) -> Membership:
    membership = Membership(
        provider_id=provider.id,
        account_id=account.id,
        role=new.role.value,
        qualified=new.qualified,
        assesses_in=new.assesses_in.value if new.assesses_in else None,
        starts=starts or work.today,
    )
    work.session.add(membership)
    work.session.flush()
    act = MembershipGiven(
        membership.public_id,
        account.public_id,
        membership.role,
        membership.qualified,
        membership.assesses_in,
        membership.starts.isoformat(),
    )
    work.record(work.book_of(provider.id), act)
    return membership


def end_role(work: Work, membership: Membership, ends: date | None = None) -> None:
    """End a role; its last day is today unless another is said."""
    membership.ends = ends or work.today
    work.session.flush()
    work.record(
        work.book_of(membership.provider_id),
        MembershipEnded(membership.public_id, membership.ends.isoformat()),
    )


def qualify_assessor(work: Work, membership: Membership) -> None:
    """Let a trainee be a qualified assessor from now on; earlier decisions keep needing a countersignature."""
    membership.qualified = True
    work.session.flush()
    work.record(work.book_of(membership.provider_id), AssessorQualified(membership.public_id))


PER_ACCOUNT = SlowDown()
PER_ADDRESS = SlowDown(free=30)
"""A whole class may sit behind one address."""


@dataclass(frozen=True)
class Origin:
    """Where an attempt to sign in comes from; the device is known only where this account signed in before."""

    address: str
    device: str | None = None


@dataclass(frozen=True)
class Attempt:
    """What came of an attempt to sign in."""

    account_id: int | None
    wait: timedelta
    keys: tuple[str, ...]
    """What a failure counts against."""
    fresh_hash: str | None = None
    """The password hashed anew, where today's parameters are others."""


def try_password(work: Work, email: str, password: str, origin: Origin) -> Attempt:
    """Check a password; changes nothing, and takes as long for an address that nobody has."""
    slowed = _counters(email, origin)
    wait = max(
        slow.wait(failures_since(work.session, key, work.now - slow.window), work.now) for key, slow in slowed.items()
    )
    keys = tuple(slowed)
    if wait:
        return Attempt(None, wait, keys)
    account = account_by_email(work.session, email)
    stored = account.password_hash if account is not None and not account.disabled else None
    if not passwords.matches(stored, password) or account is None or stored is None:
        return Attempt(None, timedelta(0), keys)
    return Attempt(account.id, timedelta(0), keys, passwords.hashed(password) if passwords.outdated(stored) else None)


def _counters(email: str, origin: Origin) -> dict[str, SlowDown]:
    """Say what slows an attempt down: on a device that the owner used before, only what failed on that device."""
    if origin.device is not None:
        return {f"device:{origin.device}": PER_ACCOUNT}
    return {f"account:{mark_of(email)}": PER_ACCOUNT, f"address:{origin.address}": PER_ADDRESS}


def start_session(work: Work, attempt: Attempt, agent: str = "") -> str:
    """Begin a session after the right password and give its token, of which only the hash is kept."""
    account = work.session.get_one(Account, attempt.account_id)
    if attempt.fresh_hash:
        account.password_hash = attempt.fresh_hash
    return _begin_session(work, account.id, agent, None)


def _begin_session(work: Work, account_id: int, agent: str, provider_id: int | None) -> str:
    token = secrets.token_urlsafe(32)
    work.session.add(
        SignedInSession(
            token_hash=token_hash(token),
            account_id=account_id,
            provider_id=provider_id,
            created_at=work.now,
            last_seen_at=work.now,
            agent=agent[:200],
        )
    )
    work.session.flush()
    return token


def end_sessions(work: Work, account_id: int, why: str, but: Iterable[str] = ()) -> None:
    """End an account's sessions, all but those with the given hashes."""
    work.session.execute(
        update(SignedInSession)
        .where(
            SignedInSession.account_id == account_id,
            SignedInSession.ended_at.is_(None),
            SignedInSession.token_hash.not_in(list(but)),
        )
        .values(ended_at=work.now, ended_by=why)
        .execution_options(synchronize_session=False)
    )


def end_session(work: Work, hashed: str, why: str) -> None:
    """End one session by the hash of its token; nothing where it has ended."""
    work.session.execute(
        update(SignedInSession)
        .where(SignedInSession.token_hash == hashed, SignedInSession.ended_at.is_(None))
        .values(ended_at=work.now, ended_by=why)
        .execution_options(synchronize_session=False)
    )


def leave(work: Work, token: str | None) -> None:
    """End the session that a browser brings along, if any: at signing out, and before signing in anew."""
    if token:
        end_session(work, token_hash(token), "sign-out")


def seen(hashed: str, now: datetime) -> Callable[[Session], None]:
    """Give what writes that a session was in use; it must not wait for, or fall with, an act."""

    def write(session: Session) -> None:
        session.execute(update(SignedInSession).where(SignedInSession.token_hash == hashed).values(last_seen_at=now))

    return write


def mark_of(email: str) -> str:
    """Give what stands for an address where the address itself should not."""
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()[:32]


def new_device() -> str:
    return secrets.token_hex(16)
