"""Reviews whole, as pages, letters and archives show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from portfolio.learning.models import Enrolment, Portfolio
from portfolio.links import queries as links
from portfolio.links.queries import ShownVisit
from portfolio.links.rules import status_at
from portfolio.people.models import Account, Provider
from portfolio.reviews.models import ASKED, Review, ReviewAction, ReviewRequest, ReviewSignature
from portfolio.reviews.queries.rows import figures, last_standing
from portfolio.reviews.rules import ActionState, Figures, ReviewStatus, action_state
from standards.foundation import Text
from standards.qualifications.models import Qualification


@dataclass(frozen=True)
class ShownAction:
    row: ReviewAction
    state: ActionState
    done_by: str | None


@dataclass(frozen=True)
class ShownSignature:
    part: str
    name: str
    job: str
    at: datetime
    words: str
    language: str
    near: bool


@dataclass(frozen=True)
class ShownRequest:
    """An employer who was asked, and what became of it."""

    row: ReviewRequest
    status: str


@dataclass(frozen=True)
class ShownReview:
    """A review with all that it says and that was said of it."""

    row: Review
    author: str
    figures: Figures
    actions: tuple[ShownAction, ...]
    signatures: Mapping[str, ShownSignature]
    """By part."""
    requests: tuple[ShownRequest, ...]
    corrects: str | None
    corrected_by: str | None


@dataclass(frozen=True)
class Context:
    """Whose review it is, for whoever comes by a link."""

    learner: str
    asked_by: str
    centre: Text
    qualification: Text


def of_enrolment(session: Session, enrolment_id: int) -> list[Review]:
    """List the reviews of an enrolment, the last first."""
    asked = select(Review).where(Review.enrolment_id == enrolment_id)
    return list(session.scalars(asked.order_by(Review.held_on.desc(), Review.id.desc())))


def shown(session: Session, row: Review, now: datetime, today: date) -> ShownReview:
    return _whole(session, [row], now, today)[0]


def whole(session: Session, enrolment_id: int, now: datetime, today: date) -> list[ShownReview]:
    """Give every review of an enrolment with all that it says, the last first."""
    return _whole(session, of_enrolment(session, enrolment_id), now, today)


def _whole(session: Session, rows: Sequence[Review], now: datetime, today: date) -> list[ShownReview]:
    ids = [row.id for row in rows]
    actions, signatures = _actions(session, ids, today), _signatures(session, ids)
    requests, (before, after) = _requests(session, ids, now), _corrections(session, rows)
    asked = select(Account.id, Account.name).where(Account.id.in_({row.author_id for row in rows}))
    authors = {row[0]: row[1] for row in session.execute(asked)}
    return [
        ShownReview(
            row,
            authors[row.author_id],
            _figures(session, row, today),
            tuple(actions[row.id]),
            signatures[row.id],
            tuple(requests[row.id]),
            before.get(row.id),
            after.get(row.id),
        )
        for row in rows
    ]


def _figures(session: Session, row: Review, today: date) -> Figures:
    """Give the figures that were frozen with a review; of a draft, of which there is one at most, those of today."""
    if row.corrects_id is not None and row.planned_end is None:
        # A correction keeps the figures of the review that it corrects.
        row = session.get_one(Review, row.corrects_id)
    if row.planned_end is None:
        before = last_standing(session, row.enrolment_id)
        return figures(session, session.get_one(Enrolment, row.enrolment_id), before, today)
    counted = (row.complete or 0, row.units or 0, row.overdue or 0)
    return Figures(row.met or 0, row.total or 0, row.met_before, *counted, row.planned_end)


def _actions(session: Session, ids: Collection[int], today: date) -> dict[int, list[ShownAction]]:
    found: dict[int, list[ShownAction]] = defaultdict(list)
    rows = session.execute(
        select(ReviewAction, Account.name)
        .outerjoin(Account, Account.id == ReviewAction.done_by_id)
        .where(ReviewAction.review_id.in_(ids))
        .order_by(ReviewAction.due_on, ReviewAction.id)
    )
    for one, name in rows:
        found[one.review_id].append(ShownAction(one, action_state(one.due_on, one.done_on, today), name))
    return found


def _signatures(session: Session, ids: Collection[int]) -> dict[int, dict[str, ShownSignature]]:
    found: dict[int, dict[str, ShownSignature]] = defaultdict(dict)
    rows = session.execute(
        select(ReviewSignature, Account.name, ReviewRequest.near)
        .outerjoin(Account, Account.id == ReviewSignature.account_id)
        .outerjoin(ReviewRequest, ReviewRequest.id == ReviewSignature.request_id)
        .where(ReviewSignature.review_id.in_(ids))
    )
    for one, name, near in rows:
        said = ShownSignature(one.part, name or one.name, one.job, one.at, one.words, one.language, bool(near))
        found[one.review_id][one.part] = said
    return found


def _requests(session: Session, ids: Collection[int], now: datetime) -> dict[int, list[ShownRequest]]:
    found: dict[int, list[ShownRequest]] = defaultdict(list)
    asked = select(ReviewRequest).where(ReviewRequest.review_id.in_(ids)).order_by(ReviewRequest.id)
    for one in session.scalars(asked):
        found[one.review_id].append(ShownRequest(one, status_at(one.status, one.expires_at, now).value))
    return found


def _corrections(session: Session, rows: Sequence[Review]) -> tuple[dict[int, str], dict[int, str]]:
    """Give what each review corrects, and by what it was corrected: public ids."""
    ids = [row.id for row in rows]
    later = aliased(Review)
    pairs = session.execute(
        select(later.id, Review.public_id, Review.id, later.public_id, later.status)
        .join(later, later.corrects_id == Review.id)
        .where(Review.id.in_(ids) | later.id.in_(ids))
    ).all()
    signed = {one[2]: one[3] for one in pairs if one[4] != ReviewStatus.DRAFT}
    return {one[0]: one[1] for one in pairs}, signed


def context(session: Session, row: ReviewRequest) -> Context:
    """Give the names around a request, for letters and for the page behind its link."""
    asker = aliased(Account)
    found = session.execute(
        select(Account.name, asker.name, Provider.name, Qualification.title)
        .select_from(ReviewRequest)
        .join(Portfolio, Portfolio.id == ReviewRequest.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .join(asker, asker.id == ReviewRequest.asked_by_id)
        .join(Provider, Provider.id == ReviewRequest.provider_id)
        .join(Enrolment, Enrolment.id == ReviewRequest.enrolment_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(ReviewRequest.id == row.id)
    ).one()
    return Context(*found)


def visits(session: Session, row: ReviewRequest) -> list[ShownVisit]:
    """List where and when a request was opened and answered, the newest first."""
    return links.visits(session, ASKED, row.id)


def shown_request(row: ReviewRequest, now: datetime) -> ShownRequest:
    return ShownRequest(row, status_at(row.status, row.expires_at, now).value)
