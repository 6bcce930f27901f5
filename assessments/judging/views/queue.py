"""The assessor's queue: evidence that waits, units to sign, and the caseload."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast
from urllib.parse import urlencode

from flask import Response, request, url_for

from assessments.judging import queries
from assessments.judging.policy import QUEUE_READ
from assessments.judging.queries import Wanted
from assessments.judging.rules import BEHIND_PERCENT
from assessments.judging.views.blueprint import blueprint
from portfolio.core.work import LONDON
from portfolio.people import queries as people
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


def queue_asked() -> Wanted:
    """Give what the address says of the queue: how it is filtered, and which page of it."""
    asked = {name: request.args.get(name, "") for name in ("learner", "unit", "language")}
    return Wanted(**asked, page=page_asked())


def narrowed(wanted: Wanted) -> str:
    """Give how the queue is filtered as the end of an address, for the pages that go through it."""
    return f"?{urlencode(wanted.chosen)}" if wanted.chosen else ""


@blueprint.get("/queue")
@requires(QUEUE_READ)
def queue() -> Response:
    work, person = access.work(), cast("Actor", access.signed_in())
    wanted = queue_asked()
    counts = queries.counts(work.session, person, work.today)
    return page(
        "judging/queue.html",
        counts=counts,
        listed=queries.waiting_evidence(work.session, person, wanted, counts.evidence, work.today),
        choices=queries.choices(work.session, person, locale.language(), work.today),
        wanted=wanted,
        narrowed=narrowed(wanted),
        just_judged=queries.just_judged(work.session, person, work.now, work.today),
        days_since=days_until(work.today),
        address=_address("judging.queue", **wanted.chosen),
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


@blueprint.get("/queue/countersigning")
@requires(QUEUE_READ)
def countersigning() -> Response:
    work, person = access.work(), cast("Actor", access.signed_in())
    listed = queries.countersigning(work.session, person, page_asked(), work.today)
    trainees = people.late_trainees(work.session, person.provider_id, work.today) if person.provider_id else []
    return page(
        "judging/countersigning.html",
        listed=listed,
        late={one.account_id: one for one in trainees},
        days_since=days_until(work.today),
        address=_address("judging.countersigning"),
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
        behind_percent=BEHIND_PERCENT,
        address=_address("judging.caseload"),
    )
