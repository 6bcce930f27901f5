"""The pages of a unit and of a whole programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from assessments.judging import queries
from assessments.judging.policy import UNIT_COUNTERSIGN, UNIT_DECLARE, UNIT_READ, UNIT_REOPEN, UNIT_SIGN, UNIT_VERIFY
from assessments.judging.queries import UnitSheet
from assessments.judging.rules import Missing, reopening_role, spans
from assessments.judging.views.blueprint import ENROLMENT, UNIT, blueprint
from assessments.judging.views.criteria import asked_side, parts, row_words, working
from portfolio.evidence.policy import EVIDENCE_WRITE
from portfolio.learning.policy import PORTFOLIO_READ
from portfolio.learning.rules import LOCKED, CriterionState, UnitStatus
from portfolio.web import access
from portfolio.web.access import may, requires
from portfolio.web.pages import page
from standards.library.queries import ShownCriterion
from standards.qualifications.rules import certification

if TYPE_CHECKING:
    from portfolio.learning.models import EnrolledUnit, Enrolment

FILTERS = ("all", "missing", "referred", "met")
SIGNING = {
    Missing.DECLARATION: ("declare", UNIT_DECLARE),
    Missing.SIGNATURE: ("sign", UNIT_SIGN),
    Missing.COUNTERSIGNATURE: ("countersign", UNIT_COUNTERSIGN),
    Missing.VERIFICATION: ("verify", UNIT_VERIFY),
}
"""What supplies what is missing, once nothing else is before it."""


@blueprint.get("/units/<id:unit>")
@requires(UNIT_READ, unit=UNIT)
def unit(unit: EnrolledUnit) -> Response:
    work = access.work()
    sheet = queries.unit_sheet(work.session, unit, work.actor.account_id)
    shown = request.args.get("show", "all")
    shown = shown if shown in FILTERS else "all"
    side = asked_side()

    def wanted(criterion: ShownCriterion) -> bool:
        state = sheet.state(criterion.id)
        return state is not CriterionState.MET if shown == "missing" else state.value == shown

    return page(
        "judging/unit.html",
        sheet=sheet,
        parts=parts(sheet, side, None if shown == "all" else wanted),
        shown=shown,
        filters=FILTERS,
        side=side,
        working=working([sheet], side),
        row_words=row_words(),
        acts=acts(sheet),
        can_add=may(EVIDENCE_WRITE, unit) and UnitStatus(unit.status) not in LOCKED,
        lacking=lacking(sheet),
    )


def acts(sheet: UnitSheet) -> list[str]:
    """List what the reader may do next to a unit: what both their rights and its status allow."""
    unit = sheet.row
    signing = (SIGNING[one] for one in sheet.missing[:1] if one in SIGNING)
    found = [act for act, permission in signing if may(permission, unit)]
    if reopening_role(sheet.standing, access.roles_in(UNIT_REOPEN, unit)):
        found.append("reopen")
    return found


def lacking(sheet: UnitSheet) -> dict[str, list[str]]:
    """List the codes of the criteria that are not met, by state, as short as they can be said."""
    states = (CriterionState.REFERRED, CriterionState.OPEN, CriterionState.CLAIMED)
    order = [one.code for one in sheet.outline.assessable]
    return {state.value: spans(order, {one.code for one in sheet.in_state(state)}) for state in states}


@blueprint.get("/enrolments/<id:enrolment>")
@requires(PORTFOLIO_READ, enrolment=ENROLMENT)
def programme(enrolment: Enrolment) -> Response:
    side = asked_side()
    work = access.work()
    found = queries.programme(work.session, enrolment, work.actor.account_id)
    units = [(sheet, parts(sheet, side)) for sheet in found.units]
    words = {"working": working(found.units, side), "row_words": row_words()}
    return page(
        "judging/programme.html",
        programme=found,
        units=units,
        side=side,
        certification=certification(found.last_certification, work.today),
        **words,
    )
