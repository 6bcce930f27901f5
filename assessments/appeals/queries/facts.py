"""What is stored of cases, as the book of their portfolio or of their centre must tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from assessments.appeals.events import stage_key
from assessments.appeals.models import Case, CaseDecider, CaseStage
from assessments.judging.models import Decision
from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import canonical_text, sealed, stamp
from portfolio.learning.models import EnrolledUnit
from portfolio.people.models import Account
from standards.foundation import Facts

ANSWERER = aliased(Account)
APPEALED = cast("ColumnElement[int]", Case.portfolio_id)
CASES = (
    select(Case, EnrolledUnit.public_id, Decision.public_id, Account.public_id)
    .join(Account, Account.id == Case.logged_by_id)
    .outerjoin(EnrolledUnit, EnrolledUnit.id == Case.enrolled_unit_id)
    .outerjoin(Decision, Decision.id == Case.decision_id)
)
DECIDERS = (
    select(CaseDecider.case_id, CaseDecider.stage, Account.public_id)
    .join(Case, Case.id == CaseDecider.case_id)
    .join(Account, Account.id == CaseDecider.account_id)
    .order_by(Account.public_id)
)
STAGES = (
    select(CaseStage, Case.public_id, ANSWERER.public_id)
    .join(Case, Case.id == CaseStage.case_id)
    .outerjoin(ANSWERER, ANSWERER.id == CaseStage.answered_by_id)
)


def sealed_words(row: Case) -> str:
    """Seal what a case says; of a complaint with whose it is and about whom, as the centre's book tells neither."""
    if row.portfolio_id is not None:
        return sealed(row.salt, row.words)
    told = {"words": row.words, "complainant": row.complainant_id, "name": row.name, "about": row.about_id}
    return sealed(row.salt, canonical_text(**told))


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give what is stored of a portfolio's appeals."""
    rows = one.rows(CASES, APPEALED)
    return _told(rows, one.rows(DECIDERS, APPEALED), one.rows(STAGES, APPEALED))


def stored_facts(session: Session, provider_id: int | None) -> Facts:
    """Give what is stored of a centre's complaints."""
    complaints = (Case.provider_id == provider_id, Case.portfolio_id.is_(None))
    cases, deciders, stages = (session.execute(each.where(*complaints)).all() for each in (CASES, DECIDERS, STAGES))
    return _told(cases, deciders, stages)


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


def _told(cases: Iterable[Sequence[Any]], deciders: Iterable[Sequence[Any]], stages: Iterable[Sequence[Any]]) -> Facts:
    """Tell cases and their stages, of the rows of `CASES`, of `DECIDERS` and of `STAGES`."""
    people: dict[tuple[int, int], list[str]] = defaultdict(list)
    for case_id, number, account in deciders:
        people[case_id, number].append(account)
    told: Facts = {("case", row[0].public_id): _case(*row) for row in cases}
    for row, case, by in stages:
        told[stage_key(case, row.number)] = _stage(row, people[row.case_id, row.number], by)
    return told


def _stage(row: CaseStage, deciders: list[str], by: str | None) -> dict[str, Any]:
    return {
        "began": row.began.isoformat(),
        "due": row.due.isoformat() if row.due else None,
        "extended": row.extended,
        "paused_from": row.paused_from.isoformat() if row.paused_from else None,
        "told": row.told_on.isoformat() if row.told_on else None,
        "deciders": tuple(deciders),
        "outcome": row.outcome,
        "criteria": tuple(row.criteria),
        "words": sealed(row.salt, row.words) if row.salt else None,
        "same": sealed(row.same_salt, row.same_reason) if row.same_salt else None,
        "by": by,
    }
