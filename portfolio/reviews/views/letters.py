"""The letter that asks an employer to sign a review, with its link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from portfolio.core.jobs import Handler
from portfolio.core.mail import Letter
from portfolio.links.views import Recipient
from portfolio.links.views import send as send_by_link
from portfolio.reviews import queries, services
from portfolio.web import letters

if TYPE_CHECKING:
    from portfolio.reviews.models import ReviewRequest


def send_request(session: Session, data: Mapping[str, Any]) -> None:
    """Send a request with a link of its own; nothing where it was closed meanwhile."""

    def written(row: ReviewRequest, token: str) -> Letter:
        link = letters.address("reviews.endorse", token=token, lang=row.language)
        to = Recipient(row.name, row.email, row.language)
        return letters.written("review_request", to, row=row, about=queries.context(session, row), link=link)

    send_by_link(session, lambda: queries.request(session, data["request"]), services.make_link, written)


JOBS: dict[str, Handler] = {services.SEND_REQUEST: send_request}
