"""Appealing against a decision or about a unit, complaining, and logging a complaint that came otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Response
from flask_babel import gettext as _

from assessments.appeals import queries, services
from assessments.appeals.forms import AppealForm, ComplaintForm, LogForm
from assessments.appeals.policy import APPEAL_WRITE, COMPLAINT_LOG, COMPLAINT_WRITE
from assessments.appeals.queries import Candidate
from assessments.appeals.rules.cases import CameBy
from assessments.appeals.rules.procedures import PROCEDURES, ProcedureCode
from assessments.appeals.services import NewComplaint
from assessments.appeals.views.blueprint import DECISION, UNIT, back, blueprint
from portfolio.people import queries as people
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from datetime import date

    from assessments.appeals.queries import Decided
    from portfolio.learning.models import EnrolledUnit


@blueprint.route("/appeals/units/<id:unit>", methods=["GET", "POST"])
@requires(APPEAL_WRITE, unit=UNIT)
def appeal_unit(unit: EnrolledUnit) -> Response:
    """Appeal about a unit: signed, refused, or how it was assessed."""
    work, form = access.work(), AppealForm()
    if form.validate_on_submit():
        made = services.appeal(work, unit, None, form.words.data or "", locale.language())
        return back(_("Your appeal is sent. Below are its stages and days; every step is told to you by email."), made)
    return _asked(form, unit, None)


@blueprint.route("/appeals/decisions/<id:decision>", methods=["GET", "POST"])
@requires(APPEAL_WRITE, decision=DECISION)
def appeal_decision(decision: Decided) -> Response:
    """Appeal against a decision on a criterion."""
    work, form = access.work(), AppealForm()
    if form.validate_on_submit():
        made = services.appeal(work, decision.unit, decision.row, form.words.data or "", locale.language())
        return back(_("Your appeal is sent. Below are its stages and days; every step is told to you by email."), made)
    return _asked(form, decision.unit, decision)


def _asked(form: AppealForm, unit: EnrolledUnit, decision: Decided | None) -> Response:
    work = access.work()
    return page(
        "appeals/appeal.html",
        form=form,
        about=queries.appealed(work.session, unit, decision.row if decision else None),
        unit=unit,
        under_way=queries.under_way(work.session, unit.id),
        procedure=PROCEDURES[ProcedureCode.AWARDING_BODY],
    )


def _staff() -> list[Candidate]:
    """Give those whom a complaint may be about: the staff, but not whoever writes it."""
    work = access.work()
    found = queries.staff(work.session, cast("int", work.actor.provider_id), work.today)
    return [one for one in found if one.account_id != work.actor.account_id]


@blueprint.route("/complaints/new", methods=["GET", "POST"])
@requires(COMPLAINT_WRITE)
def complain() -> Response:
    work, form, staff = access.work(), ComplaintForm(), _staff()
    form.offer(staff)
    if form.validate_on_submit():
        new = NewComplaint(
            form.words.data or "",
            locale.language(),
            work.today,
            complainant=work.actor.account_id,
            about=form.about_id(staff),
        )
        made = services.complain(work, cast("int", work.actor.provider_id), new)
        return back(
            _("Your complaint is sent. Below are its stages and days; every step is told to you by email."), made
        )
    return page("appeals/complain.html", form=form, procedure=PROCEDURES[ProcedureCode.REGULATIONS])


@blueprint.route("/complaints/log", methods=["GET", "POST"])
@requires(COMPLAINT_LOG)
def log_complaint() -> Response:
    work, form, staff = access.work(), LogForm(), _staff()
    form.offer(staff)
    if form.validate_on_submit():
        provider_id = cast("int", work.actor.provider_id)
        known = people.member_by_email(work.session, provider_id, form.email.data or "")
        new = NewComplaint(
            form.words.data or "",
            locale.language(),
            cast("date", form.received.data),
            ProcedureCode(form.procedure.data),
            CameBy(form.came_by.data),
            complainant=known.id if known else None,
            name=form.name.data or "",
            email=form.email.data or "",
            spoken=form.spoken.data if form.spoken.data != "both" else None,
            about=form.about_id(staff),
        )
        return back(_("The complaint is logged."), services.complain(work, provider_id, new))
    return page("appeals/log_complaint.html", form=form)
