"""The page of one's own feedback phrases."""

from __future__ import annotations

from typing import cast

from flask import Response
from flask_babel import gettext as _

from assessments.judging import queries, services
from assessments.judging.forms import phrases_form
from assessments.judging.policy import QUEUE_READ
from assessments.judging.views.blueprint import blueprint
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import done, page
from standards.foundation import Actor


@blueprint.route("/queue/phrases", methods=["GET", "POST"])
@requires(QUEUE_READ)
def phrases() -> Response:
    work = access.work()
    book = queries.phrase_book(work.session, cast("Actor", access.signed_in()))
    version = book.version if book else 0
    form = phrases_form(queries.phrases_in(book), version)
    if form.validate_on_submit():
        services.keep_phrases(work, form.said(), form.looked_at())
        return done(_("Your phrases are saved."), "judging.phrases")
    form.catch_up(version)
    return page("judging/phrases.html", form=form)
