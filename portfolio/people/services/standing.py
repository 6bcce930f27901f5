"""By when trainees are to be qualified, and the numbers that a provider sets for itself."""

from __future__ import annotations

from datetime import date

from portfolio.people import queries
from portfolio.people.events import QualifyBySet, SettingChanged
from portfolio.people.models import Membership, Provider, ProviderSetting
from portfolio.people.rules.standing import SettingCode, check_setting
from standards.foundation import Refused, Role, Work


def set_qualify_by(work: Work, membership: Membership, qualify_by: date | None) -> None:
    """Say by when a trainee assessor should be qualified. Raises Refused."""
    if membership.role != Role.ASSESSOR or membership.qualified:
        raise Refused("not-trainee")
    if qualify_by is not None and qualify_by < membership.starts:
        raise Refused("qualified-before-start")
    if membership.qualify_by == qualify_by:
        return
    membership.qualify_by = qualify_by
    work.session.flush()
    act = QualifyBySet(membership.public_id, qualify_by.isoformat() if qualify_by else None)
    work.record(work.book_of(membership.provider_id), act)


def set_setting(work: Work, provider: Provider, code: SettingCode, value: int) -> None:
    """Set a number of a provider; what held before stays written down. Raises Refused."""
    check_setting(code, value)
    if queries.settings_of(work.session, provider.id)[code] == value:
        return
    row = ProviderSetting(
        provider_id=provider.id, code=code.value, value=value, account_id=work.actor.account_id, at=work.now
    )
    work.session.add(row)
    work.session.flush()
    work.record(work.book_of(provider.id), SettingChanged(code.value, value))
