"""What is stored of units that were carried over, in the shape in which a replayed book tells it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import aliased

from assessments.carrying.models import Carrying
from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import stamp
from portfolio.learning.models import EnrolledUnit
from portfolio.people.models import Account
from standards.foundation import Facts
from standards.library.models import Standard

BEFORE, AFTER = aliased(Standard), aliased(Standard)
CARRYINGS = (
    select(Carrying, EnrolledUnit.public_id, BEFORE.public_id, AFTER.public_id, Account.public_id)
    .join(EnrolledUnit, EnrolledUnit.id == Carrying.enrolled_unit_id)
    .join(BEFORE, BEFORE.id == Carrying.before_id)
    .join(AFTER, AFTER.id == Carrying.after_id)
    .join(Account, Account.id == Carrying.account_id)
)


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give a portfolio's units that were carried over, as its book must tell it."""
    return {
        ("carrying", row.public_id): {
            "unit": unit,
            "before": older,
            "after": younger,
            "by": person,
            "at": stamp(row.at),
            "undone": stamp(row.undone_at) if row.undone_at else None,
        }
        for row, unit, older, younger, person in one.rows(CARRYINGS, Carrying.portfolio_id)
    }
