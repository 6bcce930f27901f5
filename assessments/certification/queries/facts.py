"""What is stored of certification, as the book of its portfolio or of its centre must tell it."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from assessments.certification.events import step_key
from assessments.certification.models import (
    CertificationClaim,
    CertificationClaimUnit,
    CertificationRegistration,
    CertificationStep,
    CertificationTerms,
    ExternalRelease,
)
from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import canonical_text, sealed, stamp
from portfolio.learning.models import EnrolledUnit, Enrolment
from portfolio.people.models import Account
from standards.foundation import Facts
from standards.qualifications.models import Qualification

NAMED = aliased(Account)
REGISTRATIONS = (
    select(CertificationRegistration, Enrolment.public_id, Account.public_id)
    .join(Enrolment, Enrolment.id == CertificationRegistration.enrolment_id)
    .join(Account, Account.id == CertificationRegistration.author_id)
)
RELEASES = (
    select(ExternalRelease, EnrolledUnit.public_id, Account.public_id)
    .join(EnrolledUnit, EnrolledUnit.id == ExternalRelease.enrolled_unit_id)
    .join(Account, Account.id == ExternalRelease.author_id)
)
CLAIMS = (
    select(CertificationClaim, Enrolment.public_id, Account.public_id, NAMED.public_id)
    .join(Enrolment, Enrolment.id == CertificationClaim.enrolment_id)
    .join(Account, Account.id == CertificationClaim.claimant_id)
    .join(NAMED, NAMED.id == CertificationClaim.named_id)
)
CLAIMED_UNITS = (
    select(CertificationClaimUnit.claim_id, EnrolledUnit.public_id)
    .join(EnrolledUnit, EnrolledUnit.id == CertificationClaimUnit.enrolled_unit_id)
    .join(CertificationClaim, CertificationClaim.id == CertificationClaimUnit.claim_id)
    .order_by(EnrolledUnit.id)
)
STEPS = (
    select(CertificationStep, CertificationClaim.public_id, Account.public_id)
    .join(CertificationClaim, CertificationClaim.id == CertificationStep.claim_id)
    .join(Account, Account.id == CertificationStep.author_id)
)


def sealed_terms(row: CertificationTerms) -> str:
    return sealed(row.salt, canonical_text(organisation=row.organisation))


def sealed_registration(row: CertificationRegistration) -> str:
    return sealed(row.salt, canonical_text(number=row.number))


def sealed_release(row: ExternalRelease) -> str:
    return sealed(row.salt, canonical_text(name=row.name, reference=row.reference))


def sealed_step(row: CertificationStep) -> str:
    return sealed(row.salt, canonical_text(reference=row.reference, words=row.words))


def sealed_claim(row: CertificationClaim, first: CertificationStep) -> str:
    """Seal the awarding organisation's name, with the salt of the step that made the claim."""
    return sealed(first.salt, canonical_text(organisation=row.organisation))


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give what is stored of a portfolio's certification."""
    return {**_registrations(one), **_releases(one), **_claims(one)}


def stored_facts(session: Session, provider_id: int | None) -> Facts:
    """Give what is stored of a centre's terms."""
    rows = session.execute(
        select(CertificationTerms, Qualification.public_id, Account.public_id)
        .join(Qualification, Qualification.id == CertificationTerms.qualification_id)
        .join(Account, Account.id == CertificationTerms.author_id)
        .where(CertificationTerms.provider_id == provider_id)
    )
    return {
        ("certification_terms", row.public_id): {
            "qualification": qualification,
            "number": row.number,
            "direct_from": row.direct_from.isoformat() if row.direct_from else None,
            "direct_until": row.direct_until.isoformat() if row.direct_until else None,
            "least_weeks": row.least_weeks,
            "register_within": row.register_within,
            "content": sealed_terms(row),
            "by": by,
            "at": stamp(row.at),
        }
        for row, qualification, by in rows
    }


def _registrations(one: GatheredPortfolio) -> Facts:
    return {
        ("certification_registration", row.public_id): {
            "enrolment": enrolment,
            "on": row.registered_on.isoformat(),
            "content": sealed_registration(row),
            "by": by,
            "at": stamp(row.at),
        }
        for row, enrolment, by in one.rows(REGISTRATIONS, CertificationRegistration.portfolio_id)
    }


def _releases(one: GatheredPortfolio) -> Facts:
    return {
        ("external_release", row.public_id): {
            "unit": unit,
            "on": row.released_on.isoformat(),
            "content": sealed_release(row),
            "by": by,
            "at": stamp(row.at),
        }
        for row, unit, by in one.rows(RELEASES, ExternalRelease.portfolio_id)
    }


def _claims(one: GatheredPortfolio) -> Facts:
    rows = one.rows(CLAIMS, CertificationClaim.portfolio_id)
    units: dict[int, list[str]] = defaultdict(list)
    for claim_id, unit in one.rows(CLAIMED_UNITS, CertificationClaim.portfolio_id):
        units[claim_id].append(unit)
    first, steps = _steps(one)
    claims: Facts = {
        ("certification_claim", row.public_id): {
            "number": row.number,
            "enrolment": enrolment,
            "units": tuple(units[row.id]),
            "whole": row.whole,
            "named": named,
            "direct": row.direct,
            "on": row.claimed_on.isoformat(),
            "content": sealed_claim(row, first[row.id]),
            "state": row.state,
            "must_withdraw": row.must_withdraw,
            "steps": row.steps,
            "by": by,
            "at": stamp(row.at),
        }
        for row, enrolment, by, named in rows
    }
    return {**claims, **steps}


def _steps(one: GatheredPortfolio) -> tuple[dict[int, CertificationStep], Facts]:
    """Give the first step of each claim, which made it, and the facts of all that came after."""
    rows = one.rows(STEPS, CertificationClaim.portfolio_id)
    first = {row.claim_id: row for row, _claim, _by in rows if row.number == 1}
    later: Facts = {
        step_key(claim, row.number): {
            "what": row.step,
            "on": row.happened_on.isoformat(),
            "corrects": row.corrects,
            "corrected": row.corrected,
            "content": sealed_step(row),
            "by": by,
            "at": stamp(row.at),
        }
        for row, claim, by in rows
        if row.number > 1
    }
    return first, later
