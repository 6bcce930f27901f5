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
from portfolio.core.ledger import Book, canonical_text, sealed, stamp
from portfolio.learning.models import EnrolledUnit, Enrolment
from portfolio.learning.queries import portfolio_of_book
from portfolio.people.models import Account
from standards.foundation import Facts
from standards.qualifications.models import Qualification

NAMED = aliased(Account)


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


def stored_facts(session: Session, book_id: int) -> Facts:
    """Give what is stored of a portfolio's certification, or of a centre's terms."""
    portfolio_id = portfolio_of_book(session, book_id)
    if portfolio_id is not None:
        return {
            **_registrations(session, portfolio_id),
            **_releases(session, portfolio_id),
            **_claims(session, portfolio_id),
        }
    provider_id = session.scalar(select(Book.provider_id).where(Book.id == book_id, Book.kind == "provider"))
    return {} if provider_id is None else _terms(session, provider_id)


def _terms(session: Session, provider_id: int) -> Facts:
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


def _registrations(session: Session, portfolio_id: int) -> Facts:
    rows = session.execute(
        select(CertificationRegistration, Enrolment.public_id, Account.public_id)
        .join(Enrolment, Enrolment.id == CertificationRegistration.enrolment_id)
        .join(Account, Account.id == CertificationRegistration.author_id)
        .where(CertificationRegistration.portfolio_id == portfolio_id)
    )
    return {
        ("certification_registration", row.public_id): {
            "enrolment": enrolment,
            "on": row.registered_on.isoformat(),
            "content": sealed_registration(row),
            "by": by,
            "at": stamp(row.at),
        }
        for row, enrolment, by in rows
    }


def _releases(session: Session, portfolio_id: int) -> Facts:
    rows = session.execute(
        select(ExternalRelease, EnrolledUnit.public_id, Account.public_id)
        .join(EnrolledUnit, EnrolledUnit.id == ExternalRelease.enrolled_unit_id)
        .join(Account, Account.id == ExternalRelease.author_id)
        .where(ExternalRelease.portfolio_id == portfolio_id)
    )
    return {
        ("external_release", row.public_id): {
            "unit": unit,
            "on": row.released_on.isoformat(),
            "content": sealed_release(row),
            "by": by,
            "at": stamp(row.at),
        }
        for row, unit, by in rows
    }


def _claims(session: Session, portfolio_id: int) -> Facts:
    rows = session.execute(
        select(CertificationClaim, Enrolment.public_id, Account.public_id, NAMED.public_id)
        .join(Enrolment, Enrolment.id == CertificationClaim.enrolment_id)
        .join(Account, Account.id == CertificationClaim.claimant_id)
        .join(NAMED, NAMED.id == CertificationClaim.named_id)
        .where(CertificationClaim.portfolio_id == portfolio_id)
    ).all()
    ids = {row[0].id: row[0].public_id for row in rows}
    units: dict[int, list[str]] = defaultdict(list)
    asked = (
        select(CertificationClaimUnit.claim_id, EnrolledUnit.public_id)
        .join(EnrolledUnit, EnrolledUnit.id == CertificationClaimUnit.enrolled_unit_id)
        .where(CertificationClaimUnit.claim_id.in_(ids))
        .order_by(EnrolledUnit.id)
    )
    for claim_id, unit in session.execute(asked):
        units[claim_id].append(unit)
    first, steps = _steps(session, ids)
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


def _steps(session: Session, ids: dict[int, str]) -> tuple[dict[int, CertificationStep], Facts]:
    """Give the first step of each claim, which made it, and the facts of all that came after."""
    rows = session.execute(
        select(CertificationStep, Account.public_id)
        .join(Account, Account.id == CertificationStep.author_id)
        .where(CertificationStep.claim_id.in_(ids))
    ).all()
    first = {row.claim_id: row for row, _by in rows if row.number == 1}
    later: Facts = {
        step_key(ids[row.claim_id], row.number): {
            "what": row.step,
            "on": row.happened_on.isoformat(),
            "corrects": row.corrects,
            "corrected": row.corrected,
            "content": sealed_step(row),
            "by": by,
            "at": stamp(row.at),
        }
        for row, by in rows
        if row.number > 1
    }
    return first, later
