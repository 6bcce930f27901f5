"""The tables of archives that were made, and of portfolios that arrived."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from assessments.archive.rules import ArrivalStatus
from standards.foundation import Base, PublicId, Text, TextColumn, UTCDateTime, own_key, within_provider


class Archive(PublicId, Base):
    """A portfolio as it stood at one moment, laid out as a ZIP that is written anew at each download."""

    __tablename__ = "archive"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("documents_id", "stored_file"),
        Index("ix_archive_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    portfolio_id: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seq: Mapped[int]
    head: Mapped[str] = mapped_column(String(64))
    manifest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the signed manifest: no two archives have the same."""
    size: Mapped[int] = mapped_column(BigInteger)
    documents_id: Mapped[int | None]
    """The stored file of all that was written for this archive; none when newer ones took its place."""
    members: Mapped[list[Any]] = mapped_column(JSON)
    """In order: name, size, CRC-32, and where its bytes lie: an offset in the documents, or a file's SHA-256."""


class Arrival(PublicId, Base):
    """A portfolio that came from another installation in an archive that its provider signed."""

    __tablename__ = "arrival"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        UniqueConstraint("portfolio_id", "archive"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    portfolio_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    archive: Mapped[str] = mapped_column(String(32))
    """The archive's id where it was made."""
    manifest: Mapped[str] = mapped_column(String(64))
    source: Mapped[Text] = mapped_column(TextColumn)
    """What its provider calls itself."""
    source_id: Mapped[str] = mapped_column(String(32))
    learner: Mapped[str] = mapped_column(String(200))
    """What the archive calls its learner: whoever accepts must see whether that is the same person."""
    public_key: Mapped[str] = mapped_column(String(64))
    left: Mapped[list[Any]] = mapped_column("left_out", JSON)
    """Titles of what was not taken."""
    status: Mapped[str] = mapped_column(String(16), default=ArrivalStatus.WAITING.value)
    accepted_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    accepted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Inherited(PublicId, Base):
    """What was claimed and decided elsewhere on a criterion: never a decision here, and shown for what it is."""

    __tablename__ = "inherited"
    __table_args__ = (
        own_key(),
        within_provider("arrival_id", "arrival"),
        within_provider("evidence_id", "evidence"),
        Index("ix_inherited_arrival", "arrival_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    arrival_id: Mapped[int]
    evidence_id: Mapped[int]
    criterion: Mapped[UUID] = mapped_column(Uuid)
    urn: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(32))
    note: Mapped[str] = mapped_column(String(1000))
    outcome: Mapped[str] = mapped_column(String(16))
    decision: Mapped[str] = mapped_column(String(32))
    """The decision's id where it was made; nothing where none was made."""
    decided_by: Mapped[str] = mapped_column(String(200))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    language: Mapped[str] = mapped_column(String(2))
    feedback: Mapped[str]
    sampled: Mapped[bool] = mapped_column(default=False)
    """Whether the quality assurer who accepted looked at this one."""
