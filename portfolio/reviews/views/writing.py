"""Writing a review: planning it, its words, its actions, discarding it, and the correction of one that was signed."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, make_response, request
from flask_babel import gettext as _

from portfolio.reviews import queries, services
from portfolio.reviews.forms import ActionForm, ConfirmForm, CorrectForm, ReviewForm
from portfolio.reviews.policy import REVIEW_WRITE
from portfolio.reviews.rules import ReviewStatus
from portfolio.reviews.views.blueprint import ACTION, ENROLMENT, REVIEW, blueprint
from portfolio.reviews.views.reading import head
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.forms import sentence
from portfolio.web.lockers import locker
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from portfolio.learning.models import Enrolment
    from portfolio.reviews.models import Review, ReviewAction


@blueprint.route("/enrolments/<id:enrolment>/reviews/new", methods=["GET", "POST"])
@requires(REVIEW_WRITE, enrolment=ENROLMENT)
def begin(enrolment: Enrolment) -> Response:
    work = access.work()
    last = queries.last_standing(work.session, enrolment.id)
    since = last.period_until + timedelta(days=1) if last else enrolment.start
    until = max(since, work.today)
    given = {"held_on": until, "period_from": since, "period_until": until, "language": locale.language()}
    form = ReviewForm(data=given)
    if form.validate_on_submit():
        made = services.begin(work, enrolment, form.said())
        return done(_("The review is saved. The learner can read along."), "reviews.show", review=made.public_id)
    place = locker(f"review-{enrolment.public_id}", here=True)
    return page("reviews/write.html", form=form, review=None, changed=False, locker=place, **head(enrolment))


@blueprint.route("/reviews/<id:review>/change", methods=["GET", "POST"])
@requires(REVIEW_WRITE, review=REVIEW)
def change(review: Review) -> Response:
    if _stays(review):
        return _why(review)
    fields = ("held_on", "period_from", "period_until", "how", "language", *services.WORDS)
    form = ReviewForm(data={**{name: getattr(review, name) for name in fields}, "version": review.version})
    if form.validate_on_submit():
        services.change(access.work(), review, form.said(), form.looked_at())
        return done(_("The review is saved."), "reviews.show", review=review.public_id)
    changed = form.catch_up(review.version)
    place = locker(f"review-{review.public_id}", here=True)
    return page("reviews/write.html", form=form, review=review, changed=changed, locker=place, **_head(review))


def _head(review: Review) -> dict[str, Any]:
    return head(queries.enrolment_of(access.work().session, review))


def _stays(review: Review) -> bool:
    """Tell whether to say at once that a review can no longer be changed, before anything is typed in vain."""
    return request.method == "GET" and review.status != ReviewStatus.DRAFT


def _why(review: Review) -> Response:
    said = page("reviews/stays.html", why=sentence("review-signed", {}), review=review, **_head(review))
    return make_response(said, HTTPStatus.CONFLICT)


@blueprint.route("/reviews/<id:review>/discard", methods=["GET", "POST"])
@requires(REVIEW_WRITE, review=REVIEW)
def discard(review: Review) -> Response:
    if _stays(review):
        return _why(review)
    form, enrolment = _confirming(review), queries.enrolment_of(access.work().session, review)
    if form.validate_on_submit():
        services.discard(access.work(), review, form.looked_at())
        return done(_("The review is discarded."), "reviews.of_enrolment", enrolment=enrolment.public_id)
    return page("reviews/discard.html", form=form, review=review, **head(enrolment))


def _confirming(review: Review) -> ConfirmForm:
    form = ConfirmForm(data={"version": review.version})
    form.catch_up(review.version)
    return form


@blueprint.route("/reviews/<id:review>/actions/new", methods=["GET", "POST"])
@requires(REVIEW_WRITE, review=REVIEW)
def add_action(review: Review) -> Response:
    if _stays(review):
        return _why(review)
    form = ActionForm(data={"version": review.version})
    if form.validate_on_submit():
        services.add_action(access.work(), review, form.new(), form.looked_at())
        return done(_("The action is added."), "reviews.show", review=review.public_id)
    form.catch_up(review.version)
    return page("reviews/add_action.html", form=form, review=review, **_head(review))


@blueprint.route("/review-actions/<id:action>/leave-out", methods=["GET", "POST"])
@requires(REVIEW_WRITE, action=ACTION)
def leave_out(action: ReviewAction) -> Response:
    review = queries.by_id(access.work().session, action.review_id)
    if _stays(review):
        return _why(review)
    form = _confirming(review)
    if form.validate_on_submit():
        services.leave_out(access.work(), action, form.looked_at())
        return done(_("The action is left out."), "reviews.show", review=review.public_id)
    return page("reviews/leave_out.html", form=form, review=review, action=action, **_head(review))


@blueprint.route("/reviews/<id:review>/sign", methods=["GET", "POST"])
@requires(REVIEW_WRITE, review=REVIEW)
def sign(review: Review) -> Response:
    if _stays(review):
        return _why(review)
    work, form = access.work(), _confirming(review)
    if form.validate_on_submit():
        services.sign(work, review, form.looked_at())
        said = _("You have signed the review. It waits for the learner's signature.")
        return done(said, "reviews.show", review=review.public_id)
    found = queries.shown(work.session, review, work.now, work.today)
    return page("reviews/sign.html", form=form, found=found, **_head(review))


@blueprint.route("/reviews/<id:review>/correct", methods=["GET", "POST"])
@requires(REVIEW_WRITE, review=REVIEW)
def correct(review: Review) -> Response:
    form = CorrectForm()
    if form.validate_on_submit():
        made = services.correct(access.work(), review, form.why.data or "")
        said = _("The correction is begun. What was signed stands until you sign the correction.")
        return done(said, "reviews.show", review=made.public_id)
    return page("reviews/correct.html", form=form, review=review, **_head(review))
