"""The table of what is planned and recorded of assessors' work."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class MonitoringActivity(PublicId, Base):
    """One look at an assessor's work: what is planned, what was seen, and what the assessor says of it."""

    __tablename__ = "monitoring_activity"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        UniqueConstraint("provider_id", "number"),
        Index("ix_monitoring_assessor", "provider_id", "assessor_id", "kind", "status"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    number: Mapped[int]
    """At the provider."""
    kind: Mapped[str] = mapped_column(String(32))
    assessor_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    portfolio_id: Mapped[int | None]
    """Of the learner with whom, where it is with one."""
    planned_on: Mapped[date]
    focus: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    """For the seal of what is planned, and of the reason for which it was called off."""
    planner_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    planned_at: Mapped[datetime] = mapped_column(UTCDateTime)
    status: Mapped[str] = mapped_column(String(16))
    cancelled: Mapped[str] = mapped_column(default="")
    """Why it was called off."""
    held_on: Mapped[date | None]
    points: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    seen: Mapped[str] = mapped_column(default="")
    good_practice: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str | None] = mapped_column(String(32))
    actions: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]
    record_language: Mapped[str | None] = mapped_column(String(2))
    record_salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    recorder_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answer: Mapped[str] = mapped_column(default="")
    answer_language: Mapped[str | None] = mapped_column(String(2))
    answer_salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    done_on: Mapped[date | None]
    """When what was asked for was done."""
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change, so that a form knows whether it was filled in on what still stands."""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy's own name
