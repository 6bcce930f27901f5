"""Questions of credentials: whose they are, what they say, which key signs, and which are revoked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.credentials.models import Credential, IssuingKey, StatusList
from assessments.judging.models import Signature
from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import sealed, stamp
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.people.models import Account, Provider
from standards.foundation import Facts, Text
from standards.library.models import Criterion, Standard
from standards.qualifications.rules.signing import SignaturePart


def credential(session: Session, public_id: str) -> Credential | None:
    return session.scalar(select(Credential).where(Credential.public_id == public_id))


def shown_credential(session: Session, public_id: str) -> Credential | None:
    """Give a credential that its learner shows to whoever has its address."""
    return session.scalar(select(Credential).where(Credential.public_id == public_id, Credential.shown.is_(True)))


def of_unit(session: Session, enrolled_unit_id: int) -> Credential | None:
    """Give the last credential of a unit, revoked or not."""
    return session.scalar(
        select(Credential)
        .where(Credential.enrolled_unit_id == enrolled_unit_id)
        .order_by(Credential.id.desc())
        .limit(1)
    )


def unit_and_portfolio(session: Session, row: Credential) -> tuple[EnrolledUnit, Portfolio]:
    return session.get_one(EnrolledUnit, row.enrolled_unit_id), session.get_one(Portfolio, row.portfolio_id)


def book_of(session: Session, row: Credential | EnrolledUnit) -> int:
    """Give the book of the portfolio that something belongs to."""
    return session.scalars(select(Portfolio.book_id).where(Portfolio.id == row.portfolio_id)).one()


def learner_of(session: Session, row: Credential) -> int:
    return session.scalars(select(Portfolio.account_id).where(Portfolio.id == row.portfolio_id)).one()


@dataclass(frozen=True)
class Awarded:
    """What a unit that was signed off is a credential of."""

    provider: Provider
    learner: str
    standard: Standard
    criteria: Sequence[tuple[str, UUID, Text]]
    signed_at: datetime


def awarded(session: Session, unit: EnrolledUnit) -> Awarded:
    """Gather what is said of a unit that is signed off."""
    learner = session.scalars(
        select(Account.name)
        .join(Portfolio, Portfolio.account_id == Account.id)
        .where(Portfolio.id == unit.portfolio_id)
    ).one()
    criteria = session.execute(
        select(Criterion.code, Criterion.uuid, Criterion.text)
        .where(Criterion.standard_id == unit.standard_id, Criterion.assessable)
        .order_by(Criterion.position)
    )
    signed_at = session.scalars(
        select(Signature.at)
        .where(
            Signature.enrolled_unit_id == unit.id,
            Signature.superseded_at.is_(None),
            Signature.part != SignaturePart.LEARNER.value,
        )
        .order_by(Signature.id.desc())
        .limit(1)
    ).one()
    return Awarded(
        provider=session.get_one(Provider, unit.provider_id),
        learner=learner,
        standard=session.get_one(Standard, unit.standard_id),
        criteria=[(row[0], row[1], row[2]) for row in criteria],
        signed_at=signed_at,
    )


def title_of(session: Session, unit: EnrolledUnit) -> Text:
    return session.scalars(select(Standard.title).where(Standard.id == unit.standard_id)).one()


def provider(session: Session, provider_id: int) -> Provider:
    return session.get_one(Provider, provider_id)


def keys_of(session: Session, provider_id: int) -> list[IssuingKey]:
    """Give every key that signs, or signed, a provider's credentials; the newest first."""
    query = select(IssuingKey).where(IssuingKey.provider_id == provider_id).order_by(IssuingKey.number.desc())
    return list(session.scalars(query))


def current_key(session: Session, provider_id: int) -> IssuingKey | None:
    return session.scalar(
        select(IssuingKey).where(IssuingKey.provider_id == provider_id, IssuingKey.retired_at.is_(None))
    )


def newest_list(session: Session, provider_id: int) -> tuple[StatusList, int] | None:
    """Give a provider's newest status list, and how many places in it are taken."""
    row = session.scalar(
        select(StatusList).where(StatusList.provider_id == provider_id).order_by(StatusList.id.desc()).limit(1)
    )
    if row is None:
        return None
    taken = session.scalar(select(func.count()).select_from(Credential).where(Credential.list_id == row.id)) or 0
    return row, taken


def is_taken(session: Session, status_list: StatusList, place: int) -> bool:
    query = select(Credential.id).where(Credential.list_id == status_list.id, Credential.place == place)
    return session.scalar(query) is not None


def status_list(session: Session, public_id: str) -> StatusList | None:
    return session.scalar(select(StatusList).where(StatusList.public_id == public_id))


def revoked_in(session: Session, row: StatusList) -> list[tuple[int, datetime]]:
    """Give the places in a list whose credentials are revoked, and since when."""
    found: Any = session.execute(
        select(Credential.place, Credential.revoked_at)
        .where(Credential.list_id == row.id, Credential.revoked_at.is_not(None))
        .order_by(Credential.place)
    )
    return [(place, at) for place, at in found]


def public_key(session: Session, provider: str, number: int) -> bytes | None:
    """Give a key that signs, or signed, credentials of a provider."""
    return session.scalar(
        select(IssuingKey.public)
        .join(Provider, Provider.id == IssuingKey.provider_id)
        .where(Provider.public_id == provider, IssuingKey.number == number)
    )


def content_of(row: Credential) -> str:
    """Give what the seal of a credential stands for: both editions as they were signed."""
    return f"{row.cy}\n{row.en}"


CREDENTIALS = (
    select(Credential, EnrolledUnit.public_id, IssuingKey.public_id)
    .join(EnrolledUnit, EnrolledUnit.id == Credential.enrolled_unit_id)
    .join(IssuingKey, IssuingKey.id == Credential.key_id)
)


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give what is stored of a portfolio's credentials, as its book must tell it."""
    return {
        ("credential", row.public_id): {
            "unit": unit,
            "key": key,
            "content": sealed(row.salt, content_of(row)),
            "at": stamp(row.issued_at),
            "shown": row.shown,
            "revoked": row.revoked_at and stamp(row.revoked_at),
            "reason": row.reason,
        }
        for row, unit, key in one.rows(CREDENTIALS, Credential.portfolio_id)
    }


def stored_facts(session: Session, provider_id: int | None) -> Facts:
    """Give what is stored of a provider's keys, as its own book must tell it."""
    return {
        ("issuing_key", row.public_id): {
            "number": row.number,
            "public": row.public.hex(),
            "retired": row.retired_at and stamp(row.retired_at),
        }
        for row in ([] if provider_id is None else keys_of(session, provider_id))
    }
