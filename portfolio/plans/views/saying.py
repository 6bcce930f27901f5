"""What learner, assessor and quality assurer say of a plan: agreement, review, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response
from flask_babel import gettext as _

from portfolio.plans import queries, services
from portfolio.plans.forms import AgreeForm, CommentForm, ReviewForm
from portfolio.plans.policy import PLAN_AGREE, PLAN_COMMENT, PLAN_REVIEW
from portfolio.plans.rules import Review
from portfolio.plans.views.blueprint import VERSION, blueprint
from portfolio.plans.views.reading import head
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from portfolio.plans.models import PlanVersion
    from portfolio.web.forms import Form


def _page(template: str, form: Form, version: PlanVersion) -> Response:
    work = access.work()
    found = queries.shown(work.session, version, work.today)
    return page(template, form=form, found=found, **head(queries.enrolment_of(work.session, version)))


@blueprint.route("/plans/<id:version>/agree", methods=["GET", "POST"])
@requires(PLAN_AGREE, version=VERSION)
def agree(version: PlanVersion) -> Response:
    form = AgreeForm()
    if form.validate_on_submit():
        services.agree(access.work(), version)
        return done(_("You have agreed to the plan. It holds from now on."), "plans.version", version=version.public_id)
    return _page("plans/agree.html", form, version)


@blueprint.route("/plans/<id:version>/review", methods=["GET", "POST"])
@requires(PLAN_REVIEW, version=VERSION)
def review(version: PlanVersion) -> Response:
    form = ReviewForm(data={"language": locale.language()})
    if form.validate_on_submit():
        outcome = Review(form.outcome.data)
        services.review(access.work(), version, outcome, form.words.data or "", form.language.data)
        agreed = outcome is Review.AGREED
        said = _("You have agreed to the plan.") if agreed else _("The plan is sent back. It no longer holds.")
        return done(said, "plans.version", version=version.public_id)
    return _page("plans/review.html", form, version)


@blueprint.route("/plans/<id:version>/comment", methods=["GET", "POST"])
@requires(PLAN_COMMENT, version=VERSION)
def comment(version: PlanVersion) -> Response:
    form = CommentForm(data={"language": locale.language()})
    if form.validate_on_submit():
        services.comment(access.work(), version, form.words.data or "", form.language.data)
        return done(_("Your comment is added."), "plans.version", version=version.public_id)
    return _page("plans/comment.html", form, version)
