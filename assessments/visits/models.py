"""The tables of external visits: who is let in and when, the frozen sample, what was opened, and what was said."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessments.visits.rules import VisitStatus, status_on
from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class ExternalVisit(PublicId, Base):
    """That somebody from outside may read a sample, from a day until a day."""

    __tablename__ = "external_visit"
    __table_args__ = (
        own_key(),
        within_provider("membership_id", "membership"),
        UniqueConstraint("provider_id", "number"),
        Index("ix_external_visit_visitor", "visitor_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    number: Mapped[int]
    visitor_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    membership_id: Mapped[int]
    """The role that was lent for these days."""
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    """For the seal of name, organisation and address."""
    starts: Mapped[date]
    ends: Mapped[date]
    granted_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(default="")
    """Why it was revoked."""
    reason_salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))

    def status(self, today: date) -> VisitStatus:
        return status_on(self.starts, self.ends, today, revoked=self.revoked_at is not None)

    def visitor_on(self, today: date) -> int | None:
        """Give whom it is open to on a day."""
        return self.visitor_id if self.status(today) is VisitStatus.OPEN else None


class VisitedUnit(PublicId, Base):
    """A learner's unit in the sample of a visit, as it stood when it was frozen."""

    __tablename__ = "visited_unit"
    __table_args__ = (
        own_key(),
        within_provider("visit_id", "external_visit"),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolled_unit_id", "enrolled_unit"),
        UniqueConstraint("visit_id", "enrolled_unit_id"),
        Index("ix_visited_unit_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    visit_id: Mapped[int]
    portfolio_id: Mapped[int]
    enrolled_unit_id: Mapped[int]
    frozen: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Status and counts; decisions, revisions and signatures by their ids; samples as far as they had got."""
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    frozen_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class VisitOpening(Base):
    """That the visitor opened a page or a file: which, and when."""

    __tablename__ = "visit_opening"
    __table_args__ = (
        within_provider("visit_id", "external_visit"),
        within_provider("visited_unit_id", "visited_unit"),
        within_provider("portfolio_id", "portfolio"),
        Index("ix_visit_opening_visit", "visit_id"),
        Index("ix_visit_opening_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    visit_id: Mapped[int]
    visited_unit_id: Mapped[int | None]
    portfolio_id: Mapped[int | None]
    """Of the learner whose unit it was, who reads it too."""
    kind: Mapped[str] = mapped_column(String(16))
    what: Mapped[str] = mapped_column(String(32), default="")
    """The revision or the file by its public id."""
    address: Mapped[str] = mapped_column(String(64), default="")
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class VisitComment(PublicId, Base):
    """What the visitor said of the visit or of one unit, and what the centre answered."""

    __tablename__ = "visit_comment"
    __table_args__ = (
        own_key(),
        within_provider("visit_id", "external_visit"),
        within_provider("visited_unit_id", "visited_unit"),
        Index("ix_visit_comment_visit", "visit_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    visit_id: Mapped[int]
    visited_unit_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(16))
    words: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
