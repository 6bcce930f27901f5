"""Changes around professional discussions: giving the criteria, calling off, and putting what was held on record."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert

from assessments.discussing import queries
from assessments.discussing.events import DiscussionCalledOff, DiscussionGiven, DiscussionRecorded
from assessments.discussing.models import Discussion, DiscussionCriterion
from assessments.discussing.rules import (
    DiscussionStatus,
    Held,
    Method,
    check_given,
    check_held,
    check_own,
    check_waits,
    judgements,
)
from assessments.judging import services as judging
from assessments.judging.queries import claims_by_key, units_assigned
from assessments.judging.rules import check_not_own
from assessments.judging.services import NewJudgement
from portfolio.core.ledger import new_salt, sealed
from portfolio.core.work import LONDON
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Evidence
from portfolio.evidence.queries import criterion_uuids
from portfolio.evidence.services import Content, KeptFile, Wish
from portfolio.learning.models import Portfolio
from portfolio.learning.rules import Part
from standards.foundation import Refused, Work


@dataclass(frozen=True)
class Giving:
    """What a learner is told beforehand."""

    purpose: str
    language: str
    method: Method
    planned_on: date | None = None


@dataclass(frozen=True)
class Recorded:
    """The record of a discussion: what it says, its files, the feedback on the whole."""

    content: Content
    held: Held
    files: tuple[KeptFile, ...] = ()
    feedback: str = ""


def give(work: Work, portfolio: Portfolio, giving: Giving, wishes: Collection[Wish]) -> Discussion:
    """Give a learner the criteria of a discussion. Raises Refused."""
    check_not_own(work.actor.account_id, portfolio.account_id)
    check_given(giving.purpose, wishes, giving.planned_on, work.today)
    units = evidence_services.chosen_units(work, portfolio.id, {wish.place for wish in wishes})
    assigned = units_assigned(work, work.actor, portfolio.id, Part.ASSESSOR)
    if assigned is not None and set(units) - assigned:
        raise Refused("unit-not-assigned")
    row = Discussion(
        provider_id=portfolio.provider_id,
        portfolio_id=portfolio.id,
        assessor_id=work.actor.account_id,
        status=DiscussionStatus.GIVEN.value,
        purpose=giving.purpose.strip(),
        language=giving.language,
        salt=new_salt(),
        method=giving.method.value,
        planned_on=giving.planned_on,
        given_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    _list_criteria(work, row, wishes)
    uuids = criterion_uuids(work.session, {one.criterion_id for one in wishes})
    act = DiscussionGiven(
        discussion=row.public_id,
        words=sealed(row.salt, row.purpose),
        method=row.method,
        planned_on=row.planned_on.isoformat() if row.planned_on else None,
        criteria=tuple(sorted(uuids[one.criterion_id] for one in wishes)),
    )
    work.record(portfolio.book_id, act)
    return row


def _list_criteria(work: Work, row: Discussion, wishes: Collection[Wish]) -> None:
    rows = [
        {
            "discussion_id": row.id,
            "enrolled_unit_id": one.enrolled_unit_id,
            "criterion_id": one.criterion_id,
            "provider_id": row.provider_id,
        }
        for one in wishes
    ]
    work.session.execute(insert(DiscussionCriterion), rows)


def call_off(work: Work, row: Discussion) -> None:
    """Tell the learner that it is not held. Raises Refused."""
    check_waits(row.status)
    check_own(work.actor.account_id, row.assessor_id)
    row.status, row.closed_at = DiscussionStatus.CALLED_OFF.value, work.now
    work.session.flush()
    work.record(queries.portfolio_of(work.session, row).book_id, DiscussionCalledOff(row.public_id))


def record(work: Work, row: Discussion, recorded: Recorded) -> Evidence:
    """Put a discussion that was held on record, with its decisions. Raises Refused."""
    check_waits(row.status)
    check_own(work.actor.account_id, row.assessor_id)
    held, given = recorded.held, {one.key: one for one in queries.given(work.session, row)}
    check_held(held, row.given_at.astimezone(LONDON).date(), given, work.today)
    portfolio = queries.portfolio_of(work.session, row)
    wishes = [Wish(*given[key].place, one.where.strip()) for key, one in held.covered.items()]
    evidence = evidence_services.start(work, portfolio, recorded.content, recorded.files, wishes)
    evidence.record = row.public_id
    evidence_services.submit(work, portfolio, evidence)
    row.status, row.closed_at = DiscussionStatus.RECORDED.value, work.now
    row.evidence_id = evidence.id
    work.session.flush()
    work.record(portfolio.book_id, DiscussionRecorded(row.public_id, evidence.public_id))
    claims = claims_by_key(work.session, evidence.id)
    decided = {claims[key]: one for key, one in judgements(held.covered).items()}
    content = recorded.content
    new = NewJudgement(evidence.version, held.rules, content.language, recorded.feedback, decided)
    judging.judge(work, portfolio, evidence, new)
    return evidence
