"""Questions about requests by a link, of whichever kind: where it leads, who came by it, and from where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portfolio.core.journal import SecurityEvent
from portfolio.core.ledger import canonical_text
from portfolio.learning.models import Assignment, Portfolio
from portfolio.learning.rules import ASSESSING
from portfolio.links.models import A, Asked, Tables
from portfolio.links.rules import AskStatus
from portfolio.people.models import Account
from portfolio.people.queries import token_hash

MOST_VISITS = 50
REMEMBERED = timedelta(days=90)
"""How far back the learner's own addresses are compared."""


@dataclass(frozen=True)
class ShownVisit:
    """One opening or answer: when, from where, in whose browser."""

    at: datetime
    kind: str
    address: str
    agent: str
    signed_in: str | None


def by_token(session: Session, tables: Tables[A], token: str, now: datetime) -> A | None:
    """Give the request that a link leads to while it can be answered; one question, whatever the link is."""
    return session.scalar(
        select(tables.request)
        .join(tables.link, tables.link.request_id == tables.request.id)
        .where(
            tables.link.token_hash == token_hash(token),
            tables.request.status == AskStatus.ASKED.value,
            tables.request.expires_at > now,
        )
    )


def visits(session: Session, tables: Tables[A], request_id: int) -> list[ShownVisit]:
    """List where and when a request was opened and answered, the newest first."""
    table = tables.visit
    rows = session.execute(
        select(table.at, table.kind, table.address, table.agent, Account.name)
        .outerjoin(Account, Account.id == table.account_id)
        .where(table.request_id == request_id)
        .order_by(table.id.desc())
        .limit(MOST_VISITS)
    )
    return [ShownVisit(*row) for row in rows]


def portfolio_of(session: Session, row: Asked) -> Portfolio:
    return session.get_one(Portfolio, row.portfolio_id)


def learner_of(session: Session, row: Asked) -> Account:
    return session.get_one(Account, portfolio_of(session, row).account_id)


def assessors_of(session: Session, portfolio: Portfolio, today: date) -> dict[int, str]:
    """Give all who assess or countersign in a portfolio, today or later: the account → its email address."""
    asked = (
        select(Account.id, Account.email)
        .join(Assignment, Assignment.account_id == Account.id)
        .where(
            Assignment.portfolio_id == portfolio.id,
            Assignment.part.in_(ASSESSING),
            or_(Assignment.ends.is_(None), Assignment.ends >= today),
        )
    )
    return dict(session.execute(asked.distinct()).all())


def addresses_of(session: Session, account_id: int, now: datetime) -> list[str | None]:
    """Give the addresses from which somebody was seen lately, as far as the journal knows."""
    seen = select(SecurityEvent.address).where(
        SecurityEvent.account_id == account_id, SecurityEvent.at > now - REMEMBERED, SecurityEvent.address.is_not(None)
    )
    return list(session.scalars(seen.distinct()))


def words_of(row: Asked) -> str:
    """Write down what the seal of a request stands for."""
    return canonical_text(name=row.name, email=row.email, message=row.message, language=row.language)
