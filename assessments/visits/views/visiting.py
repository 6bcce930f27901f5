"""External visits: all of them, letting somebody in and out, the sample, the log, and what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Response, request
from flask_babel import gettext as _

from assessments.visits import queries, services
from assessments.visits.forms import ButtonForm, CommentForm, GrantForm, RevokeForm, SampleForm
from assessments.visits.policy import VISIT_ACKNOWLEDGE, VISIT_ASK, VISIT_COMMENT, VISIT_MANAGE, VISIT_READ
from assessments.visits.rules import CommentKind, OpeningKind, VisitStatus
from assessments.visits.views.blueprint import VISIT, blueprint, note_opening
from portfolio.people import queries as people
from portfolio.people.rules.standing import SettingCode
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.filters import words
from portfolio.web.pages import address_of_page, done, page, page_asked

if TYPE_CHECKING:
    from assessments.visits.queries import ExternalVisit

GOING = frozenset({VisitStatus.AHEAD, VisitStatus.OPEN})


@blueprint.get("/visits")
@requires(VISIT_READ)
def visits() -> Response:
    work = access.work()
    return page(
        "visits/visits.html",
        listed=queries.visits(work.session, work.actor, page_asked(), work.today),
        manages=access.may(VISIT_MANAGE),
        page_url=address_of_page(),
    )


@blueprint.route("/visits/new", methods=["GET", "POST"])
@requires(VISIT_MANAGE)
def grant() -> Response:
    work = access.work()
    provider_id = cast("int", work.actor.provider_id)
    form = GrantForm(data={"starts": work.today, "language": locale.language()})
    if form.validate_on_submit():
        made = services.grant(work, people.provider(work.session, provider_id), form.said())
        said = _("The visitor is let in for these days and is written to. Choose now what they are to see.")
        return done(said, "visits.choose", visit=made.public_id)
    most = people.settings_of(work.session, provider_id)[SettingCode.VISIT_DAYS]
    return page("visits/grant.html", form=form, most=most)


@blueprint.get("/visits/<id:visit>")
@requires(VISIT_READ, visit=VISIT)
def show(visit: ExternalVisit) -> Response:
    note_opening(OpeningKind.VISIT, visit)
    work = access.work()
    status, mine = visit.status(work.today), visit.visitor_id == work.actor.account_id
    return page(
        "visits/show.html",
        visit=visit,
        status=status,
        mine=mine,
        asks=access.may(VISIT_ASK, visit) and (mine or status not in GOING),
        actions=queries.actions(work.session, work.actor, visit, work.today),
        acknowledges=access.may(VISIT_ACKNOWLEDGE, visit),
        today=work.today,
        changes=access.may(VISIT_MANAGE, visit) and status in GOING,
        manages=access.may(VISIT_MANAGE, visit),
        granted_by=queries.granted_by(work.session, visit),
        sample=queries.sample(work.session, work.actor, visit, page_asked()),
        comments=queries.comments(work.session, work.actor, visit),
        page_url=address_of_page(),
    )


@blueprint.route("/visits/<id:visit>/sample", methods=["GET", "POST"])
@requires(VISIT_MANAGE, visit=VISIT)
def choose(visit: ExternalVisit) -> Response:
    """Choose units of the learners whom one reaches, and freeze them as they stand."""
    work, search, form = access.work(), request.args.get("search", ""), SampleForm()
    language = locale.language()
    offered = queries.to_choose(work.session, work.actor, visit, search, language, page_asked())
    form.offer({one.key: f"{one.learner} · {one.urn} {words(one.title)}" for one in offered.rows})
    if form.validate_on_submit():
        number = services.freeze(work, visit, form.units.data or [])
        return done(
            _("Frozen as they stand now. Units: %(number)s", number=number), "visits.show", visit=visit.public_id
        )
    return page(
        "visits/choose.html",
        form=form,
        visit=visit,
        search=search,
        offered=offered,
        going=visit.status(work.today) in GOING,
        page_url=address_of_page(),
    )


@blueprint.route("/visits/<id:visit>/send", methods=["GET", "POST"])
@requires(VISIT_MANAGE, visit=VISIT)
def send(visit: ExternalVisit) -> Response:
    form = ButtonForm()
    if form.validate_on_submit():
        services.send(access.work(), visit)
        return done(_("The letter is on its way by email."), "visits.show", visit=visit.public_id)
    return page("visits/send.html", form=form, visit=visit)


@blueprint.route("/visits/<id:visit>/revoke", methods=["GET", "POST"])
@requires(VISIT_MANAGE, visit=VISIT)
def revoke(visit: ExternalVisit) -> Response:
    form = RevokeForm()
    if form.validate_on_submit():
        services.revoke(access.work(), visit, form.reason.data or "")
        said = _("The visit is revoked: the visitor sees nothing of it any more.")
        return done(said, "visits.show", visit=visit.public_id)
    return page("visits/revoke.html", form=form, visit=visit)


@blueprint.get("/visits/<id:visit>/log")
@requires(VISIT_MANAGE, visit=VISIT)
def log(visit: ExternalVisit) -> Response:
    work = access.work()
    opened = queries.openings(work.session, work.actor, visit, page_asked())
    return page("visits/log.html", visit=visit, opened=opened, page_url=address_of_page())


@blueprint.route("/visits/<id:visit>/comment", methods=["GET", "POST"])
@requires(VISIT_COMMENT, visit=VISIT)
def comment(visit: ExternalVisit) -> Response:
    work = access.work()
    form = comment_form(visit)
    if form.validate_on_submit():
        kind, language = CommentKind(form.said_as.data), form.language.data
        services.comment(work, visit, None, kind, form.words.data or "", language)
        return done(_("What you wrote is saved."), "visits.show", visit=visit.public_id)
    return page("visits/comment.html", form=form, visit=visit, visited=None)


def comment_form(visit: ExternalVisit, *, of_unit: bool = False) -> CommentForm:
    """Give the form in which the visitor comments, of a whole visit reports too, and the centre answers."""
    visitor = visit.visitor_id == access.work().actor.account_id
    of_visitor = [CommentKind.COMMENT] if of_unit else [CommentKind.COMMENT, CommentKind.REPORT]
    kinds = of_visitor if visitor else [CommentKind.ANSWER]
    form = CommentForm(data={"language": locale.language(), "said_as": kinds[0].value})
    form.offer(kinds)
    return form
