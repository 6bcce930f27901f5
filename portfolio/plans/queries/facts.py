"""What is stored of plans, as a portfolio's book must tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import canonical_text, sealed, stamp
from portfolio.learning.models import EnrolledUnit, Enrolment
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
FROZEN = PlanVersion.status != VersionStatus.DRAFT.value
CRITERIA = (
    select(PlanLineCriterion.version_id, PlanLineCriterion.activity_id, EnrolledUnit.public_id, Criterion.uuid)
    .join(EnrolledUnit, EnrolledUnit.id == PlanLineCriterion.enrolled_unit_id)
    .join(Criterion, Criterion.id == PlanLineCriterion.criterion_id)
    .join(PlanVersion, PlanVersion.id == PlanLineCriterion.version_id)
)
LINES = (
    select(PlanLine, PlannedActivity.public_id)
    .join(PlannedActivity, PlannedActivity.id == PlanLine.activity_id)
    .join(PlanVersion, PlanVersion.id == PlanLine.version_id)
    .order_by(PlannedActivity.public_id)
)
VERSIONS = (
    select(PlanVersion, Enrolment.public_id).join(Enrolment, Enrolment.id == PlanVersion.enrolment_id).where(FROZEN)
)
ASSENTS = (
    select(PlanAssent, PlanVersion.public_id, Account.public_id)
    .join(PlanVersion, PlanVersion.id == PlanAssent.version_id)
    .join(Account, Account.id == PlanAssent.account_id)
)
COMMENTS = (
    select(PlanComment, Enrolment.public_id, PlanVersion.number, Account.public_id)
    .join(PlanVersion, PlanVersion.id == PlanComment.version_id)
    .join(Enrolment, Enrolment.id == PlanVersion.enrolment_id)
    .join(Account, Account.id == PlanComment.author_id)
)
FULFILMENTS = select(Fulfilment.activity_id, Fulfilment.evidence).join(
    PlannedActivity, PlannedActivity.id == Fulfilment.activity_id
)
EVER_PUT_FORWARD = select(PlanLine.activity_id).join(PlanVersion, PlanVersion.id == PlanLine.version_id).where(FROZEN)
ACTIVITIES = (
    select(PlannedActivity.id, PlannedActivity.public_id, Enrolment.public_id)
    .join(Enrolment, Enrolment.id == PlannedActivity.enrolment_id)
    .where(PlannedActivity.id.in_(EVER_PUT_FORWARD))
)


def words_of(session: Session, row: PlanVersion) -> str:
    """Write down what the seal of a version stands for: all that it plans, with the criteria."""
    criteria = session.execute(CRITERIA.where(PlanVersion.id == row.id)).all()
    lines = session.execute(LINES.where(PlanVersion.id == row.id)).all()
    return canonical_text(language=row.language, activities=_planned(criteria, lines)[row.id])


def _planned(criteria: Iterable[Sequence[Any]], lines: Iterable[Sequence[Any]]) -> dict[int, list[dict[str, Any]]]:
    """Give what each version plans, of the rows of `CRITERIA` and of `LINES`."""
    shown: dict[tuple[int, int], list[str]] = defaultdict(list)
    for version_id, activity_id, unit, uuid in criteria:
        shown[version_id, activity_id].append(f"{unit}:{uuid}")
    planned: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for line, activity in lines:
        said = {name: getattr(line, name) for name in SAID}
        planned_on, shows = line.planned_on.isoformat(), sorted(shown[line.version_id, line.activity_id])
        planned[line.version_id].append({"activity": activity, "planned_on": planned_on, "criteria": shows, **said})
    return planned


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give what is stored of a portfolio's plans, as its book must tell it; drafts are told by no book."""
    return {**_versions(one), **_assents(one), **_comments(one), **_activities(one)}


def _versions(one: GatheredPortfolio) -> Facts:
    criteria, lines = one.rows(CRITERIA, PlanVersion.portfolio_id), one.rows(LINES, PlanVersion.portfolio_id)
    planned = _planned(criteria, lines)
    rows = one.rows(VERSIONS, PlanVersion.portfolio_id)
    facts: Facts = {
        ("plan_version", row.public_id): {
            "enrolment": enrolment,
            "number": row.number,
            "status": row.status,
            "content": sealed(row.salt, canonical_text(language=row.language, activities=planned[row.id])),
            "activities": tuple(sorted(line["activity"] for line in planned[row.id])),
        }
        for row, enrolment in rows
    }
    for row, enrolment in rows:
        known = facts.setdefault(("plan", enrolment), {"in_force": None})
        known["in_force"] = row.number if row.holds else known["in_force"]
    return facts


def _assents(one: GatheredPortfolio) -> Facts:
    return {
        ("plan_assent", f"{version}:{row.part}"): {
            "by": by,
            "at": stamp(row.at),
            "outcome": row.outcome,
            "words": None if row.salt is None else sealed(row.salt, row.words or ""),
        }
        for row, version, by in one.rows(ASSENTS, PlanVersion.portfolio_id)
    }


def _comments(one: GatheredPortfolio) -> Facts:
    return {
        ("plan_comment", row.public_id): {
            "enrolment": enrolment,
            "number": number,
            "words": sealed(row.salt, row.words),
            "by": by,
            "at": stamp(row.at),
        }
        for row, enrolment, number, by in one.rows(COMMENTS, PlanVersion.portfolio_id)
    }


def _activities(one: GatheredPortfolio) -> Facts:
    """Tell of the activities that were ever put forward which evidence was submitted for each."""
    evidence = defaultdict(list)
    for activity_id, public_id in one.rows(FULFILMENTS, PlannedActivity.portfolio_id):
        evidence[activity_id].append(public_id)
    return {
        ("planned", public_id): {"enrolment": enrolment, "evidence": tuple(sorted(evidence[activity_id]))}
        for activity_id, public_id, enrolment in one.rows(ACTIVITIES, PlannedActivity.portfolio_id)
    }
