"""Writing a plan: beginning a version, its activities, and putting it forward."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, abort, flash, make_response, request
from flask_babel import gettext as _

from portfolio.plans import queries, services
from portfolio.plans.forms import UNUSUAL_WORDS, ActivityForm, BeginForm, ConfirmForm
from portfolio.plans.policy import PLAN_WRITE
from portfolio.plans.rules import VersionStatus, unusual_day
from portfolio.plans.views.blueprint import ACTIVITY, ENROLMENT, VERSION, blueprint
from portfolio.plans.views.reading import head
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.forms import sentence
from portfolio.web.lockers import locker
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from portfolio.learning.models import Enrolment
    from portfolio.plans.models import PlannedActivity, PlanVersion


@blueprint.route("/enrolments/<id:enrolment>/plan/new", methods=["GET", "POST"])
@requires(PLAN_WRITE, enrolment=ENROLMENT)
def begin(enrolment: Enrolment) -> Response:
    work = access.work()
    last = queries.last_version(work.session, enrolment.id)
    form = BeginForm(data={"language": last.language if last else locale.language()})
    if form.validate_on_submit():
        made = services.begin(work, enrolment, form.language.data)
        said = _("Version %(number)s is begun. The learner can read along.", number=made.number)
        return done(said, "plans.version", version=made.public_id)
    return page("plans/begin.html", form=form, last=last, **head(enrolment))


@blueprint.route("/plans/<id:version>/activities/new", methods=["GET", "POST"])
@requires(PLAN_WRITE, version=VERSION)
def add_activity(version: PlanVersion) -> Response:
    work = access.work()
    enrolment = queries.enrolment_of(work.session, version)
    if _stays(version):
        return _why("plan-not-draft", enrolment, version)
    form = ActivityForm(data={"version": version.version, "language": enrolment.language})
    if form.validate_on_submit():
        services.plan(work, version, form.said(), form.looked_at())
        _tell(form, enrolment)
        return done(_("The activity is planned."), "plans.version", version=version.public_id)
    return _activity(form, version, None)


@blueprint.route("/planned/<id:activity>/change", methods=["GET", "POST"])
@requires(PLAN_WRITE, activity=ACTIVITY)
def change_activity(activity: PlannedActivity) -> Response:
    work = access.work()
    version = _written_now(activity)
    found = queries.shown_activity(work.session, version, activity, work.today)
    if found is None or _stays(version):
        code = "plan-not-draft" if found else "plan-left-out"
        return _why(code, queries.enrolment_of(work.session, version), version)
    given = {name: getattr(found.line, name) for name in ("planned_on", *queries.SAID)}
    form = ActivityForm(data={**given, "version": version.version, "criteria": [one.key for one in found.criteria]})
    if form.validate_on_submit():
        services.change(work, version, activity, form.said(), form.looked_at())
        _tell(form, queries.enrolment_of(work.session, version))
        return done(_("The activity is changed."), "plans.version", version=version.public_id)
    return _activity(form, version, activity)


def _tell(form: ActivityForm, enrolment: Enrolment) -> None:
    """Tell of a day that is hardly meant; what was saved stays."""
    planned_on = form.planned_on.data
    unusual = unusual_day(planned_on, enrolment.planned_end, access.work().today) if planned_on else None
    if unusual is not None:
        flash(str(UNUSUAL_WORDS[unusual]), "message")


def _written_now(activity: PlannedActivity) -> PlanVersion:
    """Give the last version of the plan that an activity is of: only there it can change."""
    return queries.last_version(access.work().session, activity.enrolment_id) or abort(404)


def _stays(version: PlanVersion) -> bool:
    """Tell whether to say at once that a version can no longer be changed, before anything is typed in vain."""
    return request.method == "GET" and version.status != VersionStatus.DRAFT


def _why(code: str, enrolment: Enrolment, version: PlanVersion) -> Response:
    return make_response(
        page("plans/stays.html", why=sentence(code, {}), version=version, **head(enrolment)), HTTPStatus.CONFLICT
    )


def _activity(form: ActivityForm, version: PlanVersion, activity: PlannedActivity | None) -> Response:
    session = access.work().session
    enrolment = queries.enrolment_of(session, version)
    return page(
        "plans/edit_activity.html",
        form=form,
        version=version,
        activity=activity,
        changed=form.catch_up(version.version),
        units=queries.pick_units(session, enrolment.id),
        locker=locker(f"planned-{activity.public_id if activity else version.public_id}", here=True),
        **head(enrolment),
    )


@blueprint.route("/planned/<id:activity>/leave-out", methods=["GET", "POST"])
@requires(PLAN_WRITE, activity=ACTIVITY)
def leave_out(activity: PlannedActivity) -> Response:
    work = access.work()
    version = _written_now(activity)
    found = queries.shown_activity(work.session, version, activity, work.today)
    enrolment = queries.enrolment_of(work.session, version)
    if found is None or _stays(version):
        return _why("plan-not-draft" if found else "plan-left-out", enrolment, version)
    form = ConfirmForm(data={"version": version.version})
    if form.validate_on_submit():
        services.leave_out(work, version, activity, form.looked_at())
        return done(_("The activity is left out of this version."), "plans.version", version=version.public_id)
    form.catch_up(version.version)
    return page("plans/leave_out.html", form=form, version=version, found=found, **head(enrolment))


@blueprint.route("/plans/<id:version>/discard", methods=["GET", "POST"])
@requires(PLAN_WRITE, version=VERSION)
def discard(version: PlanVersion) -> Response:
    work, form = access.work(), ConfirmForm(data={"version": version.version})
    enrolment = queries.enrolment_of(work.session, version)
    if _stays(version):
        return _why("plan-not-draft", enrolment, version)
    if form.validate_on_submit():
        services.discard(work, version, form.looked_at())
        return done(_("The draft is discarded."), "plans.plan", enrolment=enrolment.public_id)
    form.catch_up(version.version)
    found = queries.shown(work.session, version, work.today)
    return page("plans/discard.html", form=form, found=found, **head(enrolment))


@blueprint.route("/plans/<id:version>/put-forward", methods=["GET", "POST"])
@requires(PLAN_WRITE, version=VERSION)
def put_forward(version: PlanVersion) -> Response:
    work, form = access.work(), ConfirmForm(data={"version": version.version})
    if form.validate_on_submit():
        services.put_forward(work, version, form.looked_at())
        said = _("The plan is put forward, with your agreement. It holds once the learner agrees.")
        return done(said, "plans.version", version=version.public_id)
    form.catch_up(version.version)
    found = queries.shown(work.session, version, work.today)
    enrolment = queries.enrolment_of(work.session, version)
    return page("plans/put_forward.html", form=form, found=found, **head(enrolment))
