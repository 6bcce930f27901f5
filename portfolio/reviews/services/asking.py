"""Asking an employer by a link to sign a review, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portfolio.core import jobs
from portfolio.core.ledger import sealed, stamp
from portfolio.learning.queries import portfolio_by_id
from portfolio.links import services as links
from portfolio.links.queries import portfolio_of, words_of
from portfolio.links.services import Asking, Where
from portfolio.reviews import queries
from portfolio.reviews.events import ReviewAsked, ReviewDeclined, ReviewEndorsed, ReviewRevoked
from portfolio.reviews.models import ASKED, Review, ReviewRequest
from portfolio.reviews.rules import ReviewStatus, Signatory, check_asking, check_standing
from portfolio.reviews.services.signing import put_signature
from standards.foundation import Refused, Work

ROLE = "employer"
"""In which the ledger keeps what an employer does."""
SEND_REQUEST = "reviews.send-request"


@dataclass(frozen=True)
class Endorsing:
    """What an employer signs: as whom, and what they have to say."""

    name: str
    job: str
    words: str
    language: str


def ask(work: Work, review: Review, asking: Asking) -> ReviewRequest:
    """Ask an employer to read a signed review and to sign, by email where that is wished. Raises Refused."""
    check_asking(
        ReviewStatus(review.status),
        asking.name,
        replaced=review.replaced,
        waiting=queries.waiting_request(work.session, review, work.now) is not None,
        endorsed=queries.signature(work.session, review, Signatory.EMPLOYER) is not None,
    )
    portfolio = portfolio_by_id(work.session, review.portfolio_id)
    if portfolio.account_id == work.actor.account_id:
        raise Refused("own-portfolio")
    links.check_asking(work, portfolio, asking)
    about = {"review_id": review.id, "enrolment_id": review.enrolment_id}
    row = ReviewRequest(**links.asked(work, portfolio, asking), **about)
    work.session.add(row)
    work.session.flush()
    act = ReviewAsked(row.public_id, review.public_id, sealed(row.salt, words_of(row)), stamp(row.expires_at))
    work.record(portfolio.book_id, act)
    if asking.send and row.email:
        send(work, row)
    return row


def send(work: Work, row: ReviewRequest) -> None:
    """Let the link be sent by email: the letter gets one of its own, which is kept nowhere else. Raises Refused."""
    links.check_sendable(work, row)
    jobs.enqueue(work, SEND_REQUEST, f"review:{row.public_id}:{work.now.timestamp()}", {"request": row.public_id})


def make_link(work: Work, row: ReviewRequest) -> str:
    """Give the token of a link to a request; only its hash is kept. Raises Refused."""
    return links.make_link(work, ASKED, row)


def revoke(work: Work, row: ReviewRequest) -> None:
    """Make every link of a request useless. Raises Refused."""
    links.revoke(work, row)
    work.record(portfolio_of(work.session, row).book_id, ReviewRevoked(row.public_id))


def let_go(work: Work, review: Review) -> None:
    """Let a request end whose review is being replaced."""
    waiting = queries.waiting_request(work.session, review, work.now)
    if waiting is not None:
        revoke(work, waiting)


def opened(row: ReviewRequest, where: Where, work: Work) -> Callable[[Session], None]:
    """Give what remembers where and when a link was opened."""
    return links.opened(ASKED, row, where, work)


def endorse(work: Work, row: ReviewRequest, said: Endorsing, where: Where) -> None:
    """Sign a review as the employer who came by a link; it then works no more. Raises Refused."""
    own = links.as_outsider(work, row, ROLE)
    links.check_open(work, row)
    review = queries.by_id(work.session, row.review_id)
    check_standing(ReviewStatus(review.status), replaced=review.replaced)
    links.answer(work, ASKED, row, said.name, where)
    as_whom: dict[str, str | int | None] = {"request_id": row.id, "name": row.signed_name, "job": said.job.strip()}
    seal = put_signature(work, review, Signatory.EMPLOYER, said.words, said.language, **as_whom)
    book = portfolio_of(work.session, row).book_id
    own.record(book, ReviewEndorsed(row.public_id, review.public_id, seal, row.near))


def decline(work: Work, row: ReviewRequest, reason: str, where: Where) -> None:
    """Keep that an employer would rather not sign. Raises Refused."""
    own = links.as_outsider(work, row, ROLE)
    why = links.decline(work, ASKED, row, reason, where)
    own.record(portfolio_of(work.session, row).book_id, ReviewDeclined(row.public_id, why))
