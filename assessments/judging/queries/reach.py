"""Which portfolios, units and evidence an assessor reaches by their assignments: the conditions of every list."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from portfolio.evidence.models import Claim, Evidence
from portfolio.learning.models import Assignment, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import ClaimStatus, Part
from standards.foundation import Actor, Role

GIVEN, OWNED = aliased(Assignment), aliased(Portfolio)
"""Names of their own, whatever a list is about; made once, as making them is slow."""


def _providers(actor: Actor) -> list[int]:
    """Give where somebody is an assessor today: an assignment without the role reaches nothing."""
    held = getattr(actor, "held", ())
    return sorted({one.provider_id for one in held if one.role is Role.ASSESSOR})


def units_reached(actor: Actor, part: Part, today: date) -> ColumnElement[bool]:
    """Give the condition that a chosen unit is assigned to somebody in a part: it, its enrolment or all of a portfolio.

    Nobody reaches their own portfolio.
    """
    given, owned = GIVEN, OWNED
    return (
        select(given.id)
        .join(owned, owned.id == given.portfolio_id)
        .where(
            given.account_id == actor.account_id,
            given.part == part.value,
            given.provider_id.in_(_providers(actor)),
            given.starts <= today,
            or_(given.ends.is_(None), given.ends >= today),
            given.portfolio_id == EnrolledUnit.portfolio_id,
            or_(given.enrolled_unit_id.is_(None), given.enrolled_unit_id == EnrolledUnit.id),
            or_(given.enrolment_id.is_(None), given.enrolment_id == EnrolledUnit.enrolment_id),
            owned.account_id != actor.account_id,
        )
        .correlate(EnrolledUnit)
        .exists()
    )


def evidence_reached(actor: Actor, today: date, unit_id: int | None = None) -> ColumnElement[bool]:
    """Give the condition that evidence has a claim waiting in a unit, or in this unit, assigned to an assessor."""
    waiting = (
        select(Claim.id)
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .where(
            Claim.evidence_id == Evidence.id,
            Claim.status == ClaimStatus.WAITING.value,
            units_reached(actor, Part.ASSESSOR, today),
        )
        .correlate(Evidence)
    )
    if unit_id is not None:
        waiting = waiting.where(EnrolledUnit.unit_id == unit_id)
    return and_(Evidence.provider_id.in_(_providers(actor)), Evidence.waiting > 0, waiting.exists())


def enrolments_reached(actor: Actor, today: date) -> ColumnElement[bool]:
    """Give the condition that an enrolment holds a unit assigned to an assessor."""
    return (
        select(EnrolledUnit.id)
        .where(EnrolledUnit.enrolment_id == Enrolment.id, units_reached(actor, Part.ASSESSOR, today))
        .correlate(Enrolment)
        .exists()
    )
