"""A person's open sessions, the links sent to them, and the forms kept for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.people.models import Account, HeldForm, PasswordReset, SignedInSession
from portfolio.people.queries.actors import Person, token_hash
from portfolio.people.rules import device_name

MOST_SESSIONS = 50


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
        .limit(MOST_SESSIONS)
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


def held_fields(session: Session, account_id: int, path: str, now: datetime) -> list[tuple[str, str]] | None:
    """Give what an account had sent to an address when its session had ended."""
    fields = session.scalar(
        select(HeldForm.fields).where(
            HeldForm.account_id == account_id, HeldForm.path == path, HeldForm.expires_at > now
        )
    )
    return None if fields is None else [(name, value) for name, value in fields]


def held_path(session: Session, account_id: int, now: datetime) -> str | None:
    """Give the address for which the newest form of an account is kept; none where none is."""
    held = (
        select(HeldForm.path)
        .where(HeldForm.account_id == account_id, HeldForm.expires_at > now)
        .order_by(HeldForm.expires_at.desc(), HeldForm.id.desc())
        .limit(1)
    )
    return session.scalar(held)
