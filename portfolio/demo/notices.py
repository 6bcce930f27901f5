"""The people of the demonstration centre are told of what happened lately, and of nothing that was long ago."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from assessments.notices import queries, services
from assessments.notices.models import Notice
from portfolio.core.work import UnitOfWork

LATELY = timedelta(days=8)


def tell(work: UnitOfWork) -> None:
    """Tell everybody; nobody gets a letter of it."""
    services.begin_at(work, work.now - LATELY)
    for book_id in queries.behind(work.session):
        services.tell_of_book(work, book_id)
    work.session.execute(update(Notice).values(letter=None))
