"""The record of a portfolio and of a centre, in the reader's language."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import Response, abort, current_app, request, url_for
from flask_babel import gettext as _

from assessments.reporting import queries
from assessments.reporting.policy import RECORD_READ
from assessments.reporting.queries import Record
from assessments.reporting.views.blueprint import blueprint
from portfolio.learning.forms import LANGUAGES, PARTS, statuses
from portfolio.learning.policy import PORTFOLIO_READ, PORTFOLIO_RECORD
from portfolio.learning.queries import learner_name
from portfolio.learning.queries import portfolio as find_portfolio
from portfolio.people.forms import ROLES
from portfolio.web import access, locale
from portfolio.web.access import Subject, requires
from portfolio.web.filters import day
from portfolio.web.pages import page, page_asked

if TYPE_CHECKING:
    from portfolio.learning.models import Portfolio

PORTFOLIO = Subject(find_portfolio, PORTFOLIO_READ)


@blueprint.route("/portfolios/<id:portfolio>/record")
@requires(PORTFOLIO_RECORD, portfolio=PORTFOLIO)
def portfolio_record(portfolio: Portfolio) -> Response:
    work, number = access.work(), page_asked()
    record = queries.portfolio_record(
        work.session, portfolio, locale.language(), number, work.actor.account_id, _about(portfolio)
    )
    kept = {key: value for key, value in request.args.items() if key in {"enrolment", "unit"}}
    name = learner_name(work.session, portfolio)
    back = url_for("learning.portfolio", portfolio=portfolio.public_id)
    return _shown(record, name, back, "reporting.portfolio_record", portfolio=portfolio.public_id, **kept)


def _about(portfolio: Portfolio) -> Collection[str]:
    """Give the ids that the address narrows the record to: a unit, or an enrolment with its units."""
    unit, enrolment = request.args.get("unit"), request.args.get("enrolment")
    if not unit and not enrolment:
        return ()
    return queries.about(access.work().session, portfolio, unit=unit, enrolment=enrolment) or abort(404)


@blueprint.route("/record")
@requires(RECORD_READ)
def own_record() -> Response:
    work, number = access.work(), page_asked()
    provider = queries.own_provider(work.session, work.actor)
    if provider is None or not access.may(RECORD_READ, provider):
        return abort(404)
    record = queries.provider_record(work.session, provider, locale.language(), number)
    name = provider.name.shown(locale.language()).words
    return _shown(record, name, "", "reporting.own_record")


def _shown(record: Record, name: str, back: str, endpoint: str, **arguments: Any) -> Response:
    return page(
        "reporting/record.html",
        record=record,
        name=name,
        back=back,
        url=lambda number: url_for(endpoint, page=number, **arguments),
        slices=slices(),
        words=words(),
    )


def slices() -> dict[str, str]:
    """Tell which slice's templates put which kind of act into words."""
    acts = current_app.extensions["acts"].by_kind
    return {kind: act.__module__.split(".")[1] for kind, act in acts.items()}


def words() -> dict[str, Any]:
    """Give the words of codes that entries hold."""
    return {
        "languages": LANGUAGES,
        "parts": PARTS,
        "statuses": statuses(),
        "roles": {role.value: said for role, said in ROLES.items()}
        | {"system": _("the system itself"), "witness": _("witness"), "employer": _("employer")},
        "day": lambda said: day(date.fromisoformat(said)),
    }
