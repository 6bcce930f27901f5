"""The tables of professional discussions and of the criteria given for them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class Discussion(PublicId, Base):
    """An assessor gave a learner criteria to prepare for; once held, the evidence that this points to is its record."""

    __tablename__ = "discussion"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("evidence_id", "evidence"),
        Index("ix_discussion_portfolio", "portfolio_id", "status"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    assessor_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    status: Mapped[str] = mapped_column(String(16))
    purpose: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    """For the seal of the purpose."""
    method: Mapped[str] = mapped_column(String(16))
    planned_on: Mapped[date | None]
    given_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    evidence_id: Mapped[int | None]


class DiscussionCriterion(Base):
    """A criterion that was given beforehand."""

    __tablename__ = "discussion_criterion"
    __table_args__ = (
        within_provider("discussion_id", "discussion"),
        within_provider("enrolled_unit_id", "enrolled_unit"),
    )
    discussion_id: Mapped[int] = mapped_column(primary_key=True)
    enrolled_unit_id: Mapped[int] = mapped_column(primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True)
    provider_id: Mapped[int]
