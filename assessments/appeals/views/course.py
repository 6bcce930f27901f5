"""What a manager does with a case: who decides, extension, pause and going on, and telling an authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response
from flask_babel import gettext as _

from assessments.appeals import queries, services
from assessments.appeals.forms import AppointForm, ExtendForm, PauseForm, ResumeForm, UnresolvedForm
from assessments.appeals.policy import CASE_MANAGE
from assessments.appeals.rules.cases import procedure_of
from assessments.appeals.views.blueprint import CASE, back, blueprint, seen
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from assessments.appeals.models import Case


@blueprint.route("/cases/<id:case>/deciders", methods=["GET", "POST"])
@requires(CASE_MANAGE, case=CASE)
def appoint(case: Case) -> Response:
    shown, work = seen(case), access.work()
    stage = procedure_of(case.procedure).stage(case.stage)
    found = queries.candidates(work.session, case.provider_id, stage, work.today)
    had_part = queries.parties(work.session, case).makers
    now = queries.deciders(work.session, case)
    keys = [one.public_id for one in found if one.account_id in now]
    form = AppointForm(data={"version": case.version, "deciders": keys})
    form.offer(found, {one.account_id: one.account_id in had_part for one in found})
    if form.validate_on_submit():
        services.appoint(work, case, form.ids(found), form.looked_at())
        return back(_("It is saved who decides this stage."), case)
    form.catch_up(case.version)
    return page("appeals/appoint.html", form=form, **shown)


@blueprint.route("/cases/<id:case>/extend", methods=["GET", "POST"])
@requires(CASE_MANAGE, case=CASE)
def extend(case: Case) -> Response:
    shown, form = seen(case), ExtendForm(data={"version": case.version})
    if form.validate_on_submit():
        days, reason = form.days.data or 0, form.reason.data or ""
        services.extend(access.work(), case, days, form.consent.data, reason, form.looked_at())
        return back(_("The deadline is extended, and the person is told."), case)
    form.catch_up(case.version)
    return page("appeals/extend.html", form=form, **shown)


@blueprint.route("/cases/<id:case>/pause", methods=["GET", "POST"])
@requires(CASE_MANAGE, case=CASE)
def pause(case: Case) -> Response:
    work, shown = access.work(), seen(case)
    form = PauseForm(data={"version": case.version, "since": work.today})
    if form.validate_on_submit():
        since = form.since.data or work.today
        services.pause(work, case, form.code(), since, form.words.data or "", form.looked_at())
        return back(_("The case is on hold, and the person is told."), case)
    form.catch_up(case.version)
    return page("appeals/pause.html", form=form, **shown)


@blueprint.route("/cases/<id:case>/resume", methods=["GET", "POST"])
@requires(CASE_MANAGE, case=CASE)
def resume(case: Case) -> Response:
    work, shown = access.work(), seen(case)
    form = ResumeForm(data={"version": case.version, "again": work.today})
    if form.validate_on_submit():
        services.resume(work, case, form.day(), form.looked_at())
        return back(_("The case goes on, and the person is told until when."), case)
    form.catch_up(case.version)
    return page("appeals/resume.html", form=form, **shown)


@blueprint.route("/cases/<id:case>/unresolved", methods=["GET", "POST"])
@requires(CASE_MANAGE, case=CASE)
def unresolved(case: Case) -> Response:
    shown, form = seen(case), UnresolvedForm(data={"version": case.version})
    if form.validate_on_submit():
        services.tell_unresolved(access.work(), case, form.reasons.data or "", form.looked_at())
        return back(_("It is noted that an authority was told."), case)
    form.catch_up(case.version)
    return page("appeals/unresolved.html", form=form, **shown)
