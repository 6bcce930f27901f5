"""The assessor's queue: evidence that waits, units to sign, and the caseload."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast

from flask import Response, request, url_for

from assessments.judging import queries
from assessments.judging.policy import QUEUE_READ
from assessments.judging.queries import Wanted
from assessments.judging.views.blueprint import blueprint
from portfolio.core.work import LONDON
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import page, page_asked
from standards.foundation import Actor


def _address(endpoint: str, **kept: str) -> Callable[[int], str]:
    """Give what makes the address of another page of this list, filters kept."""
    said: dict[str, Any] = {name: value for name, value in kept.items() if value}
    return lambda number: url_for(endpoint, page=number, **said)


def days_until(today: date) -> Callable[[datetime | None], int]:
    """Give what counts the days that something has waited, in days of the calendar."""
    return lambda moment: 0 if moment is None else (today - moment.astimezone(LONDON).date()).days


@blueprint.get("/queue")
@requires(QUEUE_READ)
def queue() -> Response:
    work, person = access.work(), cast("Actor", access.signed_in())
    asked = {name: request.args.get(name, "") for name in ("learner", "unit", "language")}
    wanted = Wanted(**asked, page=page_asked())
    counts = queries.counts(work.session, person, work.today)
    return page(
        "judging/queue.html",
        counts=counts,
        listed=queries.waiting_evidence(work.session, person, wanted, counts.evidence, work.today),
        choices=queries.choices(work.session, person, locale.language(), work.today),
        wanted=wanted,
        days_since=days_until(work.today),
        address=_address("judging.queue", **asked),
    )


@blueprint.get("/queue/signing")
@requires(QUEUE_READ)
def to_sign() -> Response:
    work, person = access.work(), cast("Actor", access.signed_in())
    return page(
        "judging/to_sign.html",
        counts=queries.counts(work.session, person, work.today),
        to_sign=queries.units_to_sign(work.session, person, work.today),
        to_countersign=queries.units_to_countersign(work.session, person, work.today),
    )


@blueprint.get("/queue/learners")
@requires(QUEUE_READ)
def caseload() -> Response:
    work, person = access.work(), cast("Actor", access.signed_in())
    return page(
        "judging/caseload.html",
        counts=queries.counts(work.session, person, work.today),
        listed=queries.caseload(work.session, person, locale.language(), page_asked(), work.today),
        days_since=days_until(work.today),
        address=_address("judging.caseload"),
    )
