"""The awarding body of the demonstration: one claim that waits for its answer, and one whose certificate has come."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from assessments.certification import queries, services
from assessments.certification.models import CertificationClaim
from assessments.certification.rules.course import ClaimState, NewStep, NewTerms
from portfolio.core.work import UnitOfWork
from portfolio.learning.models import EnrolledUnit, Enrolment
from standards.qualifications.models import Qualification

DAYS_AGO = 1
ORGANISATION = "Corff Dyfarnu Eryri"
DIRECT_SINCE, LEAST_WEEKS, REGISTER_WITHIN = timedelta(days=400), 1, 25
AFTER = timedelta(days=9)
"""From the start of an enrolment until it was registered."""
REFERENCE, CERTIFICATE = "CDE/2041", "T-2041-7"
CLAIMS = 2


def prepare(manager: UnitOfWork, provider_id: int, qualification_id: int) -> None:
    """Say who the awarding body is, and register everybody whose start was long enough ago."""
    row = manager.session.get_one(Qualification, qualification_id)
    since = manager.today - DIRECT_SINCE
    new = NewTerms(ORGANISATION, since, None, LEAST_WEEKS, REGISTER_WITHIN)
    services.set_terms(manager, provider_id, row, new)
    wanted = (Enrolment.provider_id == provider_id, Enrolment.qualification_id == qualification_id)
    for number, one in enumerate(manager.session.scalars(select(Enrolment).where(*wanted).order_by(Enrolment.id))):
        if _registered(one) <= manager.today:
            services.register(manager, one, f"CDE-{7001 + number}", _registered(one))


def _registered(enrolment: Enrolment) -> date:
    return enrolment.start + AFTER


def claim(manager: UnitOfWork, provider_id: int, assurer: int) -> None:
    """Claim the first units of which nothing is in the way; of the first the certificate has come since."""
    signed = select(EnrolledUnit.enrolment_id).where(EnrolledUnit.complete.is_(True))
    wanted = (Enrolment.provider_id == provider_id, Enrolment.id.in_(signed))
    claimed: list[CertificationClaim] = []
    for one in manager.session.scalars(select(Enrolment).where(*wanted).order_by(Enrolment.id)).all():
        standing = queries.standing(manager.session, one, manager.today)
        free = [
            unit.row.public_id
            for unit in standing.units
            if (queries.last_signed(manager.session, [unit.row.id]) or date.max) <= manager.today
            and not services.in_the_way(manager, standing, [unit.row.public_id], assurer, whole=False)
        ]
        if free and len(claimed) < CLAIMS:
            claimed.append(services.claim(manager, one, free[:1], assurer, whole=False))
    for row in claimed[:1]:
        for step, reference in ((ClaimState.APPROVED, REFERENCE), (ClaimState.RECEIVED, CERTIFICATE)):
            services.step(manager, row, NewStep(step, manager.today, reference), "cy", row.version)
