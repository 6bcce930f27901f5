"""Who signed a chosen unit in which part, and why it was reopened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from assessments.judging.models import Reopening, Signature
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.rules import UnitStatus
from portfolio.people.models import Account
from standards.statements import Given, columns, once


@dataclass(frozen=True)
class ShownSignature:
    part: str
    name: str
    at: datetime
    trainee: bool
    superseded: bool


@dataclass(frozen=True)
class ShownReopening:
    name: str
    at: datetime
    reason: str


@once
def _signed(unit_id: Given) -> Select[int, str, str, datetime, bool, datetime | None]:
    return (
        select(
            Signature.account_id,
            Signature.part,
            Account.name,
            Signature.at,
            Signature.trainee,
            Signature.superseded_at,
        )
        .join(Account, Account.id == Signature.account_id)
        .where(Signature.enrolled_unit_id == unit_id)
        .order_by(Signature.id)
    )


def signatures_of(session: Session, unit: EnrolledUnit) -> list[tuple[int, str, str, datetime, bool, bool]]:
    """List who signed in which part; a declaration is void once the unit is in progress again."""
    rows = columns(session, _signed(), {"unit_id": unit.id})
    void = unit.status == UnitStatus.IN_PROGRESS
    return [(row[0], row[1], row[2], row[3], row[4], void or row[5] is not None) for row in rows]


@once
def _reopened(unit_id: Given) -> Select[str, datetime, str]:
    return (
        select(Account.name, Reopening.at, Reopening.reason)
        .join(Account, Account.id == Reopening.account_id)
        .where(Reopening.enrolled_unit_id == unit_id)
        .order_by(Reopening.id)
    )


def reopenings_of(session: Session, unit: EnrolledUnit) -> tuple[ShownReopening, ...]:
    rows = columns(session, _reopened(), {"unit_id": unit.id})
    return tuple(ShownReopening(*row) for row in rows)
