"""Which portfolios, units and evidence an assessor reaches by their assignments: the conditions of every list."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import CTE, BindParameter, ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from portfolio.evidence.models import Claim, Evidence
from portfolio.learning.models import Assignment, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import ClaimStatus, Part
from standards.foundation import Actor, Role

OWNED = aliased(Portfolio)
"""A name of its own, whatever a list is about; made once, as making it is slow."""

ACCOUNT: BindParameter[int] = bindparam("account_id")
PROVIDERS: BindParameter[int] = bindparam("providers", expanding=True)
TODAY: BindParameter[date] = bindparam("today")
"""The parameters of every condition here; `asked_by` gives their values."""


def asked_by(actor: Actor, today: date, role: Role = Role.ASSESSOR) -> dict[str, Any]:
    """Give the values: an account, where it holds the role (without it, it reaches nothing), and the day."""
    held = getattr(actor, "held", ())
    providers = sorted({one.provider_id for one in held if one.role is role})
    return {"account_id": actor.account_id, "providers": providers, "today": today}


@cache
def _given(part: Part) -> CTE:
    """Give somebody's assignments in a part that are in force; nobody reaches their own portfolio.

    Every condition below asks this and not the row in hand, so that a database answers it once and not for each row.
    """
    return (
        select(Assignment.portfolio_id, Assignment.enrolment_id, Assignment.enrolled_unit_id)
        .join(OWNED, OWNED.id == Assignment.portfolio_id)
        .where(
            Assignment.account_id == ACCOUNT,
            Assignment.part == part.value,
            Assignment.provider_id.in_(PROVIDERS),
            Assignment.starts <= TODAY,
            or_(Assignment.ends.is_(None), Assignment.ends >= TODAY),
            OWNED.account_id != ACCOUNT,
        )
        .cte(f"given_{part.value}")
    )


def portfolios_reached(part: Part) -> Select[int]:
    """Give the ids of the portfolios in which anything is assigned to somebody in a part."""
    return select(_given(part).c.portfolio_id)


def _whole_portfolios(part: Part) -> Select[int]:
    given = _given(part).c
    return select(given.portfolio_id).where(given.enrolment_id.is_(None), given.enrolled_unit_id.is_(None))


def _whole_enrolments(part: Part) -> Select[int]:
    given = _given(part).c
    return select(given.enrolment_id).where(given.enrolment_id.is_not(None), given.enrolled_unit_id.is_(None))


def _single_units(part: Part) -> Select[int]:
    given = _given(part).c
    return select(given.enrolled_unit_id).where(given.enrolled_unit_id.is_not(None))


def units_reached(part: Part) -> ColumnElement[bool]:
    """Give the condition that a chosen unit is assigned to somebody in a part: it, its enrolment or the portfolio."""
    return and_(
        # Few portfolios are assigned to one person: beginning with them keeps the question small.
        EnrolledUnit.portfolio_id.in_(portfolios_reached(part)),
        or_(
            EnrolledUnit.portfolio_id.in_(_whole_portfolios(part)),
            EnrolledUnit.enrolment_id.in_(_whole_enrolments(part)),
            EnrolledUnit.id.in_(_single_units(part)),
        ),
    )


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
    mine = Evidence.portfolio_id.in_(portfolios_reached(Part.ASSESSOR))
    if unit_id is None:
        # Whatever waits in a portfolio that is assigned as a whole is reached, in whichever of its units it waits.
        found = or_(Evidence.portfolio_id.in_(_whole_portfolios(Part.ASSESSOR)), waiting.exists())
    else:
        found = waiting.where(EnrolledUnit.unit_id == unit_id).exists()
    # A record of what another assessor saw is judged by its author alone.
    by_others = or_(Evidence.record.is_(None), Evidence.author_id == ACCOUNT)
    return and_(Evidence.provider_id.in_(PROVIDERS), Evidence.waiting > 0, mine, by_others, found)


def enrolments_reached() -> ColumnElement[bool]:
    """Give the condition that an enrolment, all of its portfolio or a unit of it is assigned to an assessor."""
    of_units = select(EnrolledUnit.enrolment_id).where(EnrolledUnit.id.in_(_single_units(Part.ASSESSOR)))
    return and_(
        Enrolment.portfolio_id.in_(portfolios_reached(Part.ASSESSOR)),
        or_(
            Enrolment.portfolio_id.in_(_whole_portfolios(Part.ASSESSOR)),
            Enrolment.id.in_(_whole_enrolments(Part.ASSESSOR)),
            Enrolment.id.in_(of_units),
        ),
    )
