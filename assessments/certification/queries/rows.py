"""Single rows of certification, as services and addresses name them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from assessments.certification.models import (
    CertificationClaim,
    CertificationClaimUnit,
    CertificationRegistration,
    CertificationStep,
    CertificationTerms,
    ExternalRelease,
)
from assessments.certification.rules.course import LIVE
from assessments.judging.models import Signature
from assessments.quality.queries import in_turn
from portfolio.core.work import LONDON
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.people.models import Account, Membership
from standards.foundation import Role
from standards.library.models import Standard


@dataclass(frozen=True)
class Assurer:
    """A quality assurer who can be named on a claim."""

    account_id: int
    public_id: str
    name: str


def claim(session: Session, public_id: str) -> CertificationClaim | None:
    return session.scalar(select(CertificationClaim).where(CertificationClaim.public_id == public_id))


def terms(session: Session, provider_id: int, qualification_id: int) -> list[CertificationTerms]:
    """Give everything that was recorded of a qualification at a provider, the latest first."""
    wanted = (CertificationTerms.provider_id == provider_id, CertificationTerms.qualification_id == qualification_id)
    return list(session.scalars(select(CertificationTerms).where(*wanted).order_by(CertificationTerms.number.desc())))


def registrations(session: Session, enrolment_id: int) -> list[CertificationRegistration]:
    """Give what was recorded of an enrolment's registration, the latest first."""
    query = select(CertificationRegistration).where(CertificationRegistration.enrolment_id == enrolment_id)
    return list(session.scalars(query.order_by(CertificationRegistration.id.desc())))


def releases(session: Session, enrolment_id: int) -> list[tuple[str, ExternalRelease]]:
    """List what somebody outside released of an enrolment, each with its unit's code, the newest first."""
    rows = session.execute(
        select(Standard.urn, ExternalRelease)
        .select_from(ExternalRelease)
        .join(EnrolledUnit, EnrolledUnit.id == ExternalRelease.enrolled_unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(EnrolledUnit.enrolment_id == enrolment_id)
        .order_by(ExternalRelease.id.desc())
    )
    return [(urn, row) for urn, row in rows]


def steps(session: Session, claim_id: int) -> list[CertificationStep]:
    query = select(CertificationStep).where(CertificationStep.claim_id == claim_id)
    return list(session.scalars(query.order_by(CertificationStep.number)))


def live_claims_of(session: Session, enrolled_unit_id: int) -> list[CertificationClaim]:
    """Give the claims of a unit that stand."""
    return list(
        session.scalars(
            select(CertificationClaim)
            .join(CertificationClaimUnit, CertificationClaimUnit.claim_id == CertificationClaim.id)
            .where(
                CertificationClaimUnit.enrolled_unit_id == enrolled_unit_id,
                CertificationClaim.state.in_([state.value for state in LIVE]),
                CertificationClaim.must_withdraw.is_(False),
            )
            .order_by(CertificationClaim.id)
        )
    )


def next_number(session: Session, provider_id: int) -> int:
    in_turn(session, provider_id)
    mine = CertificationClaim.provider_id == provider_id
    return (session.scalar(select(func.max(CertificationClaim.number)).where(mine)) or 0) + 1


def book_of(session: Session, portfolio_id: int) -> int:
    return session.scalars(select(Portfolio.book_id).where(Portfolio.id == portfolio_id)).one()


def learner_of(session: Session, portfolio_id: int) -> int:
    return session.scalars(select(Portfolio.account_id).where(Portfolio.id == portfolio_id)).one()


def enrolment_of(session: Session, unit: EnrolledUnit) -> Enrolment:
    return session.get_one(Enrolment, unit.enrolment_id)


def enrolment_key(session: Session, row: CertificationClaim) -> str:
    return session.scalars(select(Enrolment.public_id).where(Enrolment.id == row.enrolment_id)).one()


def names(session: Session, ids: Collection[int]) -> dict[int, str]:
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def account_key(session: Session, account_id: int) -> str:
    return session.scalars(select(Account.public_id).where(Account.id == account_id)).one()


def units_by_key(session: Session, enrolment_id: int, keys: Collection[str]) -> list[EnrolledUnit]:
    query = select(EnrolledUnit).where(EnrolledUnit.enrolment_id == enrolment_id, EnrolledUnit.public_id.in_(keys))
    return list(session.scalars(query.order_by(EnrolledUnit.id)))


def last_signed(session: Session, unit_ids: Collection[int]) -> date | None:
    """Give the day of the last signature that stands under any of these units."""
    wanted = (Signature.enrolled_unit_id.in_(unit_ids), Signature.superseded_at.is_(None))
    found = session.scalar(select(func.max(Signature.at)).where(*wanted))
    return found.astimezone(LONDON).date() if found else None


def assurers(session: Session, provider_id: int, today: date) -> list[Assurer]:
    """List the quality assurers of a provider who can be named on a claim."""
    rows = session.execute(
        select(Account.id, Account.public_id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.provider_id == provider_id,
            Membership.role == Role.QUALITY_ASSURER.value,
            Membership.starts <= today,
            or_(Membership.ends.is_(None), Membership.ends >= today),
            Account.disabled.is_(False),
        )
        .distinct()
        .order_by(Account.name, Account.id)
    )
    return [Assurer(*row) for row in rows]
