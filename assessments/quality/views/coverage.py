"""Coverage by CAMERA: what was sampled against what there is, as a page and as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Response
from flask_babel import gettext as _

from assessments.quality import queries
from assessments.quality.forms import LETTER_WORDS, coverage_words
from assessments.quality.policy import QUALITY_READ
from assessments.quality.queries import Values
from assessments.quality.rules.coverage import Covered, Letter
from assessments.quality.views.blueprint import blueprint
from portfolio.core.tabular import Cell, csv_lines
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import page

AT_MOST = 50
"""Rows of a table on the page, the least covered first; the file has all."""


def _found() -> tuple[Mapping[Letter, list[Covered]], Values]:
    work = access.work()
    found = queries.covered(work.session, work.actor)
    return found, queries.values_named(work.session, {one.value for rows in found.values() for one in rows})


@blueprint.get("/quality/coverage")
@requires(QUALITY_READ)
def coverage() -> Response:
    found, values = _found()
    return page("quality/coverage.html", found=found, values=values, letters=LETTER_WORDS, at_most=AT_MOST)


@blueprint.get("/quality/coverage.csv")
@requires(QUALITY_READ)
def coverage_file() -> Response:
    found, values = _found()
    heads = [_("Dimension"), _("Value"), _("Units with decisions"), _("Units sampled"), _("Never sampled")]
    name = _("coverage-%(day)s.csv", day=access.work().today.isoformat())
    headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(b"".join(csv_lines(heads, _rows(found, values))), mimetype="text/csv", headers=headers)


def _rows(found: Mapping[Letter, list[Covered]], values: Any) -> Iterator[list[Cell]]:
    for letter, rows in found.items():
        for one in rows:
            said = coverage_words(one, values)
            yield [str(LETTER_WORDS[letter]), said, one.there, one.sampled, int(one.sampled == 0)]
