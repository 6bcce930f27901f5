"""The archives that were made of a portfolio, and what is stored of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ScalarSelect, func, or_, select
from sqlalchemy.orm import Session, aliased

from assessments.archive.models import Archive, Arrival, Inherited
from portfolio.evidence.models import Evidence, StoredFile
from portfolio.learning.models import Portfolio
from portfolio.learning.queries import portfolio_of_book
from portfolio.people.models import Account, Provider
from standards.foundation import Actor, Facts, Text
from standards.library.models import Criterion, Standard


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


def learner_of(session: Session, found: Archive | Arrival | Portfolio) -> str:
    """Give the name of the learner whose archive, arrival or portfolio this is."""
    query = select(Account.name).join(Portfolio, Portfolio.account_id == Account.id)
    return session.scalars(query.where(Portfolio.id == found.portfolio_id)).one()


def own_portfolios(session: Session, actor: Actor) -> Sequence[tuple[str, Text]]:
    """List the portfolios that somebody owns, with their providers: those of earlier ones too."""
    rows = session.execute(
        select(Portfolio.public_id, Provider.name)
        .join(Provider, Provider.id == Portfolio.provider_id)
        .where(Portfolio.account_id == actor.account_id)
        .order_by(Portfolio.opened_at, Portfolio.id)
    )
    return [(row[0], row[1]) for row in rows]


def arrival(session: Session, public_id: str) -> Arrival | None:
    return session.scalar(select(Arrival).where(Arrival.public_id == public_id))


def arrivals(session: Session, portfolio: Portfolio) -> Sequence[Arrival]:
    """List what arrived in a portfolio, newest first."""
    return session.scalars(
        select(Arrival).where(Arrival.portfolio_id == portfolio.id).order_by(Arrival.id.desc())
    ).all()


def portfolio_of(session: Session, arrival: Arrival) -> Portfolio:
    return session.get_one(Portfolio, arrival.portfolio_id)


@dataclass(frozen=True)
class ShownInherited:
    """What was put forward and decided elsewhere, with its criterion where that standard is known here."""

    row: Inherited
    evidence: str
    title: str
    language: str
    code: str | None
    text: Text | None


def inherited(session: Session, arrival: Arrival) -> list[ShownInherited]:
    """List what was claimed and decided elsewhere, in the order of the standards."""
    rows = session.execute(
        select(Inherited, Evidence.public_id, Evidence.title, Evidence.language, Criterion.code, Criterion.text)
        .join(Evidence, Evidence.id == Inherited.evidence_id)
        .outerjoin(Criterion, Criterion.id == _known_here(arrival.provider_id))
        .where(Inherited.arrival_id == arrival.id)
        .order_by(Inherited.urn, Criterion.position, Inherited.id)
    )
    return [ShownInherited(*row) for row in rows]


def _known_here(provider_id: int) -> ScalarSelect[int]:
    """Give the criterion of an inherited row here, of a standard that this provider can see."""
    seen = or_(Standard.owner_id.is_(None), Standard.owner_id == provider_id)
    known = aliased(Criterion)
    return (
        select(func.min(known.id))
        .join(Standard, Standard.id == known.standard_id)
        .where(known.uuid == Inherited.criterion, seen)
        .correlate(Inherited)
        .scalar_subquery()
    )


def portfolio_of_person(session: Session, email: str, provider: str | None) -> Sequence[int]:
    """Give the ids of somebody's portfolios, at one provider or at any."""
    query = select(Portfolio.id).join(Account, Account.id == Portfolio.account_id).where(Account.email == email.lower())
    if provider:
        query = query.join(Provider, Provider.id == Portfolio.provider_id).where(Provider.public_id == provider)
    return session.scalars(query.order_by(Portfolio.id)).all()


def stored_facts(session: Session, book_id: int) -> Facts:
    """Give what is stored of a portfolio's archives, as its book must tell it."""
    portfolio_id = portfolio_of_book(session, book_id)
    rows = session.scalars(select(Archive).where(Archive.portfolio_id == portfolio_id))
    arrived = session.scalars(select(Arrival).where(Arrival.portfolio_id == portfolio_id))
    return {
        ("arrival", row.public_id): {"archive": row.archive, "manifest": row.manifest, "status": row.status}
        for row in arrived
    } | {("archive", row.public_id): {"seq": row.seq, "head": row.head, "manifest": row.manifest} for row in rows}
