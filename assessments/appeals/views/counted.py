"""The figures of twelve months, as a page and as CSV: without names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import cast

from flask import Response, request
from flask_babel import gettext as _

from assessments.appeals import queries
from assessments.appeals.forms import KIND_WORDS, OUTCOME_WORDS
from assessments.appeals.policy import CASES_COUNT
from assessments.appeals.queries import Summary
from assessments.appeals.views.blueprint import blueprint
from portfolio.core.tabular import Cell, csv_lines
from portfolio.people.rules.standing import months_after
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import page

TWELVE = 12


@blueprint.get("/cases/summary")
@requires(CASES_COUNT)
def summary() -> Response:
    first, last, found = _counted()
    return page("appeals/summary.html", first=first, last=last, rows=list(figures(found)), heads=heads())


@blueprint.get("/cases/summary.csv")
@requires(CASES_COUNT)
def summary_csv() -> Response:
    first, last, found = _counted()
    name = _("appeals-and-complaints-%(first)s-%(last)s.csv", first=first.isoformat(), last=last.isoformat())
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(csv_lines(heads(), figures(found)), mimetype="text/csv", headers=headers)


def _counted() -> tuple[date, date, list[Summary]]:
    """Count the twelve months that end today or, asked for so, on another day."""
    work = access.work()
    last = _asked() or work.today
    first = months_after(last, -TWELVE) + timedelta(days=1)
    return first, last, queries.summary(work.session, cast("int", work.actor.provider_id), first, last, work.today)


def _asked() -> date | None:
    try:
        said = date.fromisoformat(request.args.get("until", ""))
    except ValueError:
        return None
    return said if said.year > 1 else None


def heads() -> list[str]:
    return [_("Figure"), *(str(words) for words in KIND_WORDS.values())]


def figures(found: list[Summary]) -> Iterator[list[Cell]]:
    """Give the figures of a period, a row for each, as pages and files show them."""

    def row(label: str, *values: int) -> list[Cell]:
        return [label, *values]

    yield row(_("Received in the twelve months"), *(one.received for one in found))
    yield row(_("Not closed yet"), *(one.open for one in found))
    for code, words in OUTCOME_WORDS.items():
        yield row(_("Outcome: %(outcome)s", outcome=words), *(one.outcomes.get(code, 0) for one in found))
    yield row(_("Stages answered late, or overdue now"), *(one.late for one in found))
    yield row(_("Extended by consent"), *(one.extended for one in found))
    yield row(_("Taken to a further stage"), *(one.further for one in found))
    yield row(_("Not resolved in time, and an authority told"), *(one.told for one in found))
    yield row(_("Written in Welsh"), *(one.spoken.get("cy", 0) for one in found))
    yield row(_("Written in English"), *(one.spoken.get("en", 0) for one in found))
