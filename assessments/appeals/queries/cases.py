"""Cases by what they are called, whose they are, and the lists of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from assessments.appeals.models import Case, CaseDecider
from assessments.appeals.rules.cases import CaseStatus, overdue, procedure_of
from assessments.appeals.rules.procedures import StageCode
from assessments.judging.models import Decision
from assessments.quality.queries import in_turn
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.people.models import Account
from standards.foundation import Actor, Role
from standards.library.models import Standard

CASES_A_PAGE = 25
AT_MOST = 20
"""Rows on a start page."""
COMPLAINANT = aliased(Account)
LIVE = (CaseStatus.OPEN.value, CaseStatus.PAUSED.value)


@dataclass(frozen=True)
class ListedCase:
    key: str
    number: int
    kind: str
    status: CaseStatus
    stage: StageCode
    complainant: str
    urn: str
    received: date
    due: date | None
    overdue: bool


@dataclass(frozen=True)
class Cases:
    """One page of a list of cases."""

    rows: Sequence[ListedCase]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // CASES_A_PAGE))


def case_file(session: Session, public_id: str) -> Case | None:
    return session.scalar(select(Case).where(Case.public_id == public_id))


def decision(session: Session, public_id: str) -> Decided | None:
    row = session.scalar(select(Decision).where(Decision.public_id == public_id))
    if row is None:
        return None
    return Decided(row, session.get_one(EnrolledUnit, row.enrolled_unit_id))


@dataclass(frozen=True)
class Decided:
    """A decision with its unit, as the guard places it: in the portfolio of the unit."""

    row: Decision
    unit: EnrolledUnit

    @property
    def provider_id(self) -> int:
        return self.row.provider_id

    @property
    def portfolio_id(self) -> int:
        return self.unit.portfolio_id


def reaches(session: Session, actor: Actor, row: Case) -> bool:
    """Tell whether a case is for somebody's eyes: theirs, theirs to decide, or theirs to handle as a manager."""
    if row.complainant_id == actor.account_id:
        return True
    if row.about_id == actor.account_id:
        return False
    if Role.MANAGER in actor.roles_at(row.provider_id):
        return True
    decides = exists().where(CaseDecider.case_id == row.id, CaseDecider.account_id == actor.account_id)
    return bool(session.scalar(select(decides)))


def manages(actor: Actor, row: Case) -> bool:
    """Tell whether a manager may handle a case: not their own, and none about themselves."""
    concerned = {row.complainant_id, row.about_id}
    return Role.MANAGER in actor.roles_at(row.provider_id) and actor.account_id not in concerned


def _for(actor: Actor) -> ColumnElement[bool]:
    """Say which cases of a centre are for somebody's eyes; `reaches` says it of one."""
    decides = exists().where(CaseDecider.case_id == Case.id, CaseDecider.account_id == actor.account_id)
    mine = Case.complainant_id == actor.account_id
    others = or_(Case.about_id.is_(None), Case.about_id != actor.account_id)
    if Role.MANAGER in actor.roles_at(actor.provider_id):
        return mine | others
    return mine | (decides & others)


def cases(session: Session, actor: Actor, today: date, page: int, *, closed: bool) -> Cases:
    """Give a page of the cases that somebody may read, the most urgent first."""
    status = Case.status == CaseStatus.CLOSED.value
    wanted = _listed().where(Case.provider_id == actor.provider_id, _for(actor), status if closed else ~status)
    total = session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    order = (Case.number.desc(),) if closed else (Case.due.is_(None), Case.due, Case.number)
    rows = session.execute(wanted.order_by(*order).limit(CASES_A_PAGE).offset((page - 1) * CASES_A_PAGE))
    return Cases([_row(*row, today=today) for row in rows], total, page)


def waiting(session: Session, actor: Actor, today: date) -> list[ListedCase]:
    """List what a start page tells: what somebody is to answer and, to a manager, what is overdue or has no decider."""
    appointed = (CaseDecider.case_id == Case.id) & (CaseDecider.stage == Case.stage)
    mine = exists().where(appointed, CaseDecider.account_id == actor.account_id)
    wanted: ColumnElement[bool] = mine
    if Role.MANAGER in actor.roles_at(actor.provider_id):
        wanted = mine | (Case.due < today) | ~exists().where(appointed)
    rows = session.execute(
        _listed()
        .where(Case.provider_id == actor.provider_id, Case.status == CaseStatus.OPEN.value, _for(actor), wanted)
        .order_by(Case.due.is_(None), Case.due, Case.number)
        .limit(AT_MOST)
    )
    return [_row(*row, today=today) for row in rows]


def _listed() -> Select[Case, str | None, str | None]:
    return (
        select(Case, COMPLAINANT.name, Standard.urn)
        .outerjoin(COMPLAINANT, COMPLAINANT.id == Case.complainant_id)
        .outerjoin(EnrolledUnit, EnrolledUnit.id == Case.enrolled_unit_id)
        .outerjoin(Standard, Standard.id == EnrolledUnit.standard_id)
    )


def _row(case: Case, name: str | None, urn: str | None, *, today: date) -> ListedCase:
    status = CaseStatus(case.status)
    return ListedCase(
        key=case.public_id,
        number=case.number,
        kind=case.kind,
        status=status,
        stage=procedure_of(case.procedure).stage(case.stage).code,
        complainant=name or case.name,
        urn=urn or "",
        received=case.received_on,
        due=case.due if status in LIVE else None,
        overdue=overdue(status, case.due, today),
    )


def under_way(session: Session, unit_id: int) -> Case | None:
    """Give the appeal about a unit, or a decision on it, that is not closed."""
    wanted = (Case.enrolled_unit_id == unit_id, Case.status != CaseStatus.CLOSED.value)
    return session.scalar(select(Case).where(*wanted).order_by(Case.id.desc()).limit(1))


def next_number(session: Session, provider_id: int) -> int:
    in_turn(session, provider_id)
    last = session.scalar(select(func.max(Case.number)).where(Case.provider_id == provider_id))
    return (last or 0) + 1


def book_of(session: Session, row: Case) -> int | None:
    """Give the book of the portfolio that an appeal is of; a complaint is told by the centre's own."""
    return session.scalar(select(Portfolio.book_id).where(Portfolio.id == row.portfolio_id))
