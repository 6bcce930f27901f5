"""What is stored of reviews, as a portfolio's book must tell it, and of their intervals, as a provider's must."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import canonical_text, sealed, stamp
from portfolio.learning.models import Enrolment
from portfolio.links.queries import words_of as words_of_request
from portfolio.people.models import Account
from portfolio.reviews.events import EVERYWHERE
from portfolio.reviews.models import Review, ReviewAction, ReviewInterval, ReviewRequest, ReviewSignature
from portfolio.reviews.rules import ReviewStatus
from standards.foundation import Facts
from standards.qualifications.models import Qualification

SAID = (
    "how",
    "place",
    "present",
    "language",
    "progress",
    "well",
    "ahead",
    "support",
    "welsh",
    "off_job",
    "correction",
    "met_before",
)
DAYS = ("held_on", "period_from", "period_until")
BEFORE = aliased(Review)
ACTIONS = select(ReviewAction)
REVIEWS = (
    select(Review, Enrolment.public_id, BEFORE.public_id)
    .join(Enrolment, Enrolment.id == Review.enrolment_id)
    .outerjoin(BEFORE, BEFORE.id == Review.corrects_id)
    .where(Review.status != ReviewStatus.DRAFT.value)
)
SIGNED_ACTIONS = (
    select(ReviewAction, Review.public_id, Account.public_id)
    .join(Review, Review.id == ReviewAction.review_id)
    .outerjoin(Account, Account.id == ReviewAction.done_by_id)
    .where(Review.status != ReviewStatus.DRAFT.value)
)
SIGNATURES = (
    select(ReviewSignature, Review.public_id, Account.public_id, ReviewRequest.public_id)
    .join(Review, Review.id == ReviewSignature.review_id)
    .outerjoin(Account, Account.id == ReviewSignature.account_id)
    .outerjoin(ReviewRequest, ReviewRequest.id == ReviewSignature.request_id)
)
REQUESTS = select(ReviewRequest, Review.public_id).join(Review, Review.id == ReviewRequest.review_id)


def words_of(row: Review, actions: Sequence[ReviewAction]) -> str:
    """Write down what the seal of a review stands for: all that it says, with its actions."""
    said = {name: getattr(row, name) for name in SAID}
    days = {name: getattr(row, name).isoformat() for name in DAYS}
    told = [
        {"action": one.public_id, "what": one.what, "who": one.who, "due_on": one.due_on.isoformat()}
        for one in sorted(actions, key=lambda one: one.public_id)
    ]
    return canonical_text(actions=told, **said, **days)


def words_of_signature(row: ReviewSignature) -> str:
    """Write down what the seal of a signature stands for."""
    return canonical_text(name=row.name, job=row.job, words=row.words, language=row.language)


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give what is stored of a portfolio's reviews, as its book must tell it; drafts are told by none."""
    actions: dict[int, list[ReviewAction]] = defaultdict(list)
    for (row,) in one.rows(ACTIONS, ReviewAction.portfolio_id):
        actions[row.review_id].append(row)
    return {**_reviews(one, actions), **_actions(one), **_signatures(one), **_requests(one)}


def _reviews(one: GatheredPortfolio, actions: dict[int, list[ReviewAction]]) -> Facts:
    return {
        ("review", row.public_id): {
            "enrolment": enrolment,
            "content": sealed(row.salt, words_of(row, actions[row.id])),
            "status": row.status,
            "corrects": corrects,
            "replaced": row.replaced,
            "figures": figures_told(row),
        }
        for row, enrolment, corrects in one.rows(REVIEWS, Review.portfolio_id)
    }


def figures_told(row: Review) -> tuple[Any, ...]:
    """Give the figures of a signed review as its entry holds them."""
    end = row.planned_end.isoformat() if row.planned_end else ""
    return (row.met, row.total, row.complete, row.units, row.overdue, end)


def _actions(one: GatheredPortfolio) -> Facts:
    return {
        ("review_action", row.public_id): {
            "review": review,
            "done": row.done_on.isoformat() if row.done_on else None,
            "by": by,
        }
        for row, review, by in one.rows(SIGNED_ACTIONS, ReviewAction.portfolio_id)
    }


def _signatures(one: GatheredPortfolio) -> Facts:
    return {
        ("review_signature", f"{review}:{row.part}"): {
            "by": account or request,
            "at": stamp(row.at),
            "words": sealed(row.salt, words_of_signature(row)),
        }
        for row, review, account, request in one.rows(SIGNATURES, Review.portfolio_id)
    }


def _requests(one: GatheredPortfolio) -> Facts:
    return {
        ("review_request", row.public_id): {
            "review": review,
            "status": row.status,
            "asked": sealed(row.salt, words_of_request(row)),
            "expires": stamp(row.expires_at),
            "near": row.near,
            "reason": sealed(row.reason_salt, row.reason) if row.reason_salt and row.reason is not None else None,
        }
        for row, review in one.rows(REQUESTS, ReviewRequest.portfolio_id)
    }


def stored_facts(session: Session, provider_id: int | None) -> Facts:
    """Give what is stored of a provider's intervals: of each the last that was set."""
    rows = session.execute(
        select(ReviewInterval, Qualification.public_id)
        .outerjoin(Qualification, Qualification.id == ReviewInterval.qualification_id)
        .where(ReviewInterval.provider_id == provider_id)
        .order_by(ReviewInterval.id)
    )
    return {
        ("review_interval", qualification or EVERYWHERE): {"weeks": row.weeks, "since": row.since.isoformat()}
        for row, qualification in rows
    }
