"""The blueprint of credentials, what its addresses name, and what other pages ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Blueprint, abort, current_app

from assessments.credentials import queries
from assessments.credentials.forms import REASONS
from assessments.credentials.policy import CREDENTIAL_READ
from assessments.credentials.services import Office
from assessments.credentials.views.wording import sentences
from assessments.judging.policy import UNIT_READ
from portfolio.core.keys import KeyRing
from portfolio.learning.queries import enrolled_unit
from portfolio.web import access
from portfolio.web.access import Subject
from portfolio.web.letters import site
from standards.foundation import Language

if TYPE_CHECKING:
    from assessments.credentials.models import Credential
    from portfolio.learning.models import EnrolledUnit

blueprint = Blueprint("credentials", "assessments.credentials")
CREDENTIAL_TYPE = "application/vc+ld+json"
UNIT = Subject(enrolled_unit, UNIT_READ)
CREDENTIAL = Subject(queries.credential, CREDENTIAL_READ)


def language_of(edition: str) -> Language:
    """Give which edition an address names; there are no others."""
    return "cy" if edition == "cy" else "en" if edition == "en" else abort(404)


def office() -> Office:
    """Give what issuing needs of the installation."""
    return Office(cast("KeyRing", current_app.extensions["keys"]), site().base_url, sentences)


def credential_of(unit: EnrolledUnit) -> Credential | None:
    """Give what a unit's page says of its credential."""
    return queries.of_unit(access.work().session, unit.id)


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(credential_of=credential_of, revocation_reasons=REASONS)
)
