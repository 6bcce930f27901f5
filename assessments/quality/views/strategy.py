"""Reading the sampling strategy, and setting a new version of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Response
from flask_babel import gettext as _

from assessments.quality import queries, services
from assessments.quality.forms import StrategyForm
from assessments.quality.policy import QUALITY_READ, QUALITY_SET
from assessments.quality.rules.strategy import Strategy
from assessments.quality.views.blueprint import STRATEGY, blueprint
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from assessments.quality.models import SamplingStrategy


@blueprint.get("/quality/strategy")
@requires(QUALITY_READ)
def strategies() -> Response:
    """Show the version that new plans follow, or what ships with Tystio where none is set."""
    work = access.work()
    return _page(queries.last_strategy(work.session, work.actor.provider_id))


@blueprint.get("/quality/strategy/<id:strategy>")
@requires(QUALITY_READ, strategy=STRATEGY)
def strategy(strategy: SamplingStrategy) -> Response:
    return _page(strategy)


def _page(row: SamplingStrategy | None) -> Response:
    work = access.work()
    said = queries.said_in(row) if row else Strategy()
    ids = {one for line in said.lines for one in (line.value, line.owner)}
    return page(
        "quality/strategy.html",
        row=row,
        said=said,
        values=queries.values_named(work.session, ids),
        versions=queries.strategies(work.session, work.actor.provider_id),
        sets=access.may(QUALITY_SET),
    )


@blueprint.route("/quality/strategy/change", methods=["GET", "POST"])
@requires(QUALITY_SET)
def set_strategy() -> Response:
    work = access.work()
    provider_id = cast("int", work.actor.provider_id)
    last = queries.last_strategy(work.session, provider_id)
    before, number = (queries.said_in(last), last.number) if last else (Strategy(), 0)
    form = StrategyForm(before, number, queries.offered_values(work.session, provider_id))
    if form.validate_on_submit():
        made = services.set_strategy(work, provider_id, form.said(), form.looked_at())
        said = _("Version %(number)s of the strategy is set. Plans from now on follow it.", number=made.number)
        return done(said, "quality.strategies")
    form.catch_up(number)
    return page("quality/set_strategy.html", form=form, last=last)
