"""What is stored of units that were carried over, in the shape in which a replayed book tells it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from assessments.carrying.models import Carrying
from portfolio.core.ledger import stamp
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.queries import portfolio_of_book
from portfolio.people.models import Account
from standards.foundation import Facts
from standards.library.models import Standard


def stored_facts(session: Session, book_id: int) -> Facts:
    """Give a portfolio's units that were carried over, as its book must tell it."""
    portfolio_id = portfolio_of_book(session, book_id)
    if portfolio_id is None:
        return {}
    before, after = aliased(Standard), aliased(Standard)
    rows = session.execute(
        select(Carrying, EnrolledUnit.public_id, before.public_id, after.public_id, Account.public_id)
        .join(EnrolledUnit, EnrolledUnit.id == Carrying.enrolled_unit_id)
        .join(before, before.id == Carrying.before_id)
        .join(after, after.id == Carrying.after_id)
        .join(Account, Account.id == Carrying.account_id)
        .where(Carrying.portfolio_id == portfolio_id)
    )
    return {
        ("carrying", row.public_id): {
            "unit": unit,
            "before": older,
            "after": younger,
            "by": person,
            "at": stamp(row.at),
            "undone": stamp(row.undone_at) if row.undone_at else None,
        }
        for row, unit, older, younger, person in rows
    }
