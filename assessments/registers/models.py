"""The table of the restricted registers: entries are added and never changed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class RegisterEntry(PublicId, Base):
    """One entry of a register, or what followed upon an earlier one."""

    __tablename__ = "register_entry"
    __table_args__ = (
        own_key(),
        within_provider("follows_id", "register_entry"),
        UniqueConstraint("provider_id", "register", "number"),
        Index("ix_register_entry_about", "about_id"),
        Index("ix_register_entry_follows", "follows_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    register: Mapped[str] = mapped_column(String(16))
    number: Mapped[int]
    """In the register of the provider, what follows included."""
    kind: Mapped[str] = mapped_column(String(32))
    outcome: Mapped[str] = mapped_column(String(16))
    about_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    happened_on: Mapped[date]
    words: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    follows_id: Mapped[int | None]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
