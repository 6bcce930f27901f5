"""The archives that were made of a portfolio, and what is stored of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.archive.models import Archive
from portfolio.evidence.models import StoredFile
from portfolio.learning.models import Portfolio
from portfolio.learning.queries import portfolio_of_book
from portfolio.people.models import Account, Provider
from standards.foundation import Actor, Facts, Text


def archive(session: Session, public_id: str) -> Archive | None:
    return session.scalar(select(Archive).where(Archive.public_id == public_id))


def archives(session: Session, portfolio: Portfolio) -> Sequence[Archive]:
    """List the archives of a portfolio that can be downloaded, newest first."""
    return session.scalars(
        select(Archive)
        .where(Archive.portfolio_id == portfolio.id, Archive.documents_id.is_not(None))
        .order_by(Archive.id.desc())
    ).all()


def documents_of(session: Session, archive: Archive) -> str | None:
    """Give the hash of the file that holds what was written for an archive."""
    return session.scalar(select(StoredFile.sha256).where(StoredFile.id == archive.documents_id))


def learner_of(session: Session, archive: Archive) -> str:
    """Give the name of the learner whose archive this is."""
    query = select(Account.name).join(Portfolio, Portfolio.account_id == Account.id)
    return session.scalars(query.where(Portfolio.id == archive.portfolio_id)).one()


def own_portfolios(session: Session, actor: Actor) -> Sequence[tuple[str, Text]]:
    """List the portfolios that somebody owns, with their providers: those of earlier ones too."""
    rows = session.execute(
        select(Portfolio.public_id, Provider.name)
        .join(Provider, Provider.id == Portfolio.provider_id)
        .where(Portfolio.account_id == actor.account_id)
        .order_by(Portfolio.opened_at, Portfolio.id)
    )
    return [(row[0], row[1]) for row in rows]


def portfolio_of_person(session: Session, email: str, provider: str | None) -> Sequence[int]:
    """Give the ids of somebody's portfolios, at one provider or at any."""
    query = select(Portfolio.id).join(Account, Account.id == Portfolio.account_id).where(Account.email == email.lower())
    if provider:
        query = query.join(Provider, Provider.id == Portfolio.provider_id).where(Provider.public_id == provider)
    return session.scalars(query.order_by(Portfolio.id)).all()


def provider(session: Session, public_id: str) -> Provider | None:
    return session.scalar(select(Provider).where(Provider.public_id == public_id))


def stored_facts(session: Session, book_id: int) -> Facts:
    """Give what is stored of a portfolio's archives, as its book must tell it."""
    rows = session.scalars(select(Archive).where(Archive.portfolio_id == portfolio_of_book(session, book_id)))
    return {("archive", row.public_id): {"seq": row.seq, "head": row.head, "manifest": row.manifest} for row in rows}
