"""The pages by which groups and units are put into a draft, moved and taken out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort, request
from flask_babel import gettext as _

from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.filters import dated, words
from portfolio.web.pages import done, page
from standards.comparisons import queries as comparisons
from standards.library import queries as library
from standards.qualifications import queries, services
from standards.qualifications.forms import ConfirmForm, GroupForm, UnitForm, number_in
from standards.qualifications.policy import QUALIFICATIONS_MANAGE
from standards.qualifications.queries import ShownGroup, ShownQualification, ShownUnit
from standards.qualifications.rules import Combination
from standards.qualifications.services import NewGroup, NewUnit
from standards.qualifications.views.blueprint import A_QUALIFICATION, blueprint
from standards.qualifications.views.wholes import show

if TYPE_CHECKING:
    from standards.qualifications.models import Qualification

ONE = "/qualifications/<id:qualification>"


def found_in(qualification: Qualification) -> ShownQualification:
    return queries.shown(access.work().session, qualification)


def unit_of(found: ShownQualification, unit: str) -> ShownUnit:
    return found.unit(unit) or abort(404)


def _group_at(found: ShownQualification, position: int) -> ShownGroup:
    return next((group for group in found.groups if group.row.position == position), None) or abort(404)


def _back(message: str, qualification: Qualification) -> Response:
    return done(message, "qualifications.qualification", qualification=qualification.public_id)


@blueprint.route(f"{ONE}/groups/add", methods=["GET", "POST"])
@requires(QUALIFICATIONS_MANAGE, qualification=A_QUALIFICATION)
def add_group(qualification: Qualification) -> Response:
    form = GroupForm()
    if form.validate_on_submit():
        how = Combination(form.combination.data)
        new = NewGroup(form.title(), how, number_in(form.minimum) or 0, number_in(form.maximum))
        services.add_group(access.work(), qualification, new)
        return _back(_("The group is added."), qualification)
    return page("qualifications/add_group.html", form=form, qualification=qualification)


@blueprint.route(f"{ONE}/units/add", methods=["GET", "POST"])
@requires(QUALIFICATIONS_MANAGE, qualification=A_QUALIFICATION)
def add_unit(qualification: Qualification) -> Response:
    found, work = found_in(qualification), access.work()
    form = UnitForm(group=request.args.get("group"))
    used = [unit.standard.id for unit in found.units]
    offered = library.choosable(work.session, work.actor, locale.language(), used)
    form.offer(
        [(str(group.row.position), words(group.row.title)) for group in found.groups],
        [(one.public_id, f"{words(one.title)} ({one.urn}, {dated(one.edition)})") for one in offered],
    )
    if form.validate_on_submit():
        standard = next(one for one in offered if one.public_id == form.standard.data)
        new = NewUnit(standard, form.number.data, number_in(form.credits) or 0)
        services.add_unit(work, qualification, _group_at(found, int(form.group.data)).row, new)
        return _back(_("The unit is added."), qualification)
    return page("qualifications/add_unit.html", form=form, found=found, offered=offered)


@blueprint.route(f"{ONE}/units/<id:unit>/move", methods=["GET", "POST"])
@requires(QUALIFICATIONS_MANAGE, qualification=A_QUALIFICATION)
def move_unit(qualification: Qualification, unit: str) -> Response:
    form, found = ConfirmForm(), unit_of(found_in(qualification), unit)
    if form.validate_on_submit():
        services.move_unit(access.work(), qualification, found.row, up=request.form.get("direction") != "down")
        return _back(_("The unit is moved."), qualification)
    return show(qualification, form)


@blueprint.route(f"{ONE}/units/<id:unit>/renew", methods=["GET", "POST"])
@requires(QUALIFICATIONS_MANAGE, qualification=A_QUALIFICATION)
def renew_unit(qualification: Qualification, unit: str) -> Response:
    form, found, work = ConfirmForm(), unit_of(found_in(qualification), unit), access.work()
    if form.validate_on_submit():
        later = comparisons.later(work.session, work.actor, [found.standard])
        standard = later.get(found.standard.id) or abort(404)
        services.renew_unit(work, qualification, found.row, standard)
        return _back(_("The unit stands on edition %(edition)s now.", edition=dated(standard.edition)), qualification)
    return show(qualification, form)


@blueprint.route(f"{ONE}/units/<id:unit>/remove", methods=["GET", "POST"])
@requires(QUALIFICATIONS_MANAGE, qualification=A_QUALIFICATION)
def remove_unit(qualification: Qualification, unit: str) -> Response:
    form, found = ConfirmForm(), unit_of(found_in(qualification), unit)
    if form.validate_on_submit():
        services.remove_unit(access.work(), qualification, found.row)
        return _back(_("The unit is taken out of the draft."), qualification)
    return page("qualifications/remove_unit.html", form=form, qualification=qualification, unit=found)


@blueprint.route(f"{ONE}/groups/<int:position>/remove", methods=["GET", "POST"])
@requires(QUALIFICATIONS_MANAGE, qualification=A_QUALIFICATION)
def remove_group(qualification: Qualification, position: int) -> Response:
    form, found = ConfirmForm(), _group_at(found_in(qualification), position)
    if form.validate_on_submit():
        services.remove_group(access.work(), qualification, found.row)
        return _back(_("The group is taken out of the draft with its units."), qualification)
    return page("qualifications/remove_group.html", form=form, qualification=qualification, group=found)
