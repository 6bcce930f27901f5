"""What somebody, or those whom they assess, has to do by when; and whose a calendar's link is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from assessments.notices.models import CalendarLink
from assessments.quality.models import Sample, SampleAction
from assessments.quality.policy import POLICY as QUALITY
from assessments.quality.policy import SAMPLE_READ
from portfolio.learning.models import Enrolment, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.learning.rules import RUNNING, EnrolmentStatus
from portfolio.people.models import Account, Membership
from portfolio.people.queries import Person, person, token_hash
from portfolio.plans.models import PlanLine, PlannedActivity, PlanVersion
from portfolio.reviews.models import Review, ReviewAction
from portfolio.reviews.policy import POLICY as REVIEWS
from portfolio.reviews.policy import REVIEW_ACT
from portfolio.reviews.queries.rows import STANDING, weeks_at
from portfolio.reviews.rules import ReviewStatus, next_due
from standards.foundation import Role

MOST = 500
"""Of each kind: a calendar is looked at, not searched."""


class DueKind(StrEnum):
    ACTIVITY = "activity"
    REVIEW_DUE = "review_due"
    REVIEW_PLANNED = "review_planned"
    PLANNED_END = "planned_end"
    ACTION = "action"
    QUALIFY_BY = "qualify_by"
    SAMPLE_ACTION = "sample_action"


@dataclass(frozen=True)
class Due:
    """Something to be done by a day."""

    kind: DueKind
    uid: str
    """Stays the same while its day moves."""
    on: date
    target: str = ""
    """The public id of what it leads to."""
    learner: str | None = None
    """Of whom it is, where that is another person."""


def link_of(session: Session, account_id: int) -> CalendarLink | None:
    return session.get(CalendarLink, account_id)


def owner_of_link(session: Session, token: str, today: date) -> Person | None:
    """Give whose calendar a link shows; none where it is unknown or revoked, or its owner's account is disabled."""
    account_id = session.scalar(select(CalendarLink.account_id).where(CalendarLink.token_hash == token_hash(token)))
    return None if account_id is None else person(session, account_id, today)


def due_dates(session: Session, reader: Person, today: date) -> list[Due]:
    """List what somebody has to do, and what those whom they assess have to do, by the days."""
    found = [
        *_activities(session, reader),
        *_reviews(session, reader, today),
        *_planned_ends(session, reader),
        *_actions(session, reader),
        *_qualify_by(session, reader, today),
        *_sample_actions(session, reader),
    ]
    return sorted(found, key=lambda one: (one.on, one.kind, one.uid))


def _of_reader(reader: Person) -> Select[int]:
    """Ask for the portfolios whose days are in a calendar: one's own, and those that one assesses."""
    return portfolios_of(reader, REVIEWS[REVIEW_ACT])


def _whose(reader: Person, account_id: int, name: str) -> str | None:
    return None if account_id == reader.account_id else name


def _activities(session: Session, reader: Person) -> Iterator[Due]:
    rows = session.execute(
        select(PlannedActivity.public_id, PlanLine.planned_on, Portfolio.account_id, Account.name)
        .join(PlanLine, PlanLine.activity_id == PlannedActivity.id)
        .join(PlanVersion, PlanVersion.id == PlanLine.version_id)
        .join(Enrolment, Enrolment.id == PlanVersion.enrolment_id)
        .join(Portfolio, Portfolio.id == PlanVersion.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(
            PlanVersion.holds.is_(True),
            PlannedActivity.fulfilled == 0,
            Enrolment.status.in_(RUNNING),
            PlanVersion.portfolio_id.in_(_of_reader(reader)),
        )
        .order_by(PlanLine.planned_on.desc(), PlannedActivity.id)
        .limit(MOST)
    )
    for activity, on, account_id, name in rows:
        yield Due(DueKind.ACTIVITY, f"activity-{activity}", on, activity, _whose(reader, account_id, name))


def _reviews(session: Session, reader: Person, today: date) -> Iterator[Due]:
    """Give for every active enrolment when its next review is planned or, where none is, by when it is due."""

    def day(of: Any, *wanted: Any) -> Any:
        return select(of).where(Review.enrolment_id == Enrolment.id, *wanted).correlate(Enrolment).scalar_subquery()

    last = day(func.max(Review.held_on), *STANDING)
    planned = day(func.min(Review.held_on), Review.status == ReviewStatus.DRAFT.value, Review.held_on >= today)
    rows = session.execute(
        select(Enrolment, last, planned, Portfolio.account_id, Account.name)
        .join(Portfolio, Portfolio.id == Enrolment.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(Enrolment.status == EnrolmentStatus.ACTIVE.value, Enrolment.portfolio_id.in_(_of_reader(reader)))
        .order_by(Enrolment.id.desc())
        .limit(MOST)
    )
    weeks: dict[int, dict[int | None, int]] = {}
    for enrolment, held_on, planned_on, account_id, name in rows:
        if enrolment.provider_id not in weeks:
            weeks[enrolment.provider_id] = weeks_at(session, enrolment.provider_id, today)
        by = weeks[enrolment.provider_id]
        due_on = next_due(held_on, enrolment.start, by.get(enrolment.qualification_id, by[None]))
        kind = DueKind.REVIEW_DUE if planned_on is None else DueKind.REVIEW_PLANNED
        whose = _whose(reader, account_id, name)
        yield Due(kind, f"review-{enrolment.public_id}", planned_on or due_on, enrolment.public_id, whose)


def _planned_ends(session: Session, reader: Person) -> Iterator[Due]:
    rows = session.execute(
        select(Enrolment.public_id, Enrolment.planned_end, Portfolio.account_id, Account.name)
        .join(Portfolio, Portfolio.id == Enrolment.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(Enrolment.status.in_(RUNNING), Enrolment.portfolio_id.in_(_of_reader(reader)))
        .order_by(Enrolment.id.desc())
        .limit(MOST)
    )
    for enrolment, on, account_id, name in rows:
        yield Due(DueKind.PLANNED_END, f"end-{enrolment}", on, enrolment, _whose(reader, account_id, name))


def _actions(session: Session, reader: Person) -> Iterator[Due]:
    rows = session.execute(
        select(ReviewAction.public_id, ReviewAction.due_on, Review.public_id, Portfolio.account_id, Account.name)
        .join(Review, Review.id == ReviewAction.review_id)
        .join(Enrolment, Enrolment.id == ReviewAction.enrolment_id)
        .join(Portfolio, Portfolio.id == ReviewAction.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(
            ReviewAction.done_on.is_(None),
            Enrolment.status.in_(RUNNING),
            *STANDING,
            ReviewAction.portfolio_id.in_(_of_reader(reader)),
        )
        .order_by(ReviewAction.due_on.desc(), ReviewAction.id)
        .limit(MOST)
    )
    for action, on, review, account_id, name in rows:
        yield Due(DueKind.ACTION, f"action-{action}", on, review, _whose(reader, account_id, name))


def _qualify_by(session: Session, reader: Person, today: date) -> Iterator[Due]:
    own = (Membership.account_id == reader.account_id, Membership.role == Role.ASSESSOR.value)
    rows = session.execute(
        select(Membership.public_id, Membership.qualify_by).where(
            *own,
            Membership.qualified.is_(False),
            Membership.starts <= today,
            or_(Membership.ends.is_(None), Membership.ends >= today),
        )
    )
    for membership, on in rows:
        if on is not None:
            yield Due(DueKind.QUALIFY_BY, f"qualify-{membership}", on)


def _sample_actions(session: Session, reader: Person) -> Iterator[Due]:
    """Give what reports ask for: to whoever wrote them, and to whose decisions they are about."""
    rows = session.execute(
        select(Sample.public_id, SampleAction.number, SampleAction.due, Portfolio.account_id, Account.name)
        .join(Sample, Sample.id == SampleAction.sample_id)
        .join(Portfolio, Portfolio.id == Sample.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(
            SampleAction.done_on.is_(None),
            Sample.closed_at.is_(None),
            or_(Sample.sampler_id == reader.account_id, Sample.assessor_id == reader.account_id),
            Sample.portfolio_id.in_(portfolios_of(reader, QUALITY[SAMPLE_READ])),
        )
        .order_by(SampleAction.due.desc(), Sample.id, SampleAction.number)
        .limit(MOST)
    )
    for sample, number, on, account_id, name in rows:
        yield Due(DueKind.SAMPLE_ACTION, f"sample-{sample}-{number}", on, sample, _whose(reader, account_id, name))
