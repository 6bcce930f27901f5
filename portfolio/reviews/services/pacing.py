"""How many weeks may lie between two reviews: said by a provider, everywhere or in one qualification."""

from __future__ import annotations

from portfolio.people.models import Provider
from portfolio.reviews.events import ReviewIntervalSet
from portfolio.reviews.models import ReviewInterval
from portfolio.reviews.rules import check_weeks
from standards.foundation import Work
from standards.qualifications.models import Qualification


def set_interval(work: Work, provider: Provider, qualification: Qualification | None, weeks: int) -> None:
    """Let an interval hold from today, with whoever set it; what held before stays on record. Raises Refused."""
    check_weeks(weeks)
    row = ReviewInterval(
        provider_id=provider.id,
        qualification_id=qualification.id if qualification else None,
        weeks=weeks,
        since=work.today,
        set_by_id=work.actor.account_id,
    )
    work.session.add(row)
    work.session.flush()
    of = qualification.public_id if qualification else None
    work.record(work.book_of(provider.id), ReviewIntervalSet(of, weeks, work.today.isoformat()))
