"""The tables of providers, accounts, memberships and what signing in needs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, Text, TextColumn, UTCDateTime, own_key


class Provider(PublicId, Base):
    """A training provider or assessment centre: the tenant."""

    __tablename__ = "provider"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Text] = mapped_column(TextColumn)
    language: Mapped[str] = mapped_column(String(2), default="cy")
    signing_key: Mapped[bytes] = mapped_column(LargeBinary)
    """The Ed25519 private key, encrypted with a key derived from the installation's secret."""
    verifying_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    @property
    def provider_id(self) -> int:
        return self.id


class Account(PublicId, Base):
    """A person who signs in: one account, whatever roles and providers."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """In lower case."""
    name: Mapped[str] = mapped_column(String(200))
    sort_cy: Mapped[str] = mapped_column(index=True)
    sort_en: Mapped[str] = mapped_column(index=True)
    language: Mapped[str | None] = mapped_column(String(2))
    password_hash: Mapped[str | None]
    disabled: Mapped[bool] = mapped_column(Boolean, default=False)
    unseen: Mapped[int] = mapped_column(default=0)
    """How many notices their owner has not seen: counted with them, so that every page can say it."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Membership(PublicId, Base):
    """An account's role at a provider, from a day, until a day."""

    __tablename__ = "membership"
    __table_args__ = (own_key(), Index("ix_membership_provider_role", "provider_id", "role"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(String(32))
    qualified: Mapped[bool] = mapped_column(default=True)
    """For assessors: a trainee's decisions need a countersignature."""
    qualify_by: Mapped[date | None]
    """For trainee assessors: the day by which they should be qualified."""
    assesses_in: Mapped[str | None] = mapped_column(String(4))
    starts: Mapped[date]
    ends: Mapped[date | None]


class ProviderSetting(Base):
    """A number that a provider set for itself: who set it and when; the latest of a code holds."""

    __tablename__ = "provider_setting"
    __table_args__ = (Index("ix_provider_setting_code", "provider_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    code: Mapped[str] = mapped_column(String(32))
    value: Mapped[int]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class SuitabilityCheck(PublicId, Base):
    """How far the checks of somebody on the staff are, as it was recorded; the latest holds."""

    __tablename__ = "suitability_check"
    __table_args__ = (own_key(), Index("ix_suitability_check_account", "provider_id", "account_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    state: Mapped[str] = mapped_column(String(16))
    checked_on: Mapped[date]
    expires: Mapped[date | None]
    conditions: Mapped[str] = mapped_column(default="")
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Interest(PublicId, Base):
    """That somebody on the staff declared an interest in another person here, and what was decided of it."""

    __tablename__ = "interest"
    __table_args__ = (own_key(), Index("ix_interest_about", "provider_id", "about_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    about_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    nature: Mapped[str] = mapped_column(String(16))
    words: Mapped[str]
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    starts: Mapped[date]
    ends: Mapped[date | None]
    declared_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ruling: Mapped[str] = mapped_column(String(16), default="open")
    ruled_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ruled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class SignedInSession(PublicId, Base):
    """A session kept at the server: signing out or disabling ends it, whoever copied the cookie."""

    __tablename__ = "signed_in_session"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("provider.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UTCDateTime)
    agent: Mapped[str] = mapped_column(String(200), default="")
    """What the browser calls itself, for the owner's list of sessions."""
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(16))


class PasswordReset(Base):
    """A single-use, expiring link to choose a password; only its hash is kept."""

    __tablename__ = "password_reset"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class HeldForm(PublicId, Base):
    """What someone sent when their session had ended: kept for an hour for that account, never submitted by itself."""

    __tablename__ = "held_form"
    __table_args__ = (UniqueConstraint("account_id", "path"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    path: Mapped[str] = mapped_column(String(500))
    fields: Mapped[list[Any]] = mapped_column(JSON)
    """Pairs of name and value, as sent; files as the tokens of what was stored."""
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
