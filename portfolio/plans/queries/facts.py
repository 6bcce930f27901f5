"""What is stored of plans, as a portfolio's book must tell it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.core.ledger import canonical_text, sealed, stamp
from portfolio.learning.models import EnrolledUnit, Enrolment
from portfolio.learning.queries import portfolio_of_book
from portfolio.people.models import Account
from portfolio.plans.models import (
    Fulfilment,
    PlanAssent,
    PlanComment,
    PlanLine,
    PlanLineCriterion,
    PlannedActivity,
    PlanVersion,
)
from portfolio.plans.rules import VersionStatus
from standards.foundation import Facts
from standards.library.models import Criterion

SAID = ("title", "method", "at_time", "place", "present", "language", "adjustments", "confidentiality")


def words_of(session: Session, row: PlanVersion) -> str:
    """Write down what the seal of a version stands for: all that it plans, with the criteria."""
    return _written(session, [row])[row.id]


def _written(session: Session, rows: list[PlanVersion]) -> dict[int, str]:
    ids = [row.id for row in rows]
    criteria: dict[tuple[int, int], list[str]] = defaultdict(list)
    for version_id, activity_id, unit, uuid in session.execute(
        select(PlanLineCriterion.version_id, PlanLineCriterion.activity_id, EnrolledUnit.public_id, Criterion.uuid)
        .join(EnrolledUnit, EnrolledUnit.id == PlanLineCriterion.enrolled_unit_id)
        .join(Criterion, Criterion.id == PlanLineCriterion.criterion_id)
        .where(PlanLineCriterion.version_id.in_(ids))
    ):
        criteria[version_id, activity_id].append(f"{unit}:{uuid}")
    lines: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for line, activity in session.execute(
        select(PlanLine, PlannedActivity.public_id)
        .join(PlannedActivity, PlannedActivity.id == PlanLine.activity_id)
        .where(PlanLine.version_id.in_(ids))
        .order_by(PlannedActivity.public_id)
    ):
        said = {name: getattr(line, name) for name in SAID}
        planned_on, shows = line.planned_on.isoformat(), sorted(criteria[line.version_id, line.activity_id])
        lines[line.version_id].append({"activity": activity, "planned_on": planned_on, "criteria": shows, **said})
    return {row.id: canonical_text(language=row.language, activities=lines[row.id]) for row in rows}


def stored_facts(session: Session, book_id: int) -> Facts:
    """Give what is stored of a portfolio's plans, as its book must tell it; drafts are told by no book."""
    portfolio_id = portfolio_of_book(session, book_id)
    if portfolio_id is None:
        return {}
    return {
        **_versions(session, portfolio_id),
        **_assents(session, portfolio_id),
        **_comments(session, portfolio_id),
        **_activities(session, portfolio_id),
    }


def _versions(session: Session, portfolio_id: int) -> Facts:
    rows = session.execute(
        select(PlanVersion, Enrolment.public_id)
        .join(Enrolment, Enrolment.id == PlanVersion.enrolment_id)
        .where(PlanVersion.portfolio_id == portfolio_id, PlanVersion.status != VersionStatus.DRAFT.value)
    ).all()
    written = _written(session, [row for row, _enrolment in rows])
    planned = defaultdict(list)
    for version_id, activity in session.execute(
        select(PlanLine.version_id, PlannedActivity.public_id)
        .join(PlannedActivity, PlannedActivity.id == PlanLine.activity_id)
        .where(PlanLine.version_id.in_([row.id for row, _enrolment in rows]))
    ):
        planned[version_id].append(activity)
    facts: Facts = {
        ("plan_version", row.public_id): {
            "enrolment": enrolment,
            "number": row.number,
            "status": row.status,
            "content": sealed(row.salt, written[row.id]),
            "activities": tuple(sorted(planned[row.id])),
        }
        for row, enrolment in rows
    }
    for row, enrolment in rows:
        known = facts.setdefault(("plan", enrolment), {"in_force": None})
        known["in_force"] = row.number if row.holds else known["in_force"]
    return facts


def _assents(session: Session, portfolio_id: int) -> Facts:
    rows = session.execute(
        select(PlanAssent, PlanVersion.public_id, Account.public_id)
        .join(PlanVersion, PlanVersion.id == PlanAssent.version_id)
        .join(Account, Account.id == PlanAssent.account_id)
        .where(PlanVersion.portfolio_id == portfolio_id)
    )
    return {
        ("plan_assent", f"{version}:{row.part}"): {
            "by": by,
            "at": stamp(row.at),
            "outcome": row.outcome,
            "words": None if row.salt is None else sealed(row.salt, row.words or ""),
        }
        for row, version, by in rows
    }


def _comments(session: Session, portfolio_id: int) -> Facts:
    rows = session.execute(
        select(PlanComment, Enrolment.public_id, PlanVersion.number, Account.public_id)
        .join(PlanVersion, PlanVersion.id == PlanComment.version_id)
        .join(Enrolment, Enrolment.id == PlanVersion.enrolment_id)
        .join(Account, Account.id == PlanComment.author_id)
        .where(PlanVersion.portfolio_id == portfolio_id)
    )
    return {
        ("plan_comment", row.public_id): {
            "enrolment": enrolment,
            "number": number,
            "words": sealed(row.salt, row.words),
            "by": by,
            "at": stamp(row.at),
        }
        for row, enrolment, number, by in rows
    }


def _activities(session: Session, portfolio_id: int) -> Facts:
    """Tell of the activities that were ever put forward which evidence was submitted for each."""
    evidence = defaultdict(list)
    for activity_id, public_id in session.execute(
        select(Fulfilment.activity_id, Fulfilment.evidence)
        .join(PlannedActivity, PlannedActivity.id == Fulfilment.activity_id)
        .where(PlannedActivity.portfolio_id == portfolio_id)
    ):
        evidence[activity_id].append(public_id)
    frozen = (
        select(PlanLine.activity_id)
        .join(PlanVersion, PlanVersion.id == PlanLine.version_id)
        .where(PlanVersion.portfolio_id == portfolio_id, PlanVersion.status != VersionStatus.DRAFT.value)
    )
    rows = session.execute(
        select(PlannedActivity.id, PlannedActivity.public_id, Enrolment.public_id)
        .join(Enrolment, Enrolment.id == PlannedActivity.enrolment_id)
        .where(PlannedActivity.id.in_(frozen))
    )
    return {
        ("planned", public_id): {"enrolment": enrolment, "evidence": tuple(sorted(evidence[activity_id]))}
        for activity_id, public_id, enrolment in rows
    }
