"""The calendar of due dates: its link, made and revoked by its owner, and the feed that the link leads to."""

from __future__ import annotations

from flask import Response, abort
from flask_babel import gettext as _

from assessments.notices import queries, services
from assessments.notices.forms import ButtonForm
from assessments.notices.views.blueprint import blueprint
from assessments.notices.views.feed import written
from portfolio.web import access, letters, locale
from portfolio.web.access import PUBLIC, SIGNED_IN, requires
from portfolio.web.pages import done, page


@blueprint.route("/account/calendar", methods=["GET", "POST"])
@requires(SIGNED_IN)
def calendar() -> Response:
    """Make a link and show it: only its hash is kept, so each showing is of another one."""
    work, form, address = access.work(), ButtonForm(), None
    if form.validate_on_submit():
        address = letters.address("notices.feed", token=services.make_link(work))
    link = queries.link_of(work.session, work.actor.account_id or 0)
    return page("notices/calendar.html", form=form, address=address, link=link)


@blueprint.route("/account/calendar/revoke", methods=["GET", "POST"])
@requires(SIGNED_IN)
def revoke() -> Response:
    work, form = access.work(), ButtonForm()
    if form.validate_on_submit():
        services.revoke_link(work)
        return done(_("The link to your calendar no longer works."), "notices.calendar")
    link = queries.link_of(work.session, work.actor.account_id or 0)
    return page("notices/revoke.html", form=form, link=link)


@blueprint.get("/calendar/<string:token>.ics")
@requires(PUBLIC)
def feed(token: str) -> Response:
    """Give the calendar of whoever made the link, to whoever has it."""
    work = access.work()
    owner = queries.owner_of_link(work.session, token, work.today) or abort(404)
    language = owner.language or locale.language()
    due = queries.due_dates(work.session, owner, work.today)
    with locale.speaking("cy" if language == "cy" else "en"):
        text = written(due, language, work.now)
    response = Response(text, mimetype="text/calendar")
    response.headers["Content-Disposition"] = 'attachment; filename="tystio.ics"'
    response.headers["Cache-Control"] = "private"
    response.headers["Content-Language"] = language
    return response
