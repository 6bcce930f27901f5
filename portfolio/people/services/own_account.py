"""What people change of their own accounts, and the links that let them choose a password."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from portfolio.core import jobs
from portfolio.people.models import Account, PasswordReset
from portfolio.people.queries import account_of_link, token_hash
from portfolio.people.services.roles import rename
from portfolio.people.services.sessions import end_sessions, mark_of
from standards.foundation import Refused, Work

SEND_LINK = "people.send-link"
LINK_LASTS = timedelta(hours=1)
INVITATION_LASTS = timedelta(days=7)
ONE_LINK_EVERY_SECONDS = 300


def ask_for_link(work: Work, email: str) -> None:
    """Ask for a link to be sent, in the same way and time whether or not anybody has the address."""
    period = int(work.now.timestamp()) // ONE_LINK_EVERY_SECONDS
    jobs.enqueue(work, SEND_LINK, f"link:{mark_of(email)}:{period}", {"email": email.strip().lower()[:254]})


def make_link(work: Work, account: Account, lasts: timedelta = LINK_LASTS) -> str:
    """Give the token of a link by which one password may be chosen once; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    work.session.add(PasswordReset(token_hash=token_hash(token), account_id=account.id, expires_at=work.now + lasts))
    work.session.flush()
    return token


def choose_password(work: Work, token: str, password_hash: str) -> Account:
    """Set a password by a link; every session and every other link of the account ends. Raises Refused."""
    account = account_of_link(work.session, token, work.now)
    if account is None:
        raise Refused("link-over")
    account.password_hash = password_hash
    work.session.execute(
        update(PasswordReset)
        .where(PasswordReset.account_id == account.id, PasswordReset.used_at.is_(None))
        .values(used_at=work.now)
        .execution_options(synchronize_session=False)
    )
    end_sessions(work, account.id, "password")
    work.session.flush()
    return account


def change_password(work: Work, account: Account, password_hash: str, this_session: str) -> None:
    """Set one's own password; every other session ends."""
    account.password_hash = password_hash
    work.session.flush()
    end_sessions(work, account.id, "password", but=[this_session])


def change_details(work: Work, account: Account, name: str, language: str | None) -> None:
    rename(account, name)
    account.language = language
    work.session.flush()


def disable(work: Work, account: Account) -> None:
    """Let nobody sign in to an account any more; its work and its name in the records stay."""
    account.disabled = True
    work.session.flush()
    end_sessions(work, account.id, "disabled")


def sweep_links(session: Session, now: datetime) -> None:
    """Forget links that are over or used."""
    session.execute(
        delete(PasswordReset).where(or_(PasswordReset.expires_at <= now, PasswordReset.used_at.is_not(None)))
    )
