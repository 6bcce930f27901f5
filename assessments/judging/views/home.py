"""The start page: a learner's own units, and where those who work with learners begin."""

from __future__ import annotations

from typing import Any, cast

from flask import Response, url_for

from assessments.judging import queries
from assessments.judging.views.blueprint import blueprint
from portfolio.learning import queries as learning
from portfolio.learning.policy import LEARNERS_READ
from portfolio.people import queries as people
from portfolio.people.queries import Person, Trainee
from portfolio.web import access, locale
from portfolio.web.access import SIGNED_IN, requires
from portfolio.web.navigation import navigation
from portfolio.web.pages import page
from standards.foundation import Relation, Role

QUALITY_ASSURING = {Role.QUALITY_ASSURER: frozenset({Relation.ASSIGNED})}


def _late(person: Person, of: set[int] | None = None) -> list[Trainee]:
    """List the trainees whose day to be qualified by nears, is past or is not set."""
    work = access.work()
    return people.late_trainees(work.session, person.provider_id, work.today, of) if person.provider_id else []


@blueprint.get("/")
@requires(SIGNED_IN)
def home() -> Response:
    work = access.work()
    person = cast("Person", access.signed_in())
    roles, session = person.roles_at(None), work.session
    seen: dict[str, Any] = {"roles": {role.value for role in roles}}
    if Role.LEARNER in roles:
        seen["programmes"] = queries.own_programmes(session, person, work.today)
        seen["came_back"] = queries.came_back(session, person)
        seen["consents"] = queries.unsettled_consents(session, person, work.today)
    if Role.ASSESSOR in roles:
        seen["counts"] = queries.counts(session, person, work.today)
        seen["own_time"] = _late(person, {person.account_id})
    if Role.QUALITY_ASSURER in roles:
        seen["to_verify"] = queries.verifying(session, person, work.today)
        seen["assured"] = queries.assigned_learners(session, person, QUALITY_ASSURING, locale.language())
    if access.may(LEARNERS_READ) and Role.MANAGER in roles:
        seen["late"] = _late(person)
        seen["attention"] = learning.needing_attention(session, person, work.today)
    start = [entry for entry in navigation() if entry.url != url_for("judging.home")]
    return page("judging/home.html", start=start, **seen)
