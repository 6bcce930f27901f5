"""The tables of safeguarding: whom a centre names, how it is reached, and concerns with whoever read them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class SafeguardingPerson(PublicId, Base):
    """Somebody whom a centre named for safeguarding, from a day, until a day."""

    __tablename__ = "safeguarding_person"
    __table_args__ = (own_key(), Index("ix_safeguarding_person_account", "provider_id", "account_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    starts: Mapped[date]
    ends: Mapped[date | None]


class SafeguardingContact(Base):
    """How a centre is reached about safeguarding, as somebody set it; the latest holds."""

    __tablename__ = "safeguarding_contact"
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    phone: Mapped[str] = mapped_column(String(50), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Concern(PublicId, Base):
    """What somebody is worried about: in no portfolio, in no record, in no archive."""

    __tablename__ = "safeguarding_concern"
    __table_args__ = (own_key(), UniqueConstraint("provider_id", "number"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    number: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    who: Mapped[str] = mapped_column(String(200), default="")
    words: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class ConcernNote(Base):
    """What was done about a concern; notes are added and never changed."""

    __tablename__ = "safeguarding_note"
    __table_args__ = (within_provider("concern_id", "safeguarding_concern"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    concern_id: Mapped[int] = mapped_column(index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    words: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class ConcernReading(Base):
    """That somebody opened a concern to read it."""

    __tablename__ = "safeguarding_reading"
    __table_args__ = (within_provider("concern_id", "safeguarding_concern"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    concern_id: Mapped[int] = mapped_column(index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
