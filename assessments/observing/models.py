"""The tables of observations being written, and of what was put on learners' records."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class Observation(PublicId, Base):
    """What an assessor writes of one learner or a group; once on record, each learner's copy is all that is kept."""

    __tablename__ = "observation"
    __table_args__ = (own_key(), Index("ix_observation_author", "author_id", "status"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    status: Mapped[str] = mapped_column(String(16))
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What is written; empty once it is on record."""
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change, so that a form knows whether it was filled in on what still stands."""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy's own name


class ObservationRecord(PublicId, Base):
    """One learner's copy: the evidence that it is, and the learner's comment and signature."""

    __tablename__ = "observation_record"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("evidence_id", "evidence"),
        Index("ix_observation_record_portfolio", "portfolio_id"),
        Index("ix_observation_record_evidence", "evidence_id"),
        Index("ix_observation_record_observer", "observer_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    evidence_id: Mapped[int]
    observation: Mapped[str] = mapped_column(String(32))
    """The same where several learners were observed at once; by public id, as the archive of one knows no other."""
    observer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    comment: Mapped[str] = mapped_column(default="")
    language: Mapped[str | None] = mapped_column(String(2))
    """Of the comment."""
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    """For the seal of the comment."""
    signed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
