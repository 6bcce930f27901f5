"""Changes around requests by a link, of whichever kind: asking, links, visits, and being over."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from portfolio.core import database
from portfolio.core.ledger import new_salt, seal
from portfolio.core.work import UnitOfWork
from portfolio.learning.models import Portfolio
from portfolio.links import queries
from portfolio.links.models import A, Asked, Tables
from portfolio.links.rules import (
    LASTS,
    AskStatus,
    VisitKind,
    check_address,
    check_other_hand,
    check_reachable,
    check_waits,
    from_same_network,
    status_at,
)
from portfolio.people.models import Account
from portfolio.people.queries import token_hash
from standards.foundation import Role, Work


@dataclass(frozen=True)
class Asking:
    """Whom somebody asks, and in which words."""

    name: str
    email: str = ""
    message: str = ""
    language: str = "cy"
    send: bool = False


@dataclass(frozen=True)
class Where:
    """From where a link is opened or answered."""

    address: str
    agent: str
    account_id: int | None = None


@dataclass(frozen=True)
class Outsider:
    """Who acts by a link: nobody with an account. What they put in, the asker's account answers for."""

    account_id: int
    public_id: str
    provider_id: int

    def roles_at(self, provider_id: int | None) -> frozenset[Role]:  # noqa: ARG002 the signature is Actor's
        return frozenset()

    def qualified_at(self, provider_id: int) -> bool:  # noqa: ARG002 the signature is Actor's
        return False


def check_asking(work: Work, portfolio: Portfolio, asking: Asking) -> None:
    """Check that a request goes to somebody who may be asked about this portfolio. Raises Refused."""
    learner = work.session.get_one(Account, portfolio.account_id)
    assessors = queries.assessors_of(work.session, portfolio, work.today)
    check_address(asking.email, learner.email, assessors.values())


def asked(work: Work, portfolio: Portfolio, asking: Asking) -> dict[str, Any]:
    """Give what the row of a new request says of who asks whom, and until when it can be answered."""
    return {
        "provider_id": portfolio.provider_id,
        "portfolio_id": portfolio.id,
        "asked_by_id": work.actor.account_id,
        "name": asking.name.strip(),
        "email": asking.email.strip(),
        "message": asking.message.strip(),
        "language": asking.language,
        "salt": new_salt(),
        "status": AskStatus.ASKED.value,
        "asked_at": work.now,
        "expires_at": work.now + LASTS,
    }


def check_open(work: Work, row: Asked) -> None:
    """Check that a request can still be answered. Raises Refused."""
    check_waits(status_at(row.status, row.expires_at, work.now))


def check_sendable(work: Work, row: Asked) -> None:
    """Check that a request can still be answered, and be sent. Raises Refused."""
    check_open(work, row)
    check_reachable(row.email)


def make_link(work: Work, tables: Tables[A], row: A) -> str:
    """Give the token of a link to a request; only its hash is kept. Raises Refused."""
    check_open(work, row)
    token = secrets.token_urlsafe(32)
    made: dict[str, Any] = {
        "token_hash": token_hash(token),
        "provider_id": row.provider_id,
        "request_id": row.id,
        "made_at": work.now,
    }
    work.session.add(tables.link(**made))
    work.session.flush()
    return token


def revoke(work: Work, row: Asked) -> None:
    """Make every link of a request useless. Raises Refused."""
    check_open(work, row)
    row.status, row.closed_at = AskStatus.REVOKED.value, work.now
    work.session.flush()


def opened(tables: Tables[A], row: A, where: Where, work: Work) -> Callable[[Session], None]:
    """Give what remembers where and when a link was opened; it must not wait for, or fall with, an act."""
    values = _visit(row, where, VisitKind.OPENED, work)
    return lambda session: session.add(tables.visit(**values))


def visit(work: Work, tables: Tables[A], row: A, where: Where, kind: VisitKind) -> None:
    """Keep from where a request was answered."""
    work.session.add(tables.visit(**_visit(row, where, kind, work)))
    work.session.flush()


def as_outsider(work: Work, row: Asked, role: str) -> UnitOfWork:
    """Act as whoever was asked, one at a time on the portfolio, seeing it as whoever was before left it."""
    database.hold_portfolios(work.session, [row.portfolio_id])
    work.session.refresh(row)
    return UnitOfWork(work.session, Outsider(row.asked_by_id, row.public_id, row.provider_id), role, work.now)


def answer(work: Work, tables: Tables[A], row: A, name: str, where: Where) -> None:
    """Let a request be answered under the name that was signed, and keep from where. Raises Refused."""
    assessors = queries.assessors_of(work.session, queries.portfolio_of(work.session, row), work.today)
    check_other_hand(where.account_id, assessors)
    row.signed_name, row.near = name.strip(), _near(work, row, where)
    _close(work, tables, row, AskStatus.ANSWERED, where, VisitKind.SIGNED)


def decline(work: Work, tables: Tables[A], row: A, reason: str, where: Where) -> str:
    """Let a request be declined; gives the seal of what was said of it. Raises Refused."""
    why = seal(reason.strip())
    row.reason, row.reason_salt = reason.strip(), why.salt
    _close(work, tables, row, AskStatus.DECLINED, where, VisitKind.DECLINED)
    return why.digest


def _near(work: Work, row: Asked, where: Where) -> bool:
    learner = queries.learner_of(work.session, row)
    known = queries.addresses_of(work.session, learner.id, work.now)
    return where.account_id == learner.id or from_same_network(where.address, known)


def _close(work: Work, tables: Tables[A], row: A, status: AskStatus, where: Where, kind: VisitKind) -> None:
    check_open(work, row)
    row.status, row.closed_at = status.value, work.now
    visit(work, tables, row, where, kind)


def _visit(row: Asked, where: Where, kind: VisitKind, work: Work) -> dict[str, Any]:
    return {
        "provider_id": row.provider_id,
        "request_id": row.id,
        "at": work.now,
        "kind": kind.value,
        "address": where.address[:64],
        "agent": where.agent[:200],
        "account_id": where.account_id,
    }
