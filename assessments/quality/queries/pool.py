"""What there is to sample: every assessor's standing decisions, by learner and unit, with who may sample them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Select, Subquery, or_, select
from sqlalchemy.orm import Session

from assessments.judging.models import Decision, DecisionElsewhere, Judgement, Signature
from assessments.quality.models import SamplingPlan
from assessments.quality.queries.samples import flagged
from assessments.quality.rules.drawing import Item
from assessments.quality.rules.strategy import Risk, Stage, Strategy, risks_of
from portfolio.evidence.models import Evidence
from portfolio.learning.models import Assignment, EnrolledUnit, Enrolment
from portfolio.learning.rules import LOCKED, EnrolmentStatus, Part
from portfolio.people.models import Account, Membership
from standards.foundation import Role
from standards.qualifications.models import Qualification, Unit
from standards.qualifications.rules.signing import SignaturePart

CURRENT = (EnrolmentStatus.ACTIVE, EnrolmentStatus.PAUSED, EnrolmentStatus.COMPLETED)
Decided = Mapping[int, Mapping[int, set[str]]]
"""Unit of a learner → assessor → the kinds of evidence that they decided on."""


@dataclass(frozen=True)
class There:
    """An item with the rows that it is made of."""

    item: Item
    enrolled_unit_id: int
    portfolio_id: int
    assessor_id: int


def there_is(session: Session, plan: SamplingPlan, said: Strategy, today: date) -> list[There]:
    """Give what a plan can pick from: decisions of its period that stand, but none that were made elsewhere."""
    decided = _decided(session, plan)
    risks = _risks(session, plan.provider_id, said, today)
    reaching = _assurers(session, plan.provider_id, today)
    countersigned = _countersigned(session, plan.provider_id)
    found = []
    for row in session.execute(_units(plan.provider_id)):
        unit, enrolment, qualification, offered = row
        own = decided.get(unit.id, {})
        involved = {*own, *countersigned[unit.id]}
        reached = any(_covers(one, unit) and one.account_id not in involved for one in reaching[unit.portfolio_id])
        stage = Stage.SUMMATIVE if unit.status in LOCKED else Stage.INTERIM
        for assessor_id, methods in own.items():
            if assessor_id not in risks:
                continue
            assessor, rated = risks[assessor_id]
            item = Item(
                unit.public_id,
                assessor,
                stage.value,
                tuple(one.value for one in rated),
                qualification,
                offered,
                enrolment.site or "",
                unit.language or enrolment.language,
                tuple(sorted(methods)),
                reached,
            )
            found.append(There(item, unit.id, unit.portfolio_id, assessor_id))
    return found


def _units(provider_id: int) -> Select[EnrolledUnit, Enrolment, str, str]:
    decided = select(Decision.enrolled_unit_id).where(Decision.provider_id == provider_id)
    return (
        select(EnrolledUnit, Enrolment, Qualification.public_id, Unit.public_id)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .join(Unit, Unit.id == EnrolledUnit.unit_id)
        .where(EnrolledUnit.provider_id == provider_id, Enrolment.status.in_(CURRENT), EnrolledUnit.id.in_(decided))
    )


def standing(provider_id: int | None) -> Subquery:
    """Ask for the judgements by which an assessor's decisions on a unit stand, without those made elsewhere.

    Only decisions are walked, along an index that has all of this: there are many more of them than judgements.
    """
    elsewhere = select(DecisionElsewhere.decision_id)
    return (
        select(Decision.enrolled_unit_id, Decision.assessor_id, Decision.judgement_id)
        .where(Decision.provider_id == provider_id, Decision.standing.is_(True), Decision.id.not_in(elsewhere))
        .distinct()
        .subquery()
    )


def _decided(session: Session, plan: SamplingPlan) -> Decided:
    stands = standing(plan.provider_id)
    rows = session.execute(
        select(stands.c.enrolled_unit_id, stands.c.assessor_id, Evidence.kind)
        .join(Judgement, Judgement.id == stands.c.judgement_id)
        .join(Evidence, Evidence.id == Judgement.evidence_id)
        .where(Judgement.at >= _midnight(plan.starts), Judgement.at < _midnight(plan.ends + timedelta(days=1)))
        .distinct()
    )
    found: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for unit_id, assessor_id, kind in rows:
        found[unit_id][assessor_id].add(kind)
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), UTC)


def _risks(session: Session, provider_id: int, said: Strategy, today: date) -> dict[int, tuple[str, tuple[Risk, ...]]]:
    """Rate everybody who is or was an assessor: whoever is none any more by what they were last."""
    rows = session.execute(
        select(Account.id, Account.public_id, Membership.qualified, Membership.starts)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.provider_id == provider_id, Membership.role == Role.ASSESSOR.value)
        .order_by(Membership.starts, Membership.id)
    )
    flags = flagged(session, provider_id, today, said.flag_days)
    found: dict[int, tuple[str, tuple[Risk, ...]]] = {}
    first: dict[int, date] = {}
    for account_id, public_id, qualified, starts in rows:
        since = first.setdefault(account_id, starts)
        is_flagged, new_days = account_id in flags, said.new_days
        rated = risks_of(flagged=is_flagged, qualified=qualified, since=since, today=today, new_days=new_days)
        found[account_id] = (public_id, rated)
    return found


def _assurers(session: Session, provider_id: int, today: date) -> dict[int, list[Assignment]]:
    """Give who is assigned as a quality assurer today, by the portfolio."""
    rows = session.scalars(
        select(Assignment).where(
            Assignment.provider_id == provider_id,
            Assignment.part == Part.QUALITY_ASSURER.value,
            Assignment.starts <= today,
            or_(Assignment.ends.is_(None), Assignment.ends >= today),
        )
    )
    found: dict[int, list[Assignment]] = defaultdict(list)
    for row in rows:
        found[row.portfolio_id].append(row)
    return found


def _covers(assignment: Assignment, unit: EnrolledUnit) -> bool:
    return assignment.enrolled_unit_id in {None, unit.id} and assignment.enrolment_id in {None, unit.enrolment_id}


def _countersigned(session: Session, provider_id: int) -> dict[int, set[int]]:
    """Give who countersigned, by the unit."""
    wanted = (Signature.provider_id == provider_id, Signature.part == SignaturePart.COUNTERSIGNER.value)
    found: dict[int, set[int]] = defaultdict(set)
    for unit_id, account_id in session.execute(select(Signature.enrolled_unit_id, Signature.account_id).where(*wanted)):
        found[unit_id].add(account_id)
    return found
