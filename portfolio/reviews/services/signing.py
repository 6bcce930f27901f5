"""The learner's signature under a review, and what was done of its actions."""

from __future__ import annotations

from datetime import date

from portfolio.core.ledger import new_salt, sealed
from portfolio.learning.queries import portfolio_by_id
from portfolio.reviews import queries
from portfolio.reviews.events import ReviewActionDone, ReviewAgreed
from portfolio.reviews.models import Review, ReviewAction, ReviewSignature
from portfolio.reviews.rules import (
    ReviewStatus,
    Signatory,
    action_state,
    check_agreeing,
    check_doing,
    check_standing,
)
from standards.foundation import Refused, Work


def put_signature(
    work: Work, review: Review, part: Signatory, words: str, language: str, **as_whom: str | int | None
) -> str:
    """Keep a signature under a review, `as_whom`: by an account, or by an employer's request, name and job.

    Gives its seal.
    """
    row = ReviewSignature(
        review_id=review.id,
        part=part.value,
        provider_id=review.provider_id,
        at=work.now,
        words=words.strip(),
        language=language,
        salt=new_salt(),
        **as_whom,
    )
    work.session.add(row)
    work.session.flush()
    return sealed(row.salt, queries.words_of_signature(row))


def agree(work: Work, review: Review, words: str, language: str) -> None:
    """Sign a review as the learner whose it is, with what they have to say. Raises Refused."""
    portfolio = portfolio_by_id(work.session, review.portfolio_id)
    if portfolio.account_id != work.actor.account_id:
        raise Refused("review-agree-own")
    check_agreeing(ReviewStatus(review.status), replaced=review.replaced)
    review.status = ReviewStatus.AGREED.value
    seal = put_signature(work, review, Signatory.LEARNER, words, language, account_id=work.actor.account_id)
    work.record(portfolio.book_id, ReviewAgreed(review.public_id, seal))


def do(work: Work, action: ReviewAction, done_on: date) -> None:
    """Say that an action is done: the learner of their own, the assessor of anybody's. Raises Refused."""
    review = queries.by_id(work.session, action.review_id)
    portfolio = portfolio_by_id(work.session, review.portfolio_id)
    if portfolio.account_id == work.actor.account_id and action.who != Signatory.LEARNER:
        raise Refused("review-action-of-another")
    check_standing(ReviewStatus(review.status), replaced=review.replaced)
    check_doing(action_state(action.due_on, action.done_on, work.today), done_on, review.held_on, work.today)
    action.done_on, action.done_by_id, action.done_at = done_on, work.actor.account_id, work.now
    work.session.flush()
    act = ReviewActionDone(review.public_id, action.public_id, done_on.isoformat())
    work.record(portfolio.book_id, act)
