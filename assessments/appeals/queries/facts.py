"""What is stored of cases, as the book of their portfolio or of their centre must tell it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from assessments.appeals.events import stage_key
from assessments.appeals.models import Case, CaseDecider, CaseStage
from assessments.judging.models import Decision
from portfolio.core.ledger import Book, canonical_text, sealed, stamp
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.queries import portfolio_of_book
from portfolio.people.models import Account
from standards.foundation import Facts

ANSWERER = aliased(Account)


def sealed_words(row: Case) -> str:
    """Seal what a case says; of a complaint with whose it is and about whom, as the centre's book tells neither."""
    if row.portfolio_id is not None:
        return sealed(row.salt, row.words)
    told = {"words": row.words, "complainant": row.complainant_id, "name": row.name, "about": row.about_id}
    return sealed(row.salt, canonical_text(**told))


def stored_facts(session: Session, book_id: int) -> Facts:
    """Give what is stored of a portfolio's appeals, or of a centre's complaints."""
    portfolio_id = portfolio_of_book(session, book_id)
    book = session.get_one(Book, book_id)
    if portfolio_id is not None:
        wanted = Case.portfolio_id == portfolio_id
    elif book.kind == "provider":
        wanted = (Case.provider_id == book.provider_id) & Case.portfolio_id.is_(None)
    else:
        return {}
    rows = session.execute(
        select(Case, EnrolledUnit.public_id, Decision.public_id, Account.public_id)
        .join(Account, Account.id == Case.logged_by_id)
        .outerjoin(EnrolledUnit, EnrolledUnit.id == Case.enrolled_unit_id)
        .outerjoin(Decision, Decision.id == Case.decision_id)
        .where(wanted)
    ).all()
    cases: Facts = {("case", row[0].public_id): _case(*row) for row in rows}
    return {**cases, **_stages(session, {row[0].id: row[0].public_id for row in rows})}


def _case(row: Case, unit: str | None, decision: str | None, by: str) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": row.kind,
        "procedure": row.procedure,
        "unit": unit,
        "decision": decision,
        "came_by": row.came_by,
        "received": row.received_on.isoformat(),
        "words": sealed_words(row),
        "status": row.status,
        "stage": row.stage,
        "by": by,
        "at": stamp(row.at),
    }


def _stages(session: Session, cases: dict[int, str]) -> Facts:
    people: dict[tuple[int, int], list[str]] = defaultdict(list)
    asked = (
        select(CaseDecider.case_id, CaseDecider.stage, Account.public_id)
        .join(Account, Account.id == CaseDecider.account_id)
        .where(CaseDecider.case_id.in_(cases))
        .order_by(Account.public_id)
    )
    for case_id, number, account in session.execute(asked):
        people[case_id, number].append(account)
    rows = session.execute(
        select(CaseStage, ANSWERER.public_id)
        .outerjoin(ANSWERER, ANSWERER.id == CaseStage.answered_by_id)
        .where(CaseStage.case_id.in_(cases))
    )
    return {
        stage_key(cases[row.case_id], row.number): {
            "began": row.began.isoformat(),
            "due": row.due.isoformat() if row.due else None,
            "extended": row.extended,
            "paused_from": row.paused_from.isoformat() if row.paused_from else None,
            "told": row.told_on.isoformat() if row.told_on else None,
            "deciders": tuple(people[row.case_id, row.number]),
            "outcome": row.outcome,
            "criteria": tuple(row.criteria),
            "words": sealed(row.salt, row.words) if row.salt else None,
            "by": by,
        }
        for row, by in rows
    }
