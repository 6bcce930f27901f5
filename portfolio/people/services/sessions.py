"""Signing in and out: sessions kept at the server, slowed guesses, forms that came after the end."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from portfolio.core import passwords
from portfolio.core.journal import failures_since
from portfolio.people.models import Account, HeldForm, SignedInSession
from portfolio.people.queries import Person, account_by_email, token_hash
from portfolio.people.rules import SlowDown
from standards.foundation import Work

HELD_FOR = timedelta(hours=1)
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


def renew_session(work: Work, person: Person, provider_id: int | None) -> str:
    """Go on in a session under a new token, perhaps at another provider: after one's own roles changed."""
    old = work.session.get_one(SignedInSession, person.token_hash)
    old.ended_at, old.ended_by = work.now, "renewed"
    token = _begin_session(work, person.account_id, old.agent, provider_id)
    work.session.get_one(SignedInSession, token_hash(token)).created_at = old.created_at
    return token


def end_own_session(work: Work, signed: SignedInSession) -> None:
    signed.ended_at, signed.ended_by = work.now, "owner"
    work.session.flush()


def hold_form(account_id: int, path: str, fields: list[tuple[str, str]], now: datetime) -> Callable[[Session], None]:
    """Give what keeps a form that came too late, for an hour, for its sender only."""

    def write(session: Session) -> None:
        drop_held(account_id, path)(session)
        session.add(
            HeldForm(
                account_id=account_id, path=path, fields=[list(each) for each in fields], expires_at=now + HELD_FOR
            )
        )

    return write


def drop_held(account_id: int, path: str) -> Callable[[Session], None]:
    """Give what forgets a form that was kept, once it is sent again."""

    def write(session: Session) -> None:
        session.execute(delete(HeldForm).where(HeldForm.account_id == account_id, HeldForm.path == path))

    return write


def keep_language(account_id: int, language: str) -> Callable[[Session], None]:
    """Give what keeps the language that somebody chose on a page."""

    def write(session: Session) -> None:
        session.execute(update(Account).where(Account.id == account_id).values(language=language))

    return write


def sweep_sessions(session: Session, now: datetime, keep: timedelta) -> None:
    """Forget forms that nobody came back for, and sessions that ended or were left long ago."""
    session.execute(delete(HeldForm).where(HeldForm.expires_at <= now))
    session.execute(delete(SignedInSession).where(SignedInSession.last_seen_at < now - keep))
