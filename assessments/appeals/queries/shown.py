"""What the pages and letters of a case show of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from assessments.appeals.models import Case, CaseDecider, CaseStage, CaseStep
from assessments.appeals.rules.cases import CaseStatus, notice_due, overdue, procedure_of
from assessments.appeals.rules.deadlines import Holiday, ends
from assessments.appeals.rules.procedures import Procedure, Stage
from assessments.judging.models import Decision
from portfolio.learning.models import EnrolledUnit
from portfolio.people.models import Account, Provider
from standards.foundation import Text
from standards.library.models import Criterion, Standard

COMPLAINANT, ABOUT, BY = aliased(Account), aliased(Account), aliased(Account)


@dataclass(frozen=True)
class Head:
    """Whose case, about what: what every page about it says above."""

    complainant: str
    about: str | None
    unit: str | None
    urn: str | None
    title: Text | None
    code: str | None
    outcome: str | None
    """Of the decision that is appealed."""


@dataclass(frozen=True)
class ShownStage:
    row: CaseStage
    stage: Stage
    deciders: Sequence[str]


@dataclass(frozen=True)
class ShownStep:
    row: CaseStep
    by: str


@dataclass(frozen=True)
class Sheet:
    """A case as its page shows it."""

    row: Case
    head: Head
    procedure: Procedure
    stages: Sequence[ShownStage]
    steps: Sequence[ShownStep]
    overdue: bool
    notice_due: date | None
    """After when an authority is to be told that the stage is not resolved."""
    further_until: date | None
    """Until when the next stage may be asked for."""

    @property
    def now(self) -> ShownStage:
        return self.stages[-1]


def head(session: Session, row: Case) -> Head:
    found = session.execute(
        select(
            COMPLAINANT.name,
            ABOUT.name,
            EnrolledUnit.public_id,
            Standard.urn,
            Standard.title,
            Criterion.code,
            Decision.outcome,
        )
        .select_from(Case)
        .outerjoin(COMPLAINANT, COMPLAINANT.id == Case.complainant_id)
        .outerjoin(ABOUT, ABOUT.id == Case.about_id)
        .outerjoin(EnrolledUnit, EnrolledUnit.id == Case.enrolled_unit_id)
        .outerjoin(Standard, Standard.id == EnrolledUnit.standard_id)
        .outerjoin(Decision, Decision.id == Case.decision_id)
        .outerjoin(Criterion, Criterion.id == Decision.criterion_id)
        .where(Case.id == row.id)
    ).one()
    return Head(found[0] or row.name, *found[1:])


def appealed(session: Session, unit: EnrolledUnit, decision: Decision | None) -> Head:
    """Give what an appeal would be about, before there is one."""
    urn, name = session.execute(select(Standard.urn, Standard.title).where(Standard.id == unit.standard_id)).one()
    code = None
    if decision is not None:
        code = session.scalar(select(Criterion.code).where(Criterion.id == decision.criterion_id))
    return Head("", None, unit.public_id, urn, name, code, decision.outcome if decision is not None else None)


def sheet(session: Session, row: Case, today: date, holiday: Holiday) -> Sheet:
    procedure = procedure_of(row.procedure)
    stages = _stages(session, row, procedure)
    steps = session.execute(
        select(CaseStep, BY.name)
        .join(BY, BY.id == CaseStep.account_id)
        .where(CaseStep.case_id == row.id)
        .order_by(CaseStep.id)
    )
    now = stages[-1]
    status = CaseStatus(row.status)
    waits = status is CaseStatus.ANSWERED and now.stage.lodge is not None and now.row.answered_on is not None
    return Sheet(
        row=row,
        head=head(session, row),
        procedure=procedure,
        stages=stages,
        steps=[ShownStep(*step) for step in steps],
        overdue=overdue(status, row.due, today),
        notice_due=notice_due(now.stage, now.row.began, holiday) if status is CaseStatus.OPEN else None,
        further_until=ends(now.row.answered_on, now.stage.lodge, holiday)
        if waits and now.row.answered_on and now.stage.lodge
        else None,
    )


def _stages(session: Session, row: Case, procedure: Procedure) -> list[ShownStage]:
    names: dict[int, list[str]] = defaultdict(list)
    asked = (
        select(CaseDecider.stage, Account.name)
        .join(Account, Account.id == CaseDecider.account_id)
        .where(CaseDecider.case_id == row.id)
        .order_by(CaseDecider.stage, Account.name)
    )
    for number, name in session.execute(asked):
        names[number].append(name)
    rows = session.scalars(select(CaseStage).where(CaseStage.case_id == row.id).order_by(CaseStage.number))
    return [ShownStage(one, procedure.stage(one.number), names[one.number]) for one in rows]


def stage_row(session: Session, row: Case) -> CaseStage:
    """Give the stage that a case is at."""
    return session.get_one(CaseStage, (row.id, row.stage))


def step(session: Session, public_id: str) -> CaseStep | None:
    return session.scalar(select(CaseStep).where(CaseStep.public_id == public_id))


def case_of(session: Session, row: CaseStep) -> Case:
    return session.get_one(Case, row.case_id)


def account_of(session: Session, row: Case) -> Account | None:
    return session.get(Account, row.complainant_id) if row.complainant_id else None


def provider_of(session: Session, row: Case) -> Provider:
    return session.get_one(Provider, row.provider_id)
