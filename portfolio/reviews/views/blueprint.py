"""The blueprint that all pages about reviews hang on, what their addresses name, and what start pages show of them."""

from __future__ import annotations

from flask import Blueprint

from portfolio.learning.policy import PORTFOLIO_READ
from portfolio.learning.queries import enrolment
from portfolio.reviews import queries
from portfolio.reviews.forms import ACTION_WORDS, HOW_WORDS, REQUEST_WORDS, REVIEW_WORDS, WHO_WORDS
from portfolio.reviews.policy import REVIEW_READ
from portfolio.reviews.queries import Counts, OpenAction, WaitingReview
from portfolio.web import access
from portfolio.web.access import Subject

blueprint = Blueprint("reviews", "portfolio.reviews")
ENROLMENT = Subject(enrolment, PORTFOLIO_READ)
REVIEW = Subject(queries.review, REVIEW_READ)
ACTION = Subject(queries.action, REVIEW_READ)
REQUEST = Subject(queries.request, REVIEW_READ)


def own_reviews() -> list[WaitingReview]:
    """Give the reviews that a learner's start page asks to be signed, and those that are planned."""
    work = access.work()
    return queries.own_reviews(work.session, work.actor, work.today)


def own_actions() -> list[OpenAction]:
    work = access.work()
    return queries.own_actions(work.session, work.actor, work.today)


def review_counts() -> Counts:
    """Give what an assessor's start page and queue count of reviews."""
    work = access.work()
    return queries.counts(work.session, work.actor, work.today)


def reviews_due() -> int:
    """Give how many learners a manager's start page says are due for a review."""
    work = access.work()
    return queries.number_due(work.session, work.actor, work.today)


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        own_reviews=own_reviews,
        own_actions=own_actions,
        review_counts=review_counts,
        reviews_due=reviews_due,
        review_statuses=REVIEW_WORDS,
        review_ways=HOW_WORDS,
        review_parts=WHO_WORDS,
        review_actions=ACTION_WORDS,
        review_requests=REQUEST_WORDS,
    )
)
