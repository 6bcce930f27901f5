"""What all decided and how far they agreed, as a page and as CSV; shown to nobody before the exercise is closed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Response, abort
from flask_babel import gettext as _

from assessments.standardising import queries
from assessments.standardising.forms import OUTCOME_WORDS
from assessments.standardising.policy import STANDARDISING_READ
from assessments.standardising.rules.exercises import sees_decisions
from assessments.standardising.views.blueprint import EXERCISE, blueprint
from portfolio.core.tabular import Cell, csv_lines
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from assessments.standardising.models import Exercise
    from assessments.standardising.queries import ItemResult, Results


def _results(exercise: Exercise) -> Results:
    """Give the results where anybody may see them yet: before that there are none."""
    if not sees_decisions(exercise.stands):
        abort(404)
    return queries.results(access.work().session, exercise)


@blueprint.get("/standardising/<id:exercise>/results")
@requires(STANDARDISING_READ, exercise=EXERCISE)
def results(exercise: Exercise) -> Response:
    found = _results(exercise)
    head = queries.head(access.work().session, exercise)
    return page("standardising/results.html", exercise=exercise, head=head, found=found)


@blueprint.get("/standardising/<id:exercise>/results.csv")
@requires(STANDARDISING_READ, exercise=EXERCISE)
def results_csv(exercise: Exercise) -> Response:
    """Give every decision with numbers in place of people and pieces, and without the reasons."""
    found = _results(exercise)
    heads = [
        _("Piece"),
        _("Language of the piece"),
        _("Pair"),
        _("Criterion"),
        _("Participant"),
        _("Decision"),
        _("Also made the original decision"),
        _("Original decision"),
    ]
    name = _("standardisation-%(number)s.csv", number=exercise.number)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(csv_lines(heads, _rows(found)), mimetype="text/csv", headers=headers)


def _rows(found: Results) -> Iterator[list[Cell]]:
    for item in found.items:
        for one in found.people:
            yield [*_piece(item), one.row.number, *_said(item, one.row.number), str(OUTCOME_WORDS[item.before])]


def _piece(item: ItemResult) -> list[Cell]:
    return [item.piece, item.language, item.pair or "", item.code]


def _said(item: ItemResult, number: int) -> list[Cell]:
    voice = next((one for one in item.voices if one.number == number), None)
    if voice is None:
        return [_("No decision"), ""]
    return [str(OUTCOME_WORDS[voice.outcome]), _("Yes") if voice.original else _("No")]
