"""What is stored of external visits: by a provider's own book visits and plans, by a portfolio's what was frozen."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from assessments.visits.models import ExternalVisit, VisitAction, VisitComment, VisitedUnit
from assessments.visits.queries.frozen import content
from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import canonical_text, sealed, stamp
from portfolio.learning.models import EnrolledUnit
from portfolio.people.models import Account
from standards.foundation import Facts

VISITOR, OWNER, DOER, CLOSER = (aliased(Account) for _each in range(4))


def visit_words(row: ExternalVisit) -> str:
    """Write down what the seal of a visit stands for."""
    return canonical_text(name=row.name, organisation=row.organisation, email=row.email)


def stored_facts(session: Session, provider_id: int | None) -> Facts:
    """Give what is stored of a provider's visits and of what was said in them."""
    asked = (_visits, _comments, _actions)
    return {key: said for one in asked for key, said in one(session, provider_id).items()}


def _visits(session: Session, provider_id: int | None) -> Facts:
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


def _comments(session: Session, provider_id: int | None) -> Facts:
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


def _actions(session: Session, provider_id: int | None) -> Facts:
    rows = session.execute(
        select(
            VisitAction,
            ExternalVisit.public_id,
            VisitedUnit.public_id,
            OWNER.public_id,
            Account.public_id,
            DOER.public_id,
            CLOSER.public_id,
        )
        .join(ExternalVisit, ExternalVisit.id == VisitAction.visit_id)
        .outerjoin(VisitedUnit, VisitedUnit.id == VisitAction.visited_unit_id)
        .join(OWNER, OWNER.id == VisitAction.assignee_id)
        .join(Account, Account.id == VisitAction.account_id)
        .outerjoin(DOER, DOER.id == VisitAction.done_by_id)
        .outerjoin(CLOSER, CLOSER.id == VisitAction.closed_by_id)
        .where(VisitAction.provider_id == provider_id)
    )
    return {
        ("visit_action", row.public_id): {
            "visit": visit,
            "place": row.number,
            "unit": unit,
            "owner": owner,
            "due": row.due.isoformat(),
            "words": sealed(row.salt, row.words),
            "by": by,
            "at": stamp(row.at),
            "acknowledged": stamp(row.acknowledged_at) if row.acknowledged_at else None,
            "done": sealed(row.done_salt, row.done_words) if row.done_salt else None,
            "done_by": doer,
            "closed_by": closer,
        }
        for row, visit, unit, owner, by, doer, closer in rows
    }


VISITED = (
    select(VisitedUnit, ExternalVisit.public_id, EnrolledUnit.public_id, Account.public_id)
    .join(ExternalVisit, ExternalVisit.id == VisitedUnit.visit_id)
    .join(EnrolledUnit, EnrolledUnit.id == VisitedUnit.enrolled_unit_id)
    .join(Account, Account.id == VisitedUnit.frozen_by_id)
)


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give what was frozen of a portfolio for visits, as its book must tell it."""
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
        for row, visit, unit, by in one.rows(VISITED, VisitedUnit.portfolio_id)
    }
