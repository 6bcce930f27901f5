"""What a piece of evidence is for by the plan: the choice on its page, and what a link to that page says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request

from portfolio.evidence import queries, services
from portfolio.evidence.forms import EvidenceForm
from portfolio.evidence.views.blueprint import blueprint
from portfolio.plans import queries as plans
from portfolio.web import access, filters
from standards.foundation import Refused

if TYPE_CHECKING:
    from portfolio.evidence.models import Evidence
    from portfolio.learning.models import Portfolio
    from portfolio.plans.queries import Offered


def asked_for(portfolio: Portfolio) -> dict[str, Any]:
    """Give what a form begins with where the address names an agreed activity: its kind and its criteria."""
    session, asked = access.work().session, request.args.get("activity", "")
    found = (
        next((one for one in plans.offered(session, portfolio.id) if one.public_id == asked), None) if asked else None
    )
    if found is None:
        return {}
    keys = plans.planned_keys(session, found.id)
    open_now = queries.places(session, portfolio.id, keys)
    ticked = {key: "" for key in keys if key in open_now}
    return {"activity": found.public_id, "kind": found.method, "criteria": ticked}


def possible(portfolio: Portfolio, evidence: Evidence | None) -> list[Offered]:
    """Give the agreed activities; that which a piece is for already stays, whatever became of its plan."""
    return queries.possible_activities(access.work().session, portfolio.id, evidence)


def chosen(activities: list[Offered]) -> str:
    """Name what a piece is for, as its form does; nothing where it is for nothing planned."""
    return next((one.public_id for one in activities if one.chosen), "")


def named(activities: list[Offered]) -> dict[str, str]:
    """Name the activities to choose from."""
    return {one.public_id: f"{one.title} · {filters.day(one.planned_on)}" for one in activities}


def planned_for(activity_id: int | None) -> Offered | None:
    """Give what a page of evidence says of the activity that it is for."""
    return plans.offered_by_id(access.work().session, activity_id)


blueprint.record_once(lambda state: state.app.jinja_env.globals.update(planned_for=planned_for))


def answered(portfolio: Portfolio, evidence: Evidence, form: EvidenceForm) -> None:
    """Let a piece be for what its form says, where it says anything of it. Raises Refused."""
    if not form.says_activity:
        return
    said = form.activity.data or ""
    known = {one.public_id: one.id for one in possible(portfolio, evidence)}
    if said and said not in known:
        raise Refused("plan-not-offered")
    services.answer(access.work(), evidence, known.get(said))
