"""Whose review is due: the learners longest without one first, and how many weeks may lie between two."""

from __future__ import annotations

from typing import Any, cast

from flask import Response, request, url_for
from flask_babel import gettext as _

from portfolio.learning.queries import qualifications_in_use
from portfolio.people import queries as people
from portfolio.reviews import queries, services
from portfolio.reviews.forms import IntervalForm
from portfolio.reviews.policy import REVIEW_INTERVAL, REVIEWS_DUE
from portfolio.reviews.views.blueprint import blueprint
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.filters import words
from portfolio.web.pages import done, page, page_asked


@blueprint.get("/reviews")
@requires(REVIEWS_DUE)
def due() -> Response:
    work, only = access.work(), request.args.get("show") == "due"
    kept: dict[str, Any] = {"show": "due"} if only else {}
    return page(
        "reviews/due.html",
        listed=queries.due(work.session, work.actor, page_asked(), work.today, only=only),
        only=only,
        weeks=queries.weeks_at(work.session, work.actor.provider_id, work.today)[None],
        paces=access.may(REVIEW_INTERVAL),
        page_url=lambda number: url_for("reviews.due", page=number, **kept),
    )


@blueprint.route("/reviews/interval", methods=["GET", "POST"])
@requires(REVIEW_INTERVAL)
def interval() -> Response:
    work = access.work()
    weeks = queries.weeks_at(work.session, work.actor.provider_id, work.today)
    in_use = qualifications_in_use(work.session, work.actor)
    form = IntervalForm({one.public_id: words(one.title) for one in in_use}, data={"weeks": weeks[None]})
    if form.validate_on_submit():
        provider = people.provider(work.session, cast("int", work.actor.provider_id))
        chosen = next((one for one in in_use if one.public_id == form.qualification.data), None)
        services.set_interval(work, provider, chosen, cast("int", form.weeks.data))
        return done(_("The interval is set. It holds from today."), "reviews.interval")
    set_for = [(one.title, weeks[one.id]) for one in in_use if one.id in weeks]
    return page("reviews/interval.html", form=form, weeks=weeks[None], set_for=set_for, sees=access.may(REVIEWS_DUE))
