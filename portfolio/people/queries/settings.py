"""What a provider has set for itself."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.people.models import ProviderSetting
from portfolio.people.rules.standing import DEFAULTS, SettingCode


def settings_set(session: Session, provider_id: int) -> dict[SettingCode, int]:
    """Give what a provider has set: of each code the latest."""
    rows = session.execute(
        select(ProviderSetting.code, ProviderSetting.value)
        .where(ProviderSetting.provider_id == provider_id)
        .order_by(ProviderSetting.id)
    )
    return {SettingCode(code): value for code, value in rows}


def settings_of(session: Session, provider_id: int) -> dict[SettingCode, int]:
    """Give what holds at a provider."""
    return {**DEFAULTS, **settings_set(session, provider_id)}
