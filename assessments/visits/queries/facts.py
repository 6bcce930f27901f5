"""What is stored of external visits: by a provider's own book the visits, by a portfolio's what was frozen."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from assessments.visits.models import ExternalVisit, VisitComment, VisitedUnit
from assessments.visits.queries.frozen import content
from portfolio.core.ledger import Book, canonical_text, sealed, stamp
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.queries import portfolio_of_book
from portfolio.people.models import Account
from standards.foundation import Facts

VISITOR = aliased(Account)


def visit_words(row: ExternalVisit) -> str:
    """Write down what the seal of a visit stands for."""
    return canonical_text(name=row.name, organisation=row.organisation, email=row.email)


def stored_facts(session: Session, book_id: int) -> Facts:
    """Give what is stored of a provider's visits and what was said in them, or of what was frozen of a portfolio."""
    book = session.get_one(Book, book_id)
    portfolio_id = portfolio_of_book(session, book_id)
    if portfolio_id is not None:
        return _frozen(session, portfolio_id)
    if book.kind != "provider" or book.provider_id is None:
        return {}
    return {**_visits(session, book.provider_id), **_comments(session, book.provider_id)}


def _visits(session: Session, provider_id: int) -> Facts:
    rows = session.execute(
        select(ExternalVisit, VISITOR.public_id, Account.public_id)
        .join(VISITOR, VISITOR.id == ExternalVisit.visitor_id)
        .join(Account, Account.id == ExternalVisit.granted_by_id)
        .where(ExternalVisit.provider_id == provider_id)
    )
    return {
        ("visit", row.public_id): {
            "number": row.number,
            "visitor": visitor,
            "starts": row.starts.isoformat(),
            "ends": row.ends.isoformat(),
            "said": sealed(row.salt, visit_words(row)),
            "revoked": sealed(row.reason_salt, row.reason) if row.reason_salt else None,
            "by": by,
            "at": stamp(row.at),
        }
        for row, visitor, by in rows
    }


def _comments(session: Session, provider_id: int) -> Facts:
    rows = session.execute(
        select(VisitComment, ExternalVisit.public_id, VisitedUnit.public_id, Account.public_id)
        .join(ExternalVisit, ExternalVisit.id == VisitComment.visit_id)
        .outerjoin(VisitedUnit, VisitedUnit.id == VisitComment.visited_unit_id)
        .join(Account, Account.id == VisitComment.account_id)
        .where(VisitComment.provider_id == provider_id)
    )
    return {
        ("visit_comment", row.public_id): {
            "visit": visit,
            "said_as": row.kind,
            "unit": unit,
            "words": sealed(row.salt, row.words),
            "by": by,
            "at": stamp(row.at),
        }
        for row, visit, unit, by in rows
    }


def _frozen(session: Session, portfolio_id: int) -> Facts:
    rows = session.execute(
        select(VisitedUnit, ExternalVisit.public_id, EnrolledUnit.public_id, Account.public_id)
        .join(ExternalVisit, ExternalVisit.id == VisitedUnit.visit_id)
        .join(EnrolledUnit, EnrolledUnit.id == VisitedUnit.enrolled_unit_id)
        .join(Account, Account.id == VisitedUnit.frozen_by_id)
        .where(VisitedUnit.portfolio_id == portfolio_id)
    )
    return {
        ("visited_unit", row.public_id): {
            "visit": visit,
            "unit": unit,
            **{name: tuple(row.frozen[name]) for name in ("decisions", "revisions", "signatures")},
            "samples": tuple(one["sample"] for one in row.frozen["samples"]),
            "content": sealed(row.salt, content(row.frozen)),
            "by": by,
            "at": stamp(row.at),
        }
        for row, visit, unit, by in rows
    }
