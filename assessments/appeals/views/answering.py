"""Answering a stage, asking for the next, and taking a case back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort
from flask_babel import gettext as _

from assessments.appeals import queries, services
from assessments.appeals.forms import AnswerForm, FurtherForm
from assessments.appeals.policy import CASE_DECIDE, CASE_FOLLOW
from assessments.appeals.views.blueprint import CASE, back, blueprint, seen
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from assessments.appeals.models import Case


@blueprint.route("/cases/<id:case>/answer", methods=["GET", "POST"])
@requires(CASE_DECIDE, case=CASE)
def answer(case: Case) -> Response:
    work, shown = access.work(), seen(case)
    form = AnswerForm(data={"version": case.version})
    form.offer(queries.offered(work.session, case) if case.portfolio_id is not None else ())
    if form.validate_on_submit():
        services.answer(work, case, form.answer(locale.language()), form.looked_at())
        return back(_("The stage is answered, and the person is told."), case)
    form.catch_up(case.version)
    return page("appeals/answer.html", form=form, **shown)


@blueprint.route("/cases/<id:case>/further", methods=["GET", "POST"])
@requires(CASE_FOLLOW, case=CASE)
def further(case: Case) -> Response:
    """Ask for the next stage."""
    shown, form = seen(case), FurtherForm(data={"version": case.version})
    if form.validate_on_submit():
        services.go_further(access.work(), case, form.looked_at())
        return back(_("The next stage has begun."), case)
    form.catch_up(case.version)
    return page("appeals/further.html", form=form, **shown)


@blueprint.route("/cases/<id:case>/withdraw", methods=["GET", "POST"])
@requires(CASE_FOLLOW, case=CASE)
def withdraw(case: Case) -> Response:
    shown, form = seen(case), FurtherForm(data={"version": case.version})
    if case.complainant_id != access.work().actor.account_id:
        return abort(403)
    if form.validate_on_submit():
        services.withdraw(access.work(), case, form.looked_at())
        return back(_("The case is taken back and closed."), case)
    form.catch_up(case.version)
    return page("appeals/withdraw.html", form=form, **shown)
