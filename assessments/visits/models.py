"""The tables of external visits: who is let in and when, the frozen sample, what was opened, said and is to be done."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessments.visits.rules import ActionStatus, VisitStatus, status_of, status_on
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


class VisitAction(PublicId, Base):
    """What the centre is to do after a visit: who, until when, and how far it is."""

    __tablename__ = "visit_action"
    __table_args__ = (
        own_key(),
        within_provider("visit_id", "external_visit"),
        within_provider("visited_unit_id", "visited_unit"),
        UniqueConstraint("visit_id", "number"),
        Index("ix_visit_action_assignee", "assignee_id"),
        Index("ix_visit_action_undone", "provider_id", "done_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    visit_id: Mapped[int]
    number: Mapped[int]
    """In the plan of the visit."""
    visited_unit_id: Mapped[int | None]
    words: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    assignee_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """Who at the centre does it."""
    due: Mapped[date]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    acknowledge_by: Mapped[date]
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    acknowledged_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    done_words: Mapped[str] = mapped_column(default="")
    done_language: Mapped[str | None] = mapped_column(String(2))
    done_salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    def status(self, today: date) -> ActionStatus:
        return status_of(self.due, today, done=self.done_at is not None, closed=self.closed_at is not None)
