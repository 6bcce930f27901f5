"""Which portfolios, units and evidence an assessor reaches by their assignments: the conditions of every list."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from portfolio.evidence.models import Claim, Evidence
from portfolio.learning.models import Assignment, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import ClaimStatus, Part
from standards.foundation import Actor, Role

GIVEN, OWNED = aliased(Assignment), aliased(Portfolio)
"""Names of their own, whatever a list is about; made once, as making them is slow."""


ACCOUNT: BindParameter[int] = bindparam("account_id")
PROVIDERS: BindParameter[int] = bindparam("providers", expanding=True)
TODAY: BindParameter[date] = bindparam("today")
"""The parameters of every condition here; `asked_by` gives their values."""


def asked_by(actor: Actor, today: date) -> dict[str, Any]:
    """Give the values: an account, where it is an assessor's (without the role it reaches nothing), and the day."""
    held = getattr(actor, "held", ())
    providers = sorted({one.provider_id for one in held if one.role is Role.ASSESSOR})
    return {"account_id": actor.account_id, "providers": providers, "today": today}


def _portfolios(part: Part) -> Select[int]:
    return select(Assignment.portfolio_id).where(Assignment.account_id == ACCOUNT, Assignment.part == part.value)


def units_reached(part: Part) -> ColumnElement[bool]:
    """Give the condition that a chosen unit is assigned to somebody in a part: it, its enrolment or all of a portfolio.

    Nobody reaches their own portfolio.
    """
    given, owned = GIVEN, OWNED
    # Few portfolios are assigned to one person: beginning with them keeps the question small, however many there are.
    mine = EnrolledUnit.portfolio_id.in_(_portfolios(part))
    reached = (
        select(given.id)
        .join(owned, owned.id == given.portfolio_id)
        .where(
            given.account_id == ACCOUNT,
            given.part == part.value,
            given.provider_id.in_(PROVIDERS),
            given.starts <= TODAY,
            or_(given.ends.is_(None), given.ends >= TODAY),
            given.portfolio_id == EnrolledUnit.portfolio_id,
            or_(given.enrolled_unit_id.is_(None), given.enrolled_unit_id == EnrolledUnit.id),
            or_(given.enrolment_id.is_(None), given.enrolment_id == EnrolledUnit.enrolment_id),
            owned.account_id != ACCOUNT,
        )
        .correlate(EnrolledUnit)
        .exists()
    )
    return and_(mine, reached)


def evidence_reached(unit_id: Any = None) -> ColumnElement[bool]:
    """Give the condition that evidence has a claim waiting in a unit, or in this unit, assigned to an assessor."""
    waiting = (
        select(Claim.id)
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .where(
            Claim.evidence_id == Evidence.id,
            Claim.status == ClaimStatus.WAITING.value,
            units_reached(Part.ASSESSOR),
        )
        .correlate(Evidence)
    )
    if unit_id is not None:
        waiting = waiting.where(EnrolledUnit.unit_id == unit_id)
    mine = Evidence.portfolio_id.in_(_portfolios(Part.ASSESSOR))
    return and_(Evidence.provider_id.in_(PROVIDERS), Evidence.waiting > 0, mine, waiting.exists())


def enrolments_reached() -> ColumnElement[bool]:
    """Give the condition that an enrolment holds a unit assigned to an assessor."""
    reached = (
        select(EnrolledUnit.id)
        .where(EnrolledUnit.enrolment_id == Enrolment.id, units_reached(Part.ASSESSOR))
        .correlate(Enrolment)
        .exists()
    )
    return and_(Enrolment.portfolio_id.in_(_portfolios(Part.ASSESSOR)), reached)
