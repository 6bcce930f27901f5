"""Questions about professional discussions: a portfolio's, one with its criteria, and those still to be held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from assessments.discussing.models import Discussion, DiscussionCriterion
from assessments.discussing.policy import DISCUSSION_READ, POLICY
from assessments.discussing.rules import DiscussionStatus
from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import sealed, stamp
from portfolio.evidence.models import Evidence
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.people.models import Account
from standards.foundation import Actor, Facts, Grants, Relation, Role, Text
from standards.library.models import Criterion, Standard
from standards.paging import PAGE_SIZE, Paged, page_of, skipped
from standards.qualifications.models import Qualification

OWN: Grants = {Role.LEARNER: frozenset({Relation.OWN})}


@dataclass(frozen=True)
class Shown:
    """A discussion with the names around it."""

    row: Discussion
    assessor: str
    learner: str
    portfolio: str
    evidence: str | None


@dataclass(frozen=True)
class Given:
    """A criterion that was given beforehand."""

    key: str
    """Names the chosen unit and the criterion, as forms do."""
    place: tuple[int, int]
    urn: str
    code: str
    text: Text
    decision_words: Mapping[str, Any]
    """What the awarding body of its unit calls decisions, as they are stored."""


def discussion(session: Session, public_id: str) -> Discussion | None:
    return session.scalar(select(Discussion).where(Discussion.public_id == public_id))


def of_evidence(session: Session, evidence_id: int) -> Discussion | None:
    """Give the discussion that a piece of evidence is the record of."""
    return session.scalar(select(Discussion).where(Discussion.evidence_id == evidence_id))


def portfolio_of(session: Session, row: Discussion) -> Portfolio:
    return session.get_one(Portfolio, row.portfolio_id)


def name_of(session: Session, account_id: int | None) -> str:
    return session.get_one(Account, account_id).name


def shown(session: Session, row: Discussion) -> Shown:
    return _shown(session, Discussion.id == row.id)[0]


def listed(session: Session, actor: Actor, portfolio_id: int, number: int) -> Paged[Shown]:
    """List the discussions of a portfolio that somebody may read, the newest first."""
    seen = Discussion.portfolio_id.in_(portfolios_of(actor, POLICY[DISCUSSION_READ]))
    wanted = (Discussion.portfolio_id == portfolio_id) & seen
    total = session.scalar(select(func.count()).select_from(Discussion).where(wanted)) or 0
    page = page_of(number, total)
    return Paged(tuple(_shown(session, wanted, skipped(page))), total, page)


def ahead(session: Session, actor: Actor) -> list[Shown]:
    """List the discussions that a learner has to prepare for."""
    own = Discussion.portfolio_id.in_(portfolios_of(actor, OWN))
    return _shown(session, own & (Discussion.status == DiscussionStatus.GIVEN.value))


def _shown(session: Session, wanted: ColumnElement[bool], skip: int = 0) -> list[Shown]:
    learner = aliased(Account)
    rows = session.execute(
        select(Discussion, Account.name, learner.name, Portfolio.public_id, Evidence.public_id)
        .join(Account, Account.id == Discussion.assessor_id)
        .join(Portfolio, Portfolio.id == Discussion.portfolio_id)
        .join(learner, learner.id == Portfolio.account_id)
        .outerjoin(Evidence, Evidence.id == Discussion.evidence_id)
        .where(wanted)
        .order_by(Discussion.id.desc())
        .limit(PAGE_SIZE)
        .offset(skip)
    )
    return [Shown(*row) for row in rows]


def given(session: Session, row: Discussion) -> list[Given]:
    """List the criteria that were given, in the order of their standards."""
    unit = (EnrolledUnit.public_id, EnrolledUnit.id)
    rows = session.execute(
        select(*unit, Criterion.id, Standard.urn, Criterion.code, Criterion.text, Qualification.decision_words)
        .select_from(DiscussionCriterion)
        .join(EnrolledUnit, EnrolledUnit.id == DiscussionCriterion.enrolled_unit_id)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .join(Criterion, Criterion.id == DiscussionCriterion.criterion_id)
        .join(Standard, Standard.id == Criterion.standard_id)
        .where(DiscussionCriterion.discussion_id == row.id)
        .order_by(Standard.urn, Criterion.position)
    )
    return [
        Given(f"{public_id}:{code}", (unit_id, one), urn, code, text, words)
        for public_id, unit_id, one, urn, code, text, words in rows
    ]


CRITERIA = (
    select(DiscussionCriterion.discussion_id, Criterion.uuid)
    .join(Criterion, Criterion.id == DiscussionCriterion.criterion_id)
    .join(Discussion, Discussion.id == DiscussionCriterion.discussion_id)
)
DISCUSSIONS = (
    select(Discussion, Evidence.public_id, Account.public_id)
    .join(Account, Account.id == Discussion.assessor_id)
    .outerjoin(Evidence, Evidence.id == Discussion.evidence_id)
)


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give what is stored of a portfolio's discussions, as its book must tell it."""
    criteria: dict[int, list[str]] = defaultdict(list)
    for discussion_id, uuid in one.rows(CRITERIA, Discussion.portfolio_id):
        criteria[discussion_id].append(str(uuid))
    return {
        ("discussion", row.public_id): {
            "status": row.status,
            "words": sealed(row.salt, row.purpose),
            "method": row.method,
            "planned_on": row.planned_on.isoformat() if row.planned_on else None,
            "criteria": tuple(sorted(criteria[row.id])),
            "by": assessor,
            "at": stamp(row.given_at),
            "evidence": evidence,
        }
        for row, evidence, assessor in one.rows(DISCUSSIONS, Discussion.portfolio_id)
    }
