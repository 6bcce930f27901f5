"""Holding a unit up, and letting it go: what later slices do to it; each records its own act."""

from __future__ import annotations

from assessments.judging.models import UnitHold
from assessments.judging.rules import HoldKind
from portfolio.learning.models import EnrolledUnit
from standards.foundation import Work


def hold(work: Work, unit: EnrolledUnit, kind: HoldKind, subject: str) -> None:
    """Hold a unit up with something that its public id names: it is not verified or certified before."""
    row = UnitHold(
        subject=subject,
        provider_id=unit.provider_id,
        portfolio_id=unit.portfolio_id,
        enrolled_unit_id=unit.id,
        kind=kind.value,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()


def lift(work: Work, subject: str) -> None:
    """Let go what a unit was held up with; nothing happens where it was let go before."""
    row = work.session.get_one(UnitHold, subject)
    row.lifted_at = row.lifted_at or work.now
    work.session.flush()
