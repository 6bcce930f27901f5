"""The tables of units carried over to a later version of their standard, and of what became of their claims."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class Carrying(PublicId, Base):
    """One unit carried over: between which versions, and how it stood before and after."""

    __tablename__ = "carrying"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolled_unit_id", "enrolled_unit"),
        Index("ix_carrying_versions", "provider_id", "before_id", "after_id"),
        Index("ix_carrying_unit", "enrolled_unit_id"),
        Index("ix_carrying_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    portfolio_id: Mapped[int]
    enrolled_unit_id: Mapped[int]
    before_id: Mapped[int] = mapped_column(ForeignKey("standard.id"))
    after_id: Mapped[int] = mapped_column(ForeignKey("standard.id"))
    total_before: Mapped[int]
    status_before: Mapped[str] = mapped_column(String(16))
    status_after: Mapped[str] = mapped_column(String(16))
    ways: Mapped[list[Any]] = mapped_column(JSON)
    """What became of each criterion, as `rules.steps_as_stored` gives it."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class CarriedClaim(Base):
    """A claim on the earlier version, and the one on the later version that took its place, if any did."""

    __tablename__ = "carried_claim"
    __table_args__ = (
        within_provider("carrying_id", "carrying"),
        within_provider("from_id", "claim"),
        within_provider("claim_id", "claim"),
        Index("ix_carried_claim_carrying", "carrying_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    carrying_id: Mapped[int]
    from_id: Mapped[int]
    from_status: Mapped[str] = mapped_column(String(16))
    """How the earlier claim stood: what undoing gives it back."""
    claim_id: Mapped[int | None]
    status: Mapped[str | None] = mapped_column(String(16))
    """How the later claim stood when it was made."""
