"""The pages of an employer, who has a link and no account: reading a review, commenting and signing, or declining."""

from __future__ import annotations

from flask import Response, make_response, redirect, request, url_for

from portfolio.links.forms import DeclineForm
from portfolio.links.views import BARE, found, over, where
from portfolio.reviews import queries, services
from portfolio.reviews.forms import EndorseForm
from portfolio.reviews.views.blueprint import blueprint
from portfolio.web import access, locale
from portfolio.web.access import PUBLIC, requires
from portfolio.web.pages import page


@blueprint.route("/review/<string:token>", methods=["GET", "POST"])
@requires(PUBLIC)
def endorse(token: str) -> Response:
    row, work = found(queries.by_token, token), access.work()
    if row is None:
        return over()
    form = EndorseForm(data={"name": row.name, "language": locale.language()})
    if form.validate_on_submit():
        services.endorse(work, row, form.said(), where())
        return make_response(redirect(url_for("reviews.thanks")))
    if request.method == "GET":
        access.journal().later(services.opened(row, where(), work))
    review = queries.by_id(work.session, row.review_id)
    return page(
        "reviews/endorse.html",
        **BARE,
        form=form,
        token=token,
        row=row,
        about=queries.context(work.session, row),
        found=queries.shown(work.session, review, work.now, work.today),
    )


@blueprint.route("/review/<string:token>/decline", methods=["GET", "POST"])
@requires(PUBLIC)
def decline(token: str) -> Response:
    row, work = found(queries.by_token, token), access.work()
    if row is None:
        return over()
    form = DeclineForm()
    if form.validate_on_submit():
        services.decline(work, row, form.reason.data or "", where())
        return make_response(redirect(url_for("reviews.thanks")))
    about = queries.context(work.session, row)
    return page("reviews/decline.html", **BARE, form=form, token=token, row=row, about=about)


@blueprint.get("/review/thanks")
@requires(PUBLIC)
def thanks() -> Response:
    return page("links/thanks.html", **BARE)
