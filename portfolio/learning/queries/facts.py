"""What is stored of a portfolio's learning, in the shape in which its book tells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import sealed, stamp
from portfolio.learning.models import (
    Assignment,
    CriterionStatus,
    EnrolledUnit,
    Enrolment,
    EnrolmentNote,
    Portfolio,
)
from portfolio.people.models import Account, Provider
from standards.foundation import Facts
from standards.library.models import Criterion, Standard
from standards.qualifications.models import Qualification, Unit

WHOSE = (
    select(Portfolio.public_id, Account.public_id, Provider.public_id, Portfolio.opened_at)
    .join(Account, Account.id == Portfolio.account_id)
    .join(Provider, Provider.id == Portfolio.provider_id)
)
ENROLMENTS = select(Enrolment, Qualification.public_id).join(
    Qualification, Qualification.id == Enrolment.qualification_id
)
REASONS = select(EnrolmentNote.salt, EnrolmentNote.words, Enrolment.public_id, EnrolmentNote.at).join(
    Enrolment, Enrolment.id == EnrolmentNote.enrolment_id
)
CRITERIA = select(CriterionStatus.enrolled_unit_id, CriterionStatus.criterion_id, CriterionStatus.state).join(
    EnrolledUnit, EnrolledUnit.id == CriterionStatus.enrolled_unit_id
)
UNITS = (
    select(EnrolledUnit, Enrolment.public_id, Unit.public_id, Standard.public_id)
    .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
    .join(Unit, Unit.id == EnrolledUnit.unit_id)
    .join(Standard, Standard.id == EnrolledUnit.standard_id)
)
ASSIGNMENTS = (
    select(Assignment, Account.public_id, Enrolment.public_id, EnrolledUnit.public_id)
    .join(Account, Account.id == Assignment.account_id)
    .outerjoin(Enrolment, Enrolment.id == Assignment.enrolment_id)
    .outerjoin(EnrolledUnit, EnrolledUnit.id == Assignment.enrolled_unit_id)
)


def portfolios_of_books(session: Session, book_ids: Collection[int]) -> dict[int, int]:
    """Give the portfolio of each of these books that is one's."""
    rows = session.execute(select(Portfolio.book_id, Portfolio.id).where(Portfolio.book_id.in_(book_ids)))
    return {row[0]: row[1] for row in rows}


def all_criterion_uuids(session: Session) -> dict[int, str]:
    """Give the identity of every criterion; kept with the session, as a check of all books asks for each."""
    known: dict[int, str] | None = session.info.get("criterion_uuids")
    if known is None:
        rows = session.execute(select(Criterion.id, Criterion.uuid))
        known = session.info["criterion_uuids"] = {row[0]: str(row[1]) for row in rows}
    return known


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give a portfolio's enrolments, units and assignments as its book must tell them."""
    return {**_portfolio(one), **_enrolments(one), **_reasons(one), **_units(one), **_assignments(one)}


def _portfolio(one: GatheredPortfolio) -> Facts:
    return {
        ("portfolio", public_id): {"learner": learner, "provider": provider, "at": stamp(opened_at)}
        for public_id, learner, provider, opened_at in one.rows(WHOSE, Portfolio.id)
    }


def _enrolments(one: GatheredPortfolio) -> Facts:
    rows = one.rows(ENROLMENTS, Enrolment.portfolio_id)
    return {
        ("enrolment", row.public_id): {
            "qualification": qualification,
            "status": row.status,
            "since": row.status_since.isoformat(),
            "start": row.start.isoformat(),
            "planned_end": row.planned_end.isoformat(),
            "language": row.language,
        }
        for row, qualification in rows
    }


def _reasons(one: GatheredPortfolio) -> Facts:
    rows = one.rows(REASONS, Enrolment.portfolio_id)
    return {
        ("reason", sealed(salt, words)): {"enrolment": enrolment, "at": stamp(at)}
        for salt, words, enrolment, at in rows
    }


def _units(one: GatheredPortfolio) -> Facts:
    uuids = all_criterion_uuids(one.session)
    criteria: dict[int, dict[str, str]] = defaultdict(dict)
    for unit_id, criterion_id, state in one.rows(CRITERIA, EnrolledUnit.portfolio_id):
        criteria[unit_id][uuids[criterion_id]] = state
    rows = one.rows(UNITS, EnrolledUnit.portfolio_id)
    return {
        ("unit", row.public_id): {
            "enrolment": enrolment,
            "offered": offered,
            "standard": standard,
            "language": row.language,
            "total": row.total,
            "criteria": criteria[row.id],
            "met": row.met,
            "claimed": row.claimed,
            "referred": row.referred,
            "status": row.status,
            "needs_countersignature": row.needs_countersignature,
            "awaits": row.awaits,
            "complete": row.complete,
        }
        for row, enrolment, offered, standard in rows
    }


def _assignments(one: GatheredPortfolio) -> Facts:
    rows = one.rows(ASSIGNMENTS, Assignment.portfolio_id)
    return {
        ("assignment", row.public_id): {
            "account": account,
            "part": row.part,
            "enrolment": enrolment,
            "unit": unit,
            "starts": row.starts.isoformat(),
            "ends": row.ends.isoformat() if row.ends else None,
            "reason": sealed(row.salt, row.why),
        }
        for row, account, enrolment, unit in rows
    }
