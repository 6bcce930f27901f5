"""How far the checks of a provider's staff are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from portfolio.core.ledger import sealed
from portfolio.people.models import Account, SuitabilityCheck
from portfolio.people.queries.settings import settings_of
from portfolio.people.rules.standing import Checks, SettingCode, Suitability, unsuitable
from standards.foundation import Facts

RECORDER = aliased(Account)


@dataclass(frozen=True)
class RecordedChecks:
    """What was recorded of somebody's checks, by whom and when."""

    checks: Checks
    recorded_by: str
    at: datetime


def checks_of(session: Session, provider_id: int, account_ids: Iterable[int]) -> dict[int, Checks]:
    """Give what was last recorded of these people's checks."""
    rows = session.scalars(
        select(SuitabilityCheck)
        .where(SuitabilityCheck.provider_id == provider_id, SuitabilityCheck.account_id.in_(list(account_ids)))
        .order_by(SuitabilityCheck.id)
    )
    return {row.account_id: _checks(row) for row in rows}


def _checks(row: SuitabilityCheck) -> Checks:
    return Checks(Suitability(row.state), row.checked_on, row.expires, row.conditions)


def recorded_checks(session: Session, provider_id: int, account_id: int) -> list[RecordedChecks]:
    """List all that was recorded of somebody's checks, the newest first."""
    rows = session.execute(
        select(SuitabilityCheck, RECORDER.name)
        .outerjoin(RECORDER, RECORDER.id == SuitabilityCheck.recorded_by_id)
        .where(SuitabilityCheck.provider_id == provider_id, SuitabilityCheck.account_id == account_id)
        .order_by(SuitabilityCheck.id.desc())
    )
    return [RecordedChecks(_checks(row), name or "Tystio", row.at) for row, name in rows]


def gated(session: Session, provider_id: int) -> bool:
    """Tell whether a provider lets nobody be assigned before their checks allow it."""
    return settings_of(session, provider_id)[SettingCode.SUITABILITY_GATE] == 1


def kept_out(session: Session, provider_id: int, account_id: int, today: date) -> str | None:
    """Give why somebody cannot be assigned to learners, where the provider asks for checks."""
    if not gated(session, provider_id):
        return None
    return unsuitable(checks_of(session, provider_id, [account_id]).get(account_id), today)


def stored_checks(session: Session, provider_id: int) -> Facts:
    """Give what is stored of checks, as the provider's book must tell it."""
    rows = session.execute(
        select(SuitabilityCheck, Account.public_id)
        .join(Account, Account.id == SuitabilityCheck.account_id)
        .where(SuitabilityCheck.provider_id == provider_id)
    )
    return {
        ("suitability", row.public_id): {
            "account": account,
            "state": row.state,
            "checked_on": row.checked_on.isoformat(),
            "expires": row.expires.isoformat() if row.expires else None,
            "conditions": sealed(row.salt, row.conditions),
        }
        for row, account in rows
    }
