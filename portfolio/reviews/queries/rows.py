"""Single reviews, actions and requests, as services and addresses name them, and what of an enrolment they stand on."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.learning.models import EnrolledUnit, Enrolment
from portfolio.links import queries as links
from portfolio.links.rules import AskStatus
from portfolio.plans.models import PlanLine, PlannedActivity, PlanVersion
from portfolio.plans.queries import overdue
from portfolio.reviews.models import (
    ASKED,
    Review,
    ReviewAction,
    ReviewInterval,
    ReviewRequest,
    ReviewSignature,
)
from portfolio.reviews.rules import Figures, Interval, ReviewStatus, Signatory, weeks_between
from standards.foundation import Text
from standards.qualifications.models import Qualification

STANDING = (Review.status != ReviewStatus.DRAFT.value, Review.replaced.is_(False))
"""Signed by an assessor, and not corrected since."""


def review(session: Session, public_id: str) -> Review | None:
    return session.scalar(select(Review).where(Review.public_id == public_id))


def action(session: Session, public_id: str) -> ReviewAction | None:
    return session.scalar(select(ReviewAction).where(ReviewAction.public_id == public_id))


def request(session: Session, public_id: str) -> ReviewRequest | None:
    return session.scalar(select(ReviewRequest).where(ReviewRequest.public_id == public_id))


def by_token(session: Session, token: str, now: datetime) -> ReviewRequest | None:
    """Give the request that a link leads to while it can be answered."""
    return links.by_token(session, ASKED, token, now)


def by_id(session: Session, review_id: int) -> Review:
    return session.get_one(Review, review_id)


def enrolment_of(session: Session, row: Review | ReviewAction) -> Enrolment:
    return session.get_one(Enrolment, row.enrolment_id)


def qualification_title(session: Session, row: Enrolment) -> Text:
    return session.get_one(Qualification, row.qualification_id).title


def drafts(session: Session, enrolment_id: int) -> int:
    """Count the reviews of an enrolment that are planned or being written."""
    wanted = (Review.enrolment_id == enrolment_id, Review.status == ReviewStatus.DRAFT.value)
    return session.scalar(select(func.count()).select_from(Review).where(*wanted)) or 0


def last_standing(session: Session, enrolment_id: int) -> Review | None:
    """Give the last review of an enrolment that was signed and stands."""
    asked = select(Review).where(Review.enrolment_id == enrolment_id, *STANDING)
    return session.scalar(asked.order_by(Review.held_on.desc(), Review.id.desc()).limit(1))


def actions_of(session: Session, row: Review) -> list[ReviewAction]:
    """List the actions of a review by the days by which they are to be done."""
    asked = select(ReviewAction).where(ReviewAction.review_id == row.id)
    return list(session.scalars(asked.order_by(ReviewAction.due_on, ReviewAction.id)))


def signature(session: Session, row: Review, part: Signatory) -> ReviewSignature | None:
    return session.get(ReviewSignature, (row.id, part.value))


def waiting_request(session: Session, row: Review, now: datetime) -> ReviewRequest | None:
    """Give the request that waits for an employer's signature under a review."""
    wanted = (ReviewRequest.review_id == row.id, ReviewRequest.status == AskStatus.ASKED.value)
    return session.scalar(select(ReviewRequest).where(*wanted, ReviewRequest.expires_at > now).limit(1))


def figures(session: Session, enrolment: Enrolment, before: Review | None, today: date) -> Figures:
    """Count how far an enrolment has come, beside the review before."""
    of = EnrolledUnit
    counted = session.execute(
        select(
            func.coalesce(func.sum(of.met), 0),
            func.coalesce(func.sum(of.total), 0),
            func.count().filter(of.complete.is_(True)),
            func.count(),
        ).where(of.enrolment_id == enrolment.id)
    ).one()
    late = session.scalar(
        select(func.count())
        .select_from(PlanLine)
        .join(PlanVersion, PlanVersion.id == PlanLine.version_id)
        .join(PlannedActivity, PlannedActivity.id == PlanLine.activity_id)
        .join(Enrolment, Enrolment.id == PlanVersion.enrolment_id)
        .where(overdue(today), Enrolment.id == enrolment.id)
    )
    met_before = before.met if before is not None else None
    return Figures(counted[0], counted[1], met_before, counted[2], counted[3], late or 0, enrolment.planned_end)


def weeks_at(session: Session, provider_id: int | None, today: date) -> dict[int | None, int]:
    """Give the weeks between two reviews that hold at a provider, by qualification; under none those of all others."""
    table = ReviewInterval
    rows = session.execute(
        select(table.qualification_id, table.weeks, table.since)
        .where(table.provider_id == provider_id)
        .order_by(table.id)
    )
    return dict(weeks_between((Interval(*row) for row in rows), today))
