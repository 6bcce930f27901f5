"""What a person's start page shows: their own units and what came back, or the learners they look after."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.judging.models import Acknowledgement, Judgement, Reopening
from assessments.judging.queries.evidence_rules import unmet_in
from assessments.judging.queries.signatures import ShownReopening
from assessments.judging.rules import NextStep, next_step
from portfolio.evidence import queries as evidence
from portfolio.evidence.models import Evidence
from portfolio.evidence.queries.people import UnsettledConsent
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.learning.rules import LOCKED, RUNNING, Counters, EnrolmentStatus, UnitStatus
from portfolio.people.models import Account
from standards.foundation import Actor, Grants, Language, Relation, Role, Text
from standards.library.models import Standard
from standards.qualifications.models import Qualification, Unit
from standards.qualifications.rules import Certification, certification
from standards.qualifications.rules.signing import order_of

AT_MOST = 50
"""Rows of a start page; the lists behind it are paged."""


@dataclass(frozen=True)
class OwnUnit:
    unit: str
    urn: str
    title: Text
    status: str
    counters: Counters
    next: NextStep
    reopened: ShownReopening | None
    """The last reopening, until the unit is signed again."""


@dataclass(frozen=True)
class OwnProgramme:
    """A learner's enrolment with its units."""

    enrolment: str
    portfolio: str
    qualification: Text
    status: EnrolmentStatus
    since: date
    planned_end: date
    days_left: int
    certification: Certification | None
    units: tuple[OwnUnit, ...]

    @property
    def running(self) -> bool:
        return self.status in RUNNING

    @property
    def complete(self) -> bool:
        """Tell whether every unit is signed off."""
        return bool(self.units) and all(unit.next is NextStep.NOTHING for unit in self.units)


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
    """Give the learner's enrolments with the units of each, those that run first."""
    own = portfolios_of(actor, {Role.LEARNER: frozenset({Relation.OWN})})
    rows = session.execute(
        select(Enrolment, Portfolio.public_id, Qualification.title, Qualification.last_certification)
        .join(Portfolio, Portfolio.id == Enrolment.portfolio_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(Portfolio.id.in_(own))
        .order_by(Enrolment.planned_end, Enrolment.id)
    ).all()
    units = _own_units(session, [row[0].id for row in rows])
    found = [
        OwnProgramme(
            enrolment.public_id,
            portfolio,
            qualification,
            EnrolmentStatus(enrolment.status),
            enrolment.status_since,
            enrolment.planned_end,
            (enrolment.planned_end - today).days,
            certification(last, today),
            tuple(units[enrolment.id]),
        )
        for enrolment, portfolio, qualification, last in rows
    ]
    return sorted(found, key=lambda one: not one.running)


def _own_units(session: Session, enrolment_ids: list[int]) -> dict[int, list[OwnUnit]]:
    rows = session.execute(
        select(EnrolledUnit, Standard.urn, Standard.title, Unit.evidence_rules, Qualification.signing)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .join(Unit, Unit.id == EnrolledUnit.unit_id)
        .join(Qualification, Qualification.id == Unit.qualification_id)
        .where(EnrolledUnit.enrolment_id.in_(enrolment_ids))
        .order_by(Unit.group_id, Unit.position, EnrolledUnit.id)
    ).all()
    reopened = _reopened(session, [row[0].id for row in rows if UnitStatus(row[0].status) not in LOCKED])
    # What a rule asks is next once every criterion is met: until then the criteria are.
    unmet = unmet_in(session, {unit.id: rules for unit, _urn, _title, rules, _order in rows if unit.met == unit.total})
    found: dict[int, list[OwnUnit]] = defaultdict(list)
    for unit, urn, title, _rules, order in rows:
        counters = Counters(unit.total, unit.met, unit.claimed, unit.referred)
        status = UnitStatus(unit.status)
        lacking = bool(unmet.get(unit.id))
        step = next_step(status, counters, awaits=unit.awaits, order=order_of(order), rules_unmet=lacking)
        found[unit.enrolment_id].append(
            OwnUnit(unit.public_id, urn, title, unit.shown_status, counters, step, reopened.get(unit.id))
        )
    return found


def _reopened(session: Session, unit_ids: list[int]) -> dict[int, ShownReopening]:
    """Give the last reopening of each unit."""
    rows = session.execute(
        select(Reopening.enrolled_unit_id, Account.name, Reopening.at, Reopening.reason)
        .join(Account, Account.id == Reopening.account_id)
        .where(Reopening.enrolled_unit_id.in_(unit_ids))
        .order_by(Reopening.id)
    )
    return {row[0]: ShownReopening(*row[1:]) for row in rows}


def came_back(session: Session, actor: Actor) -> list[CameBack]:
    """List the feedback on a learner's evidence that they have not yet acknowledged, the newest first."""
    own = portfolios_of(actor, {Role.LEARNER: frozenset({Relation.OWN})})
    rows = session.execute(
        select(Evidence.public_id, Evidence.title, Evidence.language, Account.name, Judgement.at)
        .join(Judgement, Judgement.evidence_id == Evidence.id)
        .join(Account, Account.id == Judgement.assessor_id)
        .outerjoin(Acknowledgement, Acknowledgement.judgement_id == Judgement.id)
        .where(
            Judgement.portfolio_id.in_(own),
            Judgement.taken_back_at.is_(None),
            Acknowledgement.judgement_id.is_(None),
        )
        .order_by(Judgement.id.desc())
        .limit(AT_MOST)
    )
    return [CameBack(*row) for row in rows]


def unsettled_consents(session: Session, actor: Actor, today: date) -> list[UnsettledConsent]:
    """List the consents that ended in a learner's evidence and wait for word of what becomes of it."""
    own = portfolios_of(actor, {Role.LEARNER: frozenset({Relation.OWN})})
    return evidence.unsettled_consents(session, own, today)


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
