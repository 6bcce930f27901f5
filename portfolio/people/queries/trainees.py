"""Trainee assessors and the days by which they should be qualified."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portfolio.people.models import Account, Membership
from portfolio.people.queries.settings import settings_of
from portfolio.people.rules.standing import ALERTS, Qualifying, SettingCode, qualifying
from standards.foundation import Role


@dataclass(frozen=True)
class Trainee:
    """A trainee assessor, as those who are told of their time see them."""

    account_id: int
    name: str
    qualify_by: date | None
    qualifying: Qualifying


def trainees(session: Session, provider_id: int, today: date) -> list[Trainee]:
    """List the trainee assessors of a provider, whose day is nearest first."""
    warning = settings_of(session, provider_id)[SettingCode.QUALIFY_WARNING]
    rows = session.execute(
        select(Account.id, Account.name, Membership.qualify_by)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.provider_id == provider_id,
            Membership.role == Role.ASSESSOR.value,
            Membership.qualified.is_(False),
            Membership.starts <= today,
            or_(Membership.ends.is_(None), Membership.ends >= today),
        )
        .order_by(Account.id)
    )
    found = [Trainee(row[0], row[1], row[2], qualifying(row[2], today, warning)) for row in rows]
    return sorted(found, key=lambda one: (one.qualify_by or date.min, one.name))


def late_trainees(session: Session, provider_id: int, today: date, of: Collection[int] | None = None) -> list[Trainee]:
    """List the trainees whose day nears, is past or is not set; of these accounts alone, where they are named."""
    found = (one for one in trainees(session, provider_id, today) if one.qualifying in ALERTS)
    return [one for one in found if of is None or one.account_id in of]
