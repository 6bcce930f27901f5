"""Asking an employer to sign a review: the request, its link and QR code, sending and revoking it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response
from flask_babel import gettext as _

from portfolio.links.forms import ButtonForm
from portfolio.links.views import drawn
from portfolio.reviews import queries, services
from portfolio.reviews.forms import AskForm
from portfolio.reviews.policy import REVIEW_READ, REVIEW_TRACE, REVIEW_WRITE
from portfolio.reviews.views.blueprint import REQUEST, REVIEW, blueprint
from portfolio.reviews.views.reading import head
from portfolio.web import access, letters, locale
from portfolio.web.access import requires
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from portfolio.reviews.models import Review, ReviewRequest


@blueprint.route("/reviews/<id:review>/employer", methods=["GET", "POST"])
@requires(REVIEW_WRITE, review=REVIEW)
def ask(review: Review) -> Response:
    work, form = access.work(), AskForm(data={"language": locale.language()})
    enrolment = queries.enrolment_of(work.session, review)
    if form.validate_on_submit():
        asking = form.asking()
        made = services.ask(work, review, asking)
        said = _("The request is on its way by email.") if asking.send else _("The request is ready. Pass the link on.")
        return done(said, "reviews.asked" if asking.send else "reviews.link", asked=made.public_id)
    return page("reviews/ask.html", form=form, review=review, **head(enrolment))


def _of(asked: ReviewRequest) -> dict[str, Any]:
    """Give what every page about a request shows of it."""
    work = access.work()
    review = queries.by_id(work.session, asked.review_id)
    one = queries.shown_request(asked, work.now)
    return {"one": one, "review": review, **head(queries.enrolment_of(work.session, review))}


@blueprint.get("/review-requests/<id:asked>")
@requires(REVIEW_READ, asked=REQUEST)
def asked(asked: ReviewRequest) -> Response:
    return page(
        "reviews/asked.html",
        visits=queries.visits(access.work().session, asked),
        asks=access.may(REVIEW_WRITE, asked),
        traces=access.may(REVIEW_TRACE, asked),
        **_of(asked),
    )


@blueprint.route("/review-requests/<id:asked>/link", methods=["GET", "POST"])
@requires(REVIEW_WRITE, asked=REQUEST)
def link(asked: ReviewRequest) -> Response:
    """Make a link and show it: it is kept nowhere, so each showing is of another one."""
    form, address = ButtonForm(), None
    if form.validate_on_submit():
        token = services.make_link(access.work(), asked)
        address = letters.address("reviews.endorse", token=token, lang=asked.language)
    qr_code = drawn(address) if address else None
    return page("reviews/link.html", form=form, address=address, qr_code=qr_code, **_of(asked))


@blueprint.route("/review-requests/<id:asked>/send", methods=["GET", "POST"])
@requires(REVIEW_WRITE, asked=REQUEST)
def send(asked: ReviewRequest) -> Response:
    form = ButtonForm()
    if form.validate_on_submit():
        services.send(access.work(), asked)
        return done(_("The request is on its way by email."), "reviews.asked", asked=asked.public_id)
    return page("reviews/send.html", form=form, **_of(asked))


@blueprint.route("/review-requests/<id:asked>/revoke", methods=["GET", "POST"])
@requires(REVIEW_WRITE, asked=REQUEST)
def revoke(asked: ReviewRequest) -> Response:
    form = ButtonForm()
    if form.validate_on_submit():
        services.revoke(access.work(), asked)
        return done(_("The request is revoked: its links no longer work."), "reviews.asked", asked=asked.public_id)
    return page("reviews/revoke.html", form=form, **_of(asked))
