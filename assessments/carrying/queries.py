"""Questions about a new version: which learners are on the older one, and what would carry over for each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.carrying.rules import Plan, plan
from portfolio.learning.models import CriterionStatus, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import LOCKED, CriterionState, EnrolmentStatus, UnitStatus
from portfolio.people.models import Account
from standards.comparisons.queries import Compared
from standards.foundation import Actor, Language
from standards.library.models import Criterion

GOING_ON = (EnrolmentStatus.ACTIVE.value, EnrolmentStatus.PAUSED.value)


@dataclass(frozen=True)
class Preview:
    """One learner on the older version, and what would carry over."""

    learner: str
    unit: str
    cohort: str
    planned_end: date
    locked: bool
    """Signed off: the unit is finished on the older version."""
    plan: Plan


def previews(session: Session, actor: Actor, found: Compared, language: Language) -> list[Preview]:
    """Preview every unit on the older version at the actor's provider whose enrolment goes on, by learner's name."""
    order = Account.sort_cy if language == "cy" else Account.sort_en
    rows = session.execute(
        select(EnrolledUnit, Account.name, Enrolment.cohort, Enrolment.planned_end)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Portfolio, Portfolio.id == EnrolledUnit.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(
            EnrolledUnit.provider_id == actor.provider_id,
            EnrolledUnit.standard_id == found.before.id,
            Enrolment.status.in_(GOING_ON),
        )
        .order_by(order, Account.id, EnrolledUnit.id)
    ).all()
    states = _states(session, actor, found)
    return [
        Preview(
            name,
            unit.public_id,
            cohort or "",
            planned_end,
            UnitStatus(unit.status) in LOCKED,
            plan(found.comparison.rows, states[unit.id]),
        )
        for unit, name, cohort, planned_end in rows
    ]


def _states(session: Session, actor: Actor, found: Compared) -> dict[int, dict[str, CriterionState]]:
    rows = session.execute(
        select(CriterionStatus.enrolled_unit_id, Criterion.code, CriterionStatus.state)
        .join(Criterion, Criterion.id == CriterionStatus.criterion_id)
        .join(EnrolledUnit, EnrolledUnit.id == CriterionStatus.enrolled_unit_id)
        .where(CriterionStatus.provider_id == actor.provider_id, EnrolledUnit.standard_id == found.before.id)
        .order_by(CriterionStatus.enrolled_unit_id, Criterion.position)
    )
    states: dict[int, dict[str, CriterionState]] = defaultdict(dict)
    for unit_id, code, state in rows:
        states[unit_id][code] = CriterionState(state)
    return states
