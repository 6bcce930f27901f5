"""What a person's start page shows: their own units and what came back, or the learners they look after."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.judging.models import Acknowledgement, Judgement
from assessments.judging.rules import NextStep, next_step
from portfolio.evidence.models import Evidence
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.learning.rules import Counters, EnrolmentStatus, UnitStatus
from portfolio.people.models import Account
from standards.foundation import Actor, Grants, Language, Relation, Role, Text
from standards.library.models import Standard
from standards.qualifications.models import Qualification, Unit

AT_MOST = 50
"""Rows of a start page; the lists behind it are paged."""


@dataclass(frozen=True)
class OwnUnit:
    unit: str
    title: Text
    status: str
    counters: Counters
    next: NextStep


@dataclass(frozen=True)
class OwnProgramme:
    """A learner's enrolment with its units."""

    enrolment: str
    portfolio: str
    qualification: Text
    planned_end: date
    days_left: int
    units: tuple[OwnUnit, ...]


@dataclass(frozen=True)
class CameBack:
    """Feedback that the learner has not yet said they have read."""

    evidence: str
    title: str
    language: str
    assessor: str
    at: datetime


@dataclass(frozen=True)
class AssignedLearner:
    enrolment: str
    learner: str
    qualification: Text


def own_programmes(session: Session, actor: Actor, today: date) -> list[OwnProgramme]:
    """Give the learner's running enrolments with the units of each."""
    live = [EnrolmentStatus.ACTIVE.value, EnrolmentStatus.PAUSED.value, EnrolmentStatus.COMPLETED.value]
    own = portfolios_of(actor, {Role.LEARNER: frozenset({Relation.OWN})})
    rows = session.execute(
        select(Enrolment, Portfolio.public_id, Qualification.title)
        .join(Portfolio, Portfolio.id == Enrolment.portfolio_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(Portfolio.id.in_(own), Enrolment.status.in_(live))
        .order_by(Enrolment.planned_end, Enrolment.id)
    ).all()
    units = _own_units(session, [row[0].id for row in rows])
    return [
        OwnProgramme(
            enrolment.public_id,
            portfolio,
            qualification,
            enrolment.planned_end,
            (enrolment.planned_end - today).days,
            tuple(units[enrolment.id]),
        )
        for enrolment, portfolio, qualification in rows
    ]


def _own_units(session: Session, enrolment_ids: list[int]) -> dict[int, list[OwnUnit]]:
    rows = session.execute(
        select(EnrolledUnit, Standard.title)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .join(Unit, Unit.id == EnrolledUnit.unit_id)
        .where(EnrolledUnit.enrolment_id.in_(enrolment_ids))
        .order_by(Unit.group_id, Unit.position, EnrolledUnit.id)
    )
    found: dict[int, list[OwnUnit]] = defaultdict(list)
    for unit, title in rows:
        counters = Counters(unit.total, unit.met, unit.claimed, unit.referred)
        status = UnitStatus(unit.status)
        awaits = status is UnitStatus.SIGNED and unit.needs_countersignature
        step = next_step(status, counters, needs_countersignature=unit.needs_countersignature)
        shown = "awaiting_countersignature" if awaits else unit.status
        found[unit.enrolment_id].append(OwnUnit(unit.public_id, title, shown, counters, step))
    return found


def came_back(session: Session, actor: Actor) -> list[CameBack]:
    """List the feedback on a learner's evidence that they have not yet acknowledged, the newest first."""
    own = portfolios_of(actor, {Role.LEARNER: frozenset({Relation.OWN})})
    rows = session.execute(
        select(Evidence.public_id, Evidence.title, Evidence.language, Account.name, Judgement.at)
        .join(Judgement, Judgement.evidence_id == Evidence.id)
        .join(Account, Account.id == Judgement.assessor_id)
        .outerjoin(Acknowledgement, Acknowledgement.judgement_id == Judgement.id)
        .where(Judgement.portfolio_id.in_(own), Acknowledgement.judgement_id.is_(None))
        .order_by(Judgement.id.desc())
        .limit(AT_MOST)
    )
    return [CameBack(*row) for row in rows]


def assigned_learners(session: Session, actor: Actor, grants: Grants, language: Language) -> list[AssignedLearner]:
    """List the learners that a role's grants reach, in the order of the reader's alphabet."""
    name = Account.sort_cy if language == "cy" else Account.sort_en
    rows = session.execute(
        select(Enrolment.public_id, Account.name, Qualification.title)
        .join(Portfolio, Portfolio.id == Enrolment.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(Portfolio.id.in_(portfolios_of(actor, grants)))
        .order_by(name, Enrolment.id)
        .limit(AT_MOST)
    )
    return [AssignedLearner(*row) for row in rows]
