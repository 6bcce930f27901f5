"""The plan of a visit: asking for an action, acknowledging the plan, and doing and closing an action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, abort
from flask_babel import gettext as _

from assessments.visits import queries, services
from assessments.visits.forms import AskForm, ButtonForm, DoneForm
from assessments.visits.policy import ACTION_CLOSE, ACTION_DO, ACTION_READ, VISIT_ACKNOWLEDGE, VISIT_ASK, VISIT_READ
from assessments.visits.rules import ActionStatus, OpeningKind, VisitStatus
from assessments.visits.views.blueprint import ACTION, VISIT, blueprint, note_opening
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from assessments.visits.queries import Acting, ExternalVisit, Visited


@blueprint.route("/visits/<id:visit>/actions/new", methods=["GET", "POST"])
@requires(VISIT_ASK, visit=VISIT)
def ask(visit: ExternalVisit) -> Response:
    """Let the visitor ask for an action, and the centre write down what the report asks for once they are gone."""
    work, language = access.work(), locale.language()
    form = AskForm(data={"language": language})
    units = queries.units_to_name(work.session, work.actor, visit)
    form.offer(queries.owners(work.session, visit, language, work.today), units)
    if form.validate_on_submit():
        about = _named(form.unit.data)
        services.ask_for(work, visit, about.row if about else None, form.said())
        return done(_("The action is in the plan of the visit."), "visits.show", visit=visit.public_id)
    mine = visit.visitor_id == work.actor.account_id
    return page("visits/ask.html", form=form, visit=visit, mine=mine)


def _named(unit: str | None) -> Visited | None:
    """Give the frozen unit that was chosen: only those of the visit were offered."""
    if not unit:
        return None
    return queries.visited(access.work().session, unit) or abort(404)


@blueprint.route("/visits/<id:visit>/acknowledge", methods=["GET", "POST"])
@requires(VISIT_ACKNOWLEDGE, visit=VISIT)
def acknowledge(visit: ExternalVisit) -> Response:
    work, form = access.work(), ButtonForm()
    if form.validate_on_submit():
        number = services.acknowledge(work, visit)
        said = _("Acknowledged for the centre. Actions: %(number)s", number=number)
        return done(said, "visits.show", visit=visit.public_id)
    waiting = queries.unacknowledged(work.session, visit)
    return page("visits/acknowledge.html", form=form, visit=visit, waiting=waiting)


@blueprint.get("/visits/actions/<id:action>")
@requires(ACTION_READ, action=ACTION)
def action(action: Acting) -> Response:
    note_opening(OpeningKind.ACTION, action.visit, action.public_id)
    return page("visits/action.html", **_seen(action))


def _seen(of: Acting) -> dict[str, Any]:
    """Give what every page of an action shows, and what the reader may do with it."""
    work = access.work()
    shown = queries.shown_action(work.session, work.actor, of, work.today)
    closers = {of.visit.visitor_id, of.row.account_id}
    over = of.visit.status(work.today) is not VisitStatus.OPEN
    return {
        "visit": of.visit,
        "one": shown,
        "today": work.today,
        "sees_visit": access.may(VISIT_READ, of.visit),
        "does": access.may(ACTION_DO, of) and shown.status in {ActionStatus.OPEN, ActionStatus.OVERDUE},
        "closes": access.may(ACTION_CLOSE, of)
        and shown.status is ActionStatus.DONE
        and of.row.done_by_id != work.actor.account_id
        and (over or work.actor.account_id in closers),
    }


@blueprint.route("/visits/actions/<id:action>/done", methods=["GET", "POST"])
@requires(ACTION_DO, action=ACTION)
def mark_done(action: Acting) -> Response:
    form = DoneForm(data={"language": locale.language()})
    if form.validate_on_submit():
        services.mark_done(access.work(), action, form.words.data or "", form.language.data)
        return done(_("It is on record that this is done."), "visits.action", action=action.public_id)
    return page("visits/done.html", form=form, **_seen(action))


@blueprint.route("/visits/actions/<id:action>/close", methods=["GET", "POST"])
@requires(ACTION_CLOSE, action=ACTION)
def close(action: Acting) -> Response:
    form = ButtonForm()
    if form.validate_on_submit():
        services.close(access.work(), action)
        return done(_("The action is closed."), "visits.action", action=action.public_id)
    return page("visits/close.html", form=form, **_seen(action))
