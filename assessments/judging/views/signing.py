"""The pages on which a unit is declared, signed, countersigned, verified and reopened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from flask import Response, current_app
from flask_babel import gettext as _

from assessments.judging import queries, services
from assessments.judging.forms import DeclareForm, ReopenForm, SignForm
from assessments.judging.policy import UNIT_COUNTERSIGN, UNIT_DECLARE, UNIT_REOPEN, UNIT_SIGN, UNIT_VERIFY
from assessments.judging.queries import UnitSheet
from assessments.judging.rules import reopening_role
from assessments.judging.views.blueprint import UNIT, blueprint
from assessments.judging.views.criteria import asked_side, parts, row_words
from assessments.judging.views.passwords import is_theirs, try_own_password
from assessments.judging.views.units import lacking
from portfolio.core.keys import KeyRing
from portfolio.learning.rules import CriterionState
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.filters import words
from portfolio.web.forms import VersionedForm
from portfolio.web.pages import done, page
from standards.foundation import Actor, Changed
from standards.qualifications.rules import certification

if TYPE_CHECKING:
    from portfolio.learning.models import EnrolledUnit


def _keys() -> KeyRing:
    return cast("KeyRing", current_app.extensions["keys"])


def _shown(template: str, form: VersionedForm, sheet: UnitSheet, **more: object) -> Response:
    """Show the page of a signature; the form is about the unit as it is now, once the reader was told of a change."""
    if not form.version.data or isinstance(access.refusal(), Changed):
        form.version.data = str(sheet.row.version)
    side = asked_side()
    coverage = parts(sheet, side, lambda criterion: sheet.state(criterion.id) is CriterionState.MET)
    more["certification"] = certification(sheet.last_certification, access.work().today)
    return page(template, form=form, sheet=sheet, parts=coverage, row_words=row_words(), lacking=lacking(sheet), **more)


def _sign(
    unit: EnrolledUnit,
    form: SignForm,
    act: Callable[..., object],
    said: str,
    check: Callable[[EnrolledUnit, int], None] = services.check_version,
) -> Response | None:
    """Sign in a part once password, version and rules allow it; none where the page is to be shown again."""
    work = access.work()
    if not form.validate_on_submit() or not is_theirs(form):
        return None
    check(unit, form.looked_at())
    act(work, queries.portfolio_by_id(work.session, unit.portfolio_id), unit, _keys())
    return done(said, "judging.unit", unit=unit.public_id)


@blueprint.route("/units/<id:unit>/declare", methods=["GET", "POST"])
@requires(UNIT_DECLARE, unit=UNIT)
def declare(unit: EnrolledUnit) -> Response:
    work, form = access.work(), DeclareForm()
    if form.validate_on_submit():
        services.check_declarable(unit, form.looked_at())
        services.declare(work, queries.portfolio_by_id(work.session, unit.portfolio_id), unit)
        return done(
            _("You have declared this unit. Your assessor can sign it now."), "judging.unit", unit=unit.public_id
        )
    return _shown("judging/declare.html", form, queries.unit_sheet(work.session, unit))


@blueprint.route("/units/<id:unit>/sign", methods=["GET", "POST"])
@requires(UNIT_SIGN, prepare=try_own_password, unit=UNIT)
def sign(unit: EnrolledUnit) -> Response:
    form = SignForm()
    said = _("You have signed this unit. Its claims are locked now.")
    signed = _sign(unit, form, services.sign, said, services.check_signable)
    return signed or _shown("judging/sign.html", form, queries.unit_sheet(access.work().session, unit))


@blueprint.route("/units/<id:unit>/countersign", methods=["GET", "POST"])
@requires(UNIT_COUNTERSIGN, prepare=try_own_password, unit=UNIT)
def countersign(unit: EnrolledUnit) -> Response:
    form = SignForm()
    signed = _sign(
        unit, form, services.countersign, _("You have countersigned this unit. It counts as signed off now.")
    )
    return signed or _shown("judging/countersign.html", form, queries.unit_sheet(access.work().session, unit))


@blueprint.route("/units/<id:unit>/verify", methods=["GET", "POST"])
@requires(UNIT_VERIFY, prepare=try_own_password, unit=UNIT)
def verify(unit: EnrolledUnit) -> Response:
    form = SignForm()
    signed = _sign(unit, form, services.verify, _("You have verified this unit."))
    return signed or _shown("judging/verify.html", form, queries.unit_sheet(access.work().session, unit))


@blueprint.get("/units/to-verify")
@requires(UNIT_VERIFY)
def to_verify() -> Response:
    work, person = access.work(), cast("Actor", access.signed_in())
    return page(
        "judging/to_verify.html",
        waiting=queries.verifying(work.session, person, work.today),
        units=queries.units_to_verify(work.session, person, work.today),
    )


@blueprint.route("/units/<id:unit>/reopen", methods=["GET", "POST"])
@requires(UNIT_REOPEN, unit=UNIT)
def reopen(unit: EnrolledUnit) -> Response:
    work, form = access.work(), ReopenForm()
    sheet = queries.unit_sheet(work.session, unit)
    met = sheet.in_state(CriterionState.MET)
    role = reopening_role(sheet.standing, access.roles_in(UNIT_REOPEN, unit))
    form.offer((one.id, f"{one.code} {words(one.text)}") for one in met)
    if form.validate_on_submit():
        services.check_version(unit, form.looked_at())
        work.role = role or work.role
        portfolio = queries.portfolio_by_id(work.session, unit.portfolio_id)
        criteria = [int(one) for one in form.criteria.data or ()]
        services.reopen(work, portfolio, unit, criteria, form.reason.data or "")
        said = _("The unit is open again. The criteria you named wait for a new decision.")
        return done(said, "judging.unit", unit=unit.public_id)
    return _shown("judging/reopen.html", form, sheet, can_reopen=role is not None)
