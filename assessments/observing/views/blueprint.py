"""The blueprint of observing, its entry in the menu, and what its addresses name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from assessments.observing import queries
from assessments.observing.policy import OBSERVATION_READ, OBSERVATION_SIGN, OBSERVATION_WRITE
from assessments.observing.queries import ToSign
from portfolio.web import access
from portfolio.web.access import Subject
from portfolio.web.navigation import MenuEntry

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from assessments.observing.models import Observation

blueprint = Blueprint("observing", "assessments.observing")
MENU = [MenuEntry(_l("Observations"), "observing.observations", OBSERVATION_WRITE, 20)]


def _own(session: Session, public_id: str) -> Observation | None:
    person = access.signed_in()
    return queries.own_observation(session, person, public_id) if person else None


OBSERVATION = Subject(_own, OBSERVATION_WRITE)
RECORD = Subject(queries.record, OBSERVATION_READ)


def standing(evidence: Any) -> dict[str, Any] | None:
    """Give what a page of evidence says of the observation that it is the record of."""
    session = access.work().session
    row = queries.of_evidence(session, evidence.id) if evidence.record else None
    if row is None or not access.may(OBSERVATION_READ, row):
        return None
    signs = row.signed_at is None and access.may(OBSERVATION_SIGN, row)
    return {"row": row, "observer": queries.name_of(session, row.observer_id), "signs": signs}


def to_sign() -> list[ToSign]:
    """Give what a learner's start page says of records that wait for their signature."""
    work = access.work()
    return queries.to_sign(work.session, work.actor)


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(observation_standing=standing, observations_to_sign=to_sign)
)
