"""Giving a learner the criteria of a discussion beforehand, and what a portfolio's discussions came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request
from flask_babel import gettext as _

from assessments.discussing import queries, services
from assessments.discussing.forms import ButtonForm, GiveForm
from assessments.discussing.policy import DISCUSSION_HOLD, DISCUSSION_READ
from assessments.discussing.rules import Method
from assessments.discussing.services import Giving
from assessments.discussing.views.blueprint import DISCUSSION, PORTFOLIO, blueprint
from portfolio.evidence import queries as evidence_queries
from portfolio.evidence.views.editing import wishes
from portfolio.evidence.views.picking import Picking
from portfolio.evidence.views.translations import working_translations
from portfolio.learning.queries import learner_name
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import address_of_page, done, page, page_asked

if TYPE_CHECKING:
    from assessments.discussing.models import Discussion
    from portfolio.learning.models import Portfolio


@blueprint.get("/portfolios/<id:portfolio>/discussions")
@requires(DISCUSSION_READ, portfolio=PORTFOLIO)
def discussions(portfolio: Portfolio) -> Response:
    work = access.work()
    return page(
        "discussing/discussions.html",
        portfolio=portfolio,
        learner=learner_name(work.session, portfolio),
        listed=queries.listed(work.session, work.actor, portfolio.id, page_asked()),
        holds=access.may(DISCUSSION_HOLD, portfolio),
        page_url=address_of_page(),
    )


@blueprint.route("/portfolios/<id:portfolio>/discussions/new", methods=["GET", "POST"])
@requires(DISCUSSION_HOLD, portfolio=PORTFOLIO)
def give(portfolio: Portfolio) -> Response:
    work = access.work()
    asked = evidence_queries.places(work.session, portfolio.id, request.args.getlist("criterion"))
    form = GiveForm(data={"language": locale.language(), "criteria": dict.fromkeys(asked, "")})
    if form.validate_on_submit():
        giving = Giving(form.purpose.data or "", form.language.data, Method(form.method.data), form.planned_on.data)
        made = services.give(work, portfolio, giving, wishes(portfolio.id, form.criteria.data))
        said = _("The learner sees the criteria on their start page from now on.")
        return done(said, "discussing.show", discussion=made.public_id)
    return page(
        "discussing/give.html",
        form=form,
        portfolio=portfolio,
        learner=learner_name(work.session, portfolio),
        picking=Picking(evidence_queries.picker(work.session, portfolio.id), form.criteria),
    )


@blueprint.get("/discussions/<id:discussion>")
@requires(DISCUSSION_READ, discussion=DISCUSSION)
def show(discussion: Discussion) -> Response:
    work = access.work()
    given = queries.given(work.session, discussion)
    mine = discussion.assessor_id == work.actor.account_id
    return page(
        "discussing/show.html",
        one=queries.shown(work.session, discussion),
        given=given,
        working=working_translations(one.text for one in given),
        holds=mine and access.may(DISCUSSION_HOLD, discussion),
    )


@blueprint.route("/discussions/<id:discussion>/call-off", methods=["GET", "POST"])
@requires(DISCUSSION_HOLD, discussion=DISCUSSION)
def call_off(discussion: Discussion) -> Response:
    form = ButtonForm()
    if form.validate_on_submit():
        services.call_off(access.work(), discussion)
        return done(_("The discussion is called off."), "discussing.show", discussion=discussion.public_id)
    return page("discussing/call_off.html", form=form, discussion=discussion)
