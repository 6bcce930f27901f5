"""The learner signs a review; and whoever is to do something says that it is done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from flask import Response
from flask_babel import gettext as _

from portfolio.reviews import queries, services
from portfolio.reviews.forms import AgreeForm, DoneForm
from portfolio.reviews.policy import REVIEW_ACT, REVIEW_AGREE
from portfolio.reviews.views.blueprint import ACTION, REVIEW, blueprint
from portfolio.reviews.views.reading import head
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from portfolio.reviews.models import Review, ReviewAction


@blueprint.route("/reviews/<id:review>/agree", methods=["GET", "POST"])
@requires(REVIEW_AGREE, review=REVIEW)
def agree(review: Review) -> Response:
    work, form = access.work(), AgreeForm(data={"language": locale.language()})
    if form.validate_on_submit():
        services.agree(work, review, form.words.data or "", form.language.data)
        return done(_("You have signed the review."), "reviews.show", review=review.public_id)
    found = queries.shown(work.session, review, work.now, work.today)
    return page("reviews/agree.html", form=form, found=found, **head(queries.enrolment_of(work.session, review)))


@blueprint.route("/review-actions/<id:action>/done", methods=["GET", "POST"])
@requires(REVIEW_ACT, action=ACTION)
def act(action: ReviewAction) -> Response:
    work = access.work()
    review, form = queries.by_id(work.session, action.review_id), DoneForm(data={"done_on": work.today})
    if form.validate_on_submit():
        services.do(work, action, cast("date", form.done_on.data))
        return done(_("The action is done."), "reviews.show", review=review.public_id)
    enrolment = queries.enrolment_of(work.session, action)
    return page("reviews/done.html", form=form, review=review, action=action, **head(enrolment))
