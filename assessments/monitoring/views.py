"""The pages of monitoring: whose turn it is, planning and recording, and what an assessor reads of their own work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from flask import Blueprint, Response
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from assessments.monitoring import queries, services
from assessments.monitoring.forms import (
    FOUND_WORDS,
    HOW_WORDS,
    MONITORING_COLOURS,
    MONITORING_WORDS,
    POINT_WORDS,
    SEEN_WORDS,
    ActivityForm,
    AnswerForm,
    CancelForm,
    CloseForm,
    RecordForm,
)
from assessments.monitoring.policy import MONITORING_OWN, MONITORING_READ, MONITORING_WRITE
from assessments.monitoring.rules import MonitoringStatus
from portfolio.people import queries as people
from portfolio.web import access, locale
from portfolio.web.access import Subject, requires
from portfolio.web.pages import address_of_page, done, page, page_asked

if TYPE_CHECKING:
    from assessments.monitoring.models import MonitoringActivity
    from assessments.monitoring.queries import ShownActivity
    from portfolio.people.models import Membership

blueprint = Blueprint("monitoring", "assessments.monitoring")


def _of_others(session: Session, public_id: str) -> MonitoringActivity | None:
    """Load an activity, but never for the assessor whose work it is of."""
    row = queries.activity(session, public_id)
    return row if row is not None and row.assessor_id != access.actor().account_id else None


def _of_oneself(session: Session, public_id: str) -> MonitoringActivity | None:
    row = queries.activity(session, public_id)
    return row if row is not None and row.assessor_id == access.actor().account_id else None


ACTIVITY = Subject(_of_others, MONITORING_READ)
OWN_ACTIVITY = Subject(_of_oneself, MONITORING_OWN)
ASSESSOR = Subject(queries.assessor_member, MONITORING_READ)


@blueprint.get("/monitoring")
@requires(MONITORING_READ)
def assessors() -> Response:
    """List the assessors with when they were observed last, and by when they are to be again."""
    work = access.work()
    provider_id = cast("int", work.actor.provider_id)
    found = queries.observed(work.session, provider_id, locale.language(), work.today, page_asked())
    return page(
        "monitoring/assessors.html",
        found=found,
        months=people.settings_of(work.session, provider_id),
        today=work.today,
        own=work.actor.account_id,
        plans=access.may(MONITORING_WRITE),
        page_url=address_of_page(),
    )


@blueprint.get("/monitoring/activities")
@requires(MONITORING_READ)
def activities() -> Response:
    work = access.work()
    found = queries.activities(work.session, work.actor, work.today, page_asked())
    return page("monitoring/activities.html", found=found, page_url=address_of_page())


@blueprint.route("/monitoring/assessors/<id:assessor>/new", methods=["GET", "POST"])
@requires(MONITORING_WRITE, assessor=ASSESSOR)
def plan(assessor: Membership) -> Response:
    work, form = access.work(), ActivityForm()
    learners = queries.learners_of(work.session, work.actor, assessor, work.today)
    form.offer({one: name for one, (_id, name) in learners.items()})
    if form.validate_on_submit():
        portfolio_id = learners[form.learner.data][0] if form.learner.data else None
        made = services.plan(work, assessor, form.said(locale.language()), portfolio_id)
        return done(_("It is planned. The assessor can read it."), "monitoring.activity", activity=made.public_id)
    name = people.account(work.session, assessor.account_id).name
    return page("monitoring/plan.html", form=form, name=name)


def _shown(row: MonitoringActivity) -> ShownActivity:
    work = access.work()
    return queries.shown(work.session, work.actor, row, work.today)


@blueprint.get("/monitoring/activities/<id:activity>")
@requires(MONITORING_READ, activity=ACTIVITY)
def activity(activity: MonitoringActivity) -> Response:
    work, writes = access.work(), access.may(MONITORING_WRITE, activity)
    return page("monitoring/activity.html", shown=_shown(activity), writes=writes, today=work.today)


@blueprint.route("/monitoring/activities/<id:activity>/record", methods=["GET", "POST"])
@requires(MONITORING_WRITE, activity=ACTIVITY)
def record(activity: MonitoringActivity) -> Response:
    work = access.work()
    form = RecordForm(data={"version": activity.version})
    if form.validate_on_submit():
        services.record(work, activity, form.said(locale.language()), form.looked_at())
        said = _("It is recorded. The assessor can read it and answer.")
        return done(said, "monitoring.activity", activity=activity.public_id)
    form.catch_up(activity.version)
    return page("monitoring/record.html", form=form, shown=_shown(activity))


@blueprint.route("/monitoring/activities/<id:activity>/cancel", methods=["GET", "POST"])
@requires(MONITORING_WRITE, activity=ACTIVITY)
def cancel(activity: MonitoringActivity) -> Response:
    work, form = access.work(), CancelForm(data={"version": activity.version})
    if form.validate_on_submit():
        services.cancel(work, activity, form.reason.data or "", form.looked_at())
        return done(_("It is called off."), "monitoring.activity", activity=activity.public_id)
    form.catch_up(activity.version)
    return page("monitoring/cancel.html", form=form, shown=_shown(activity))


@blueprint.route("/monitoring/activities/<id:activity>/close", methods=["GET", "POST"])
@requires(MONITORING_WRITE, activity=ACTIVITY)
def close(activity: MonitoringActivity) -> Response:
    work, form = access.work(), CloseForm(data={"version": activity.version})
    if form.validate_on_submit():
        services.close(work, activity, form.looked_at())
        return done(_("It is closed."), "monitoring.activity", activity=activity.public_id)
    form.catch_up(activity.version)
    return page("monitoring/close.html", form=form, shown=_shown(activity))


@blueprint.get("/monitoring/own")
@requires(MONITORING_OWN)
def own() -> Response:
    """Show an assessor what is planned and recorded of their own work."""
    work = access.work()
    found = queries.own(work.session, work.actor, work.today, page_asked())
    return page("monitoring/own.html", found=found, page_url=address_of_page())


@blueprint.get("/monitoring/own/<id:own_activity>")
@requires(MONITORING_OWN, own_activity=OWN_ACTIVITY)
def own_activity(own_activity: MonitoringActivity) -> Response:
    answers = own_activity.status in {MonitoringStatus.RECORDED, MonitoringStatus.ANSWERED}
    return page("monitoring/own_activity.html", shown=_shown(own_activity), answers=answers, today=access.work().today)


@blueprint.route("/monitoring/own/<id:own_activity>/answer", methods=["GET", "POST"])
@requires(MONITORING_OWN, own_activity=OWN_ACTIVITY)
def answer(own_activity: MonitoringActivity) -> Response:
    work, row = access.work(), own_activity
    form = AnswerForm(data={"version": row.version, "done_on": row.done_on})
    if form.validate_on_submit():
        services.answer(work, row, form.words.data or "", form.done_on.data, locale.language(), form.looked_at())
        return done(_("Your answer is sent."), "monitoring.own_activity", own_activity=row.public_id)
    form.catch_up(row.version)
    return page("monitoring/answer.html", form=form, shown=_shown(row))


def monitored() -> Sequence[MonitoringActivity]:
    """Give what an assessor's start page shows of what was recorded of their work and waits for their answer."""
    work = access.work()
    return queries.to_answer(work.session, work.actor)


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        monitoring_how=HOW_WORDS,
        monitoring_statuses=MONITORING_WORDS,
        monitoring_colours=MONITORING_COLOURS,
        monitoring_found=FOUND_WORDS,
        monitoring_points=POINT_WORDS,
        monitoring_seen=SEEN_WORDS,
        monitored=monitored,
    )
)
