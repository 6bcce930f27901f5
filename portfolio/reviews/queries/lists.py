"""What reviews mean for the lists of others: what waits for whom, what is to be done, and whose review is due."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from portfolio.learning.models import Enrolment, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.learning.rules import RUNNING, EnrolmentStatus
from portfolio.people.models import Account
from portfolio.reviews.models import Review, ReviewAction
from portfolio.reviews.policy import POLICY, REVIEW_AGREE, REVIEW_WRITE, REVIEWS_DUE
from portfolio.reviews.queries.rows import STANDING, weeks_at
from portfolio.reviews.rules import ActionState, ReviewStatus, Signatory, action_state, next_due
from standards.foundation import Actor, Text
from standards.paging import PAGE_SIZE, Paged, page_of, skipped
from standards.qualifications.models import Qualification

AT_MOST = 10
"""Rows on a start page; the reviews themselves show all."""


@dataclass(frozen=True)
class WaitingReview:
    """A review that waits for its learner's signature, or is planned."""

    review: str
    held_on: date
    qualification: Text
    planned: bool


@dataclass(frozen=True)
class OpenAction:
    """What is still to be done after a review."""

    action: str
    review: str
    what: str
    language: str
    who: str
    due_on: date
    state: ActionState


@dataclass(frozen=True)
class Due:
    """How an enrolment stands by its reviews."""

    enrolment: str
    learner: str
    qualification: Text
    last: date | None
    due_on: date
    planned: date | None
    """For when the next is planned, if it is."""
    waiting: int
    """Reviews that the learner has not signed."""
    open_actions: int
    overdue_actions: int
    is_due: bool


@dataclass(frozen=True)
class Counts:
    """What an assessor has to see to: learners whose review is due, and overdue actions."""

    due: int
    overdue: int


def own_reviews(session: Session, actor: Actor, today: date) -> list[WaitingReview]:
    """List the reviews that a learner is asked to sign, and those planned with them, by their days."""
    planned = and_(Review.status == ReviewStatus.DRAFT.value, Review.held_on >= today)
    asked = (
        select(Review.public_id, Review.held_on, Qualification.title, planned)
        .join(Enrolment, Enrolment.id == Review.enrolment_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(
            Review.portfolio_id.in_(portfolios_of(actor, POLICY[REVIEW_AGREE])),
            Enrolment.status.in_(RUNNING),
            Review.replaced.is_(False),
            or_(planned, Review.status == ReviewStatus.SIGNED.value),
        )
        .order_by(Review.held_on, Review.id)
        .limit(AT_MOST)
    )
    return [WaitingReview(*row) for row in session.execute(asked)]


def _to_do() -> ColumnElement[bool]:
    """Give the condition of what is to be done, for a statement about actions, their reviews and enrolments."""
    return and_(
        Review.id == ReviewAction.review_id,
        Enrolment.id == ReviewAction.enrolment_id,
        ReviewAction.done_on.is_(None),
        Enrolment.status.in_(RUNNING),
        *STANDING,
    )


def overdue(today: Any) -> ColumnElement[bool]:
    """Give the condition of overdue actions, for a statement about actions, their reviews and enrolments."""
    return and_(_to_do(), ReviewAction.due_on < today)


def own_actions(session: Session, actor: Actor, today: date) -> list[OpenAction]:
    """List what a learner is to do after their reviews: what is overdue stands first, as its day is the earliest."""
    own = ReviewAction.portfolio_id.in_(portfolios_of(actor, POLICY[REVIEW_AGREE]))
    asked = _actions().where(own, ReviewAction.who == Signatory.LEARNER.value)
    return [OpenAction(*row, action_state(row[5], None, today)) for row in session.execute(asked.limit(AT_MOST))]


def actions_in(session: Session, enrolment_id: int, today: date) -> list[OpenAction]:
    """List what anybody is to do after the reviews of an enrolment."""
    asked = _actions().where(ReviewAction.enrolment_id == enrolment_id)
    return [OpenAction(*row, action_state(row[5], None, today)) for row in session.execute(asked)]


def _actions() -> Select[str, str, str, str, str, date]:
    return (
        select(
            ReviewAction.public_id,
            Review.public_id,
            ReviewAction.what,
            Review.language,
            ReviewAction.who,
            ReviewAction.due_on,
        )
        .where(_to_do())
        .order_by(ReviewAction.due_on, ReviewAction.id)
    )


def overdue_in(session: Session, enrolment_ids: Collection[int], today: date) -> dict[int, int]:
    """Count the overdue actions of each of these enrolments."""
    rows = session.execute(
        select(Enrolment.id, func.count(ReviewAction.id))
        .where(overdue(today), Enrolment.id.in_(enrolment_ids))
        .group_by(Enrolment.id)
    )
    return {row[0]: row[1] for row in rows}


def counts(session: Session, actor: Actor, today: date) -> Counts:
    """Count what an assessor has to see to after reviews, in the portfolios assigned to them."""
    reached = portfolios_of(actor, POLICY[REVIEW_WRITE])
    late = select(func.count(ReviewAction.id)).where(overdue(today), ReviewAction.portfolio_id.in_(reached))
    due_now = _number_due(session, actor, reached, today)
    return Counts(*session.execute(select(due_now.scalar_subquery(), late.scalar_subquery())).one())


def number_due(session: Session, actor: Actor, today: date) -> int:
    """Count the enrolments whose review is due, of those that somebody may see."""
    return session.scalar(_number_due(session, actor, portfolios_of(actor, POLICY[REVIEWS_DUE]), today)) or 0


def _number_due(session: Session, actor: Actor, reached: Select[int], today: date) -> Select[int]:
    weeks = weeks_at(session, actor.provider_id, today)
    return select(func.count()).select_from(Enrolment).where(*_reviewed(actor, reached), _due(weeks, today))


def _reviewed(actor: Actor, reached: Select[int]) -> tuple[ColumnElement[bool], ...]:
    return (
        Enrolment.provider_id == actor.provider_id,
        Enrolment.portfolio_id.in_(reached),
        Enrolment.status == EnrolmentStatus.ACTIVE.value,
    )


def _last() -> Any:
    """Ask when the last review of an enrolment was held that stands."""
    of_enrolment = select(func.max(Review.held_on)).where(Review.enrolment_id == Enrolment.id, *STANDING)
    return of_enrolment.correlate(Enrolment).scalar_subquery()


def _due(weeks: Mapping[int | None, int], today: date) -> ColumnElement[bool]:
    """Give the condition that so many weeks of its qualification have passed since the last review, or the start."""
    since, own = func.coalesce(_last(), Enrolment.start), [one for one in weeks if one is not None]
    by_qualification = [
        and_(Enrolment.qualification_id == one, since <= today - timedelta(weeks=weeks[one])) for one in own
    ]
    others = and_(Enrolment.qualification_id.not_in(own), since <= today - timedelta(weeks=weeks[None]))
    return or_(others, *by_qualification)


def due(session: Session, actor: Actor, number: int, today: date, *, only: bool) -> Paged[Due]:
    """Give one page of the active enrolments that somebody may see, longest without a review first; `only`: the due."""
    weeks = weeks_at(session, actor.provider_id, today)
    wanted = _reviewed(actor, portfolios_of(actor, POLICY[REVIEWS_DUE]))
    if only:
        wanted = (*wanted, _due(weeks, today))
    total = session.scalar(select(func.count()).select_from(Enrolment).where(*wanted)) or 0
    page = page_of(number, total)
    rows = session.execute(
        select(Enrolment, Account.name, Qualification.title, _last(), _planned(), _unsigned(), *_of_actions(today))
        .join(Portfolio, Portfolio.id == Enrolment.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(*wanted)
        .order_by(func.coalesce(_last(), Enrolment.start), Enrolment.id)
        .limit(PAGE_SIZE)
        .offset(skipped(page))
    )
    return Paged(tuple(_shown(weeks, today, *row) for row in rows), total, page)


def _shown(weeks: Mapping[int | None, int], today: date, enrolment: Enrolment, *row: Any) -> Due:
    learner, title, last, planned_on, waiting, open_actions, overdue_actions = row
    due_on = next_due(last, enrolment.start, weeks.get(enrolment.qualification_id, weeks[None]))
    counted = (waiting, open_actions, overdue_actions)
    return Due(enrolment.public_id, learner, title, last, due_on, planned_on, *counted, due_on <= today)


def _planned() -> Any:
    draft = (Review.enrolment_id == Enrolment.id, Review.status == ReviewStatus.DRAFT.value)
    return select(func.min(Review.held_on)).where(*draft).correlate(Enrolment).scalar_subquery()


def _unsigned() -> Any:
    waits = (Review.status == ReviewStatus.SIGNED.value, Review.replaced.is_(False))
    asked = select(func.count()).select_from(Review).where(Review.enrolment_id == Enrolment.id, *waits)
    return asked.correlate(Enrolment).scalar_subquery()


def _of_actions(today: date) -> tuple[Any, Any]:
    def number(*more: ColumnElement[bool]) -> Any:
        of = (ReviewAction.enrolment_id == Enrolment.id, Review.id == ReviewAction.review_id, *STANDING)
        asked = select(func.count(ReviewAction.id)).select_from(ReviewAction).join(Review, of[1])
        return asked.where(*of, ReviewAction.done_on.is_(None), *more).correlate(Enrolment).scalar_subquery()

    return number(), number(ReviewAction.due_on < today)
