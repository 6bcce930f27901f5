"""The blueprint of certification, what its addresses name, and what other pages ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response
from flask_babel import lazy_gettext as _l

from assessments.certification import queries
from assessments.certification.forms import LEARNER_WORDS, STATE_SIGNS, STATE_WORDS, STEP_WORDS
from assessments.certification.forms import reason_words as words_of
from assessments.certification.policy import CERTIFICATION_READ, CERTIFICATION_RECORD, OWN_CERTIFICATES
from assessments.certification.queries import ListedClaim
from assessments.certification.rules.readiness import Hindrance
from assessments.registers.policy import REGISTERS_READ
from portfolio.learning.queries import enrolled_unit, enrolment
from portfolio.web import access
from portfolio.web.access import Subject
from portfolio.web.navigation import MenuEntry
from portfolio.web.pages import done
from standards.qualifications.policy import QUALIFICATIONS_READ
from standards.qualifications.queries import qualification

if TYPE_CHECKING:
    from assessments.certification.models import CertificationClaim
    from portfolio.learning.models import EnrolledUnit

blueprint = Blueprint("certification", "assessments.certification")
MENU = [
    MenuEntry(_l("Certification"), "certification.claims", CERTIFICATION_READ, order=38),
    MenuEntry(_l("Certificates"), "certification.own", OWN_CERTIFICATES, order=39),
]
CLAIM = Subject(queries.claim, CERTIFICATION_READ)
ENROLMENT = Subject(enrolment, CERTIFICATION_READ)
UNIT = Subject(enrolled_unit, CERTIFICATION_READ)
QUALIFICATION = Subject(qualification, QUALIFICATIONS_READ)


def back(said: str, row: CertificationClaim) -> Response:
    return done(said, "certification.claim", claim=row.public_id)


def reason_words(one: Hindrance) -> str:
    return words_of(one, keeper=access.may(REGISTERS_READ))


def claims_to_withdraw() -> list[ListedClaim]:
    """Give what a start page tells of claims whose units were reopened."""
    work = access.work()
    return queries.to_withdraw(work.session, work.actor) if access.may(CERTIFICATION_READ) else []


def claims_of_unit(unit: EnrolledUnit) -> list[ListedClaim]:
    return queries.claims_of_unit(access.work().session, unit)


def follows_certification() -> bool:
    return access.may(CERTIFICATION_READ)


def own_certificates(unit: EnrolledUnit) -> bool:
    return access.may(OWN_CERTIFICATES, unit)


def records_certification() -> bool:
    return access.may(CERTIFICATION_RECORD)


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        certification_states=STATE_WORDS,
        certification_signs=STATE_SIGNS,
        certification_steps=STEP_WORDS,
        certification_for_learner=LEARNER_WORDS,
        certification_reason=reason_words,
        claims_to_withdraw=claims_to_withdraw,
        certification_of_unit=claims_of_unit,
        follows_certification=follows_certification,
        own_certificates=own_certificates,
        records_certification=records_certification,
    )
)
