"""What a centre records of a qualification and its awarding body, and the figures of twelve months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from flask import Response, abort, request
from flask_babel import gettext as _

from assessments.certification import queries, services
from assessments.certification.forms import STEP_WORDS, TermsForm
from assessments.certification.policy import CERTIFICATION_READ, CERTIFICATION_RECORD
from assessments.certification.queries import Figures
from assessments.certification.rules.course import ClaimState
from assessments.certification.views.blueprint import QUALIFICATION, blueprint
from portfolio.core.bank_holidays import is_bank_holiday
from portfolio.core.tabular import Cell, csv_lines
from portfolio.people.rules.standing import months_after
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from standards.qualifications.models import Qualification

TWELVE = 12


@blueprint.route("/qualifications/<id:qualification>/certification", methods=["GET", "POST"])
@requires(CERTIFICATION_RECORD, qualification=QUALIFICATION)
def terms(qualification: Qualification) -> Response:
    if not access.may(CERTIFICATION_RECORD):
        # A shared qualification is at no provider: what is recorded of it is the centre's in which the reader works.
        abort(403)
    work = access.work()
    provider_id = cast("int", work.actor.provider_id)
    earlier = queries.terms(work.session, provider_id, qualification.id)
    form = TermsForm(obj=earlier[0] if earlier else None)
    if form.validate_on_submit():
        services.set_terms(work, provider_id, qualification, form.said())
        return done(
            _("It is recorded, and holds from now on."), "certification.terms", qualification=qualification.public_id
        )
    authors = queries.names(work.session, {one.author_id for one in earlier})
    return page("certification/terms.html", form=form, qualification=qualification, earlier=earlier, authors=authors)


@blueprint.get("/certification/figures")
@requires(CERTIFICATION_READ)
def figures() -> Response:
    first, last, found = _counted()
    return page(
        "certification/figures.html", first=first, last=last, rows=list(_rows(found)), heads=_heads(), here="figures"
    )


@blueprint.get("/certification/figures.csv")
@requires(CERTIFICATION_READ)
def figures_file() -> Response:
    first, last, found = _counted()
    name = _("certification-figures-%(first)s-%(last)s.csv", first=first.isoformat(), last=last.isoformat())
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(csv_lines(_heads(), _rows(found)), mimetype="text/csv", headers=headers)


def _counted() -> tuple[date, date, Figures]:
    """Count the twelve months that end today or, asked for so, on another day."""
    work = access.work()
    last = _asked() or work.today
    first = months_after(last, -TWELVE) + timedelta(days=1)
    provider_id = cast("int", work.actor.provider_id)
    return first, last, queries.figures(work.session, provider_id, first, last, work.today, is_bank_holiday)


def _asked() -> date | None:
    try:
        said = date.fromisoformat(request.args.get("until", ""))
    except ValueError:
        return None
    return said if said.year > 1 else None


def _heads() -> list[str]:
    return [_("Figure"), _("Number")]


def _rows(found: Figures) -> Iterator[list[Cell]]:
    yield [_("Registered with the awarding body in the twelve months"), found.registered]
    yield [_("Of those: registered late"), found.late]
    yield [_("Not registered although the last day has passed, now"), found.overdue]
    for code in ClaimState:
        yield [str(STEP_WORDS[code]), found.steps.get(code, 0)]
    yield [_("Claims that the awarding body has not decided, now"), found.waiting]
    yield [_("Claims to be withdrawn as a unit was reopened, now"), found.to_withdraw]
