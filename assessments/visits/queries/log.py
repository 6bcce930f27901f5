"""What the visitor opened, as the centre and each learner read it, and what was said during a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from assessments.visits.models import ExternalVisit, VisitComment, VisitedUnit, VisitOpening
from assessments.visits.policy import POLICY, VISITED_READ
from assessments.visits.queries.visits import is_of_centre
from assessments.visits.rules import NAMING, OpeningKind
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.people.models import Account
from standards.foundation import Actor
from standards.library.models import Standard
from standards.paging import Paged, page_of, skipped

LEARNER = aliased(Account)
LOG_SIZE = 100
MOST_COMMENTS = 200


@dataclass(frozen=True)
class ShownOpening:
    """A page or file that the visitor opened: when, and of whose unit it was, if of one."""

    at: datetime
    kind: str
    what: str
    learner: str | None
    urn: str | None
    visitor: str
    organisation: str


@dataclass(frozen=True)
class ShownComment:
    kind: str
    words: str
    language: str
    by: str
    at: datetime
    visited: str | None
    learner: str | None
    urn: str | None


@dataclass(frozen=True)
class OwnVisit:
    """A visit for which a learner's unit was frozen."""

    name: str
    organisation: str
    starts: date
    ends: date
    urn: str
    at: datetime


def openings(session: Session, actor: Actor, row: ExternalVisit, number: int) -> Paged[ShownOpening]:
    """List what a visit's visitor opened, the newest first; of whose learner a reader knows nothing, is left out."""
    reached = VisitOpening.portfolio_id.in_(portfolios_of(actor, POLICY[VISITED_READ]))
    return _openings(
        session, number, VisitOpening.visit_id == row.id, or_(VisitOpening.portfolio_id.is_(None), reached)
    )


def openings_of(session: Session, portfolio: Portfolio, number: int) -> Paged[ShownOpening]:
    """List what visitors opened of a portfolio: also papers in which its learner was named, once they were."""
    shown = (
        VisitedUnit.visit_id == VisitOpening.visit_id,
        VisitedUnit.portfolio_id == portfolio.id,
        VisitedUnit.at <= VisitOpening.at,
    )
    there = exists().where(*shown).correlate(VisitOpening)
    whole = VisitOpening.kind == OpeningKind.DOWNLOAD.value
    named = or_(whole, VisitOpening.what.in_([one.value for one in NAMING])) & there
    return _openings(session, number, or_(VisitOpening.portfolio_id == portfolio.id, named))


def _openings(session: Session, number: int, *wanted: ColumnElement[bool]) -> Paged[ShownOpening]:
    total = session.scalar(select(func.count()).select_from(VisitOpening).where(*wanted)) or 0
    page = page_of(number, total, LOG_SIZE)
    rows = session.execute(
        select(
            VisitOpening.at,
            VisitOpening.kind,
            VisitOpening.what,
            Account.name,
            Standard.urn,
            ExternalVisit.name,
            ExternalVisit.organisation,
        )
        .join(ExternalVisit, ExternalVisit.id == VisitOpening.visit_id)
        .outerjoin(VisitedUnit, VisitedUnit.id == VisitOpening.visited_unit_id)
        .outerjoin(EnrolledUnit, EnrolledUnit.id == VisitedUnit.enrolled_unit_id)
        .outerjoin(Standard, Standard.id == EnrolledUnit.standard_id)
        .outerjoin(Portfolio, Portfolio.id == VisitedUnit.portfolio_id)
        .outerjoin(Account, Account.id == Portfolio.account_id)
        .where(*wanted)
        .order_by(VisitOpening.id.desc())
        .limit(LOG_SIZE)
        .offset(skipped(page, LOG_SIZE))
    )
    return Paged(tuple(ShownOpening(*one) for one in rows), total, page, LOG_SIZE)


def visits_of(session: Session, portfolio: Portfolio) -> list[OwnVisit]:
    """List for which visits something of a portfolio was frozen."""
    rows = session.execute(
        select(
            ExternalVisit.name,
            ExternalVisit.organisation,
            ExternalVisit.starts,
            ExternalVisit.ends,
            Standard.urn,
            VisitedUnit.at,
        )
        .join(ExternalVisit, ExternalVisit.id == VisitedUnit.visit_id)
        .join(EnrolledUnit, EnrolledUnit.id == VisitedUnit.enrolled_unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(VisitedUnit.portfolio_id == portfolio.id)
        .order_by(VisitedUnit.id.desc())
        .limit(LOG_SIZE)
    )
    return [OwnVisit(*one) for one in rows]


def comments(session: Session, actor: Actor, row: ExternalVisit, unit: VisitedUnit | None = None) -> list[ShownComment]:
    """List what was said of a visit, or of one unit, in its order."""
    reached: ColumnElement[bool] = true()
    if is_of_centre(actor, row.provider_id):
        known = VisitedUnit.portfolio_id.in_(portfolios_of(actor, POLICY[VISITED_READ]))
        reached = or_(VisitComment.visited_unit_id.is_(None), known)
    asked = (
        select(VisitComment, Account.name, VisitedUnit.public_id, LEARNER.name, Standard.urn)
        .join(Account, Account.id == VisitComment.account_id)
        .outerjoin(VisitedUnit, VisitedUnit.id == VisitComment.visited_unit_id)
        .outerjoin(EnrolledUnit, EnrolledUnit.id == VisitedUnit.enrolled_unit_id)
        .outerjoin(Standard, Standard.id == EnrolledUnit.standard_id)
        .outerjoin(Portfolio, Portfolio.id == VisitedUnit.portfolio_id)
        .outerjoin(LEARNER, LEARNER.id == Portfolio.account_id)
        .where(VisitComment.visit_id == row.id, reached)
        .order_by(VisitComment.id)
        .limit(MOST_COMMENTS)
    )
    if unit is not None:
        asked = asked.where(VisitComment.visited_unit_id == unit.id)
    return [
        ShownComment(said.kind, said.words, said.language, by, said.at, visited, learner, urn)
        for said, by, visited, learner, urn in session.execute(asked)
    ]
