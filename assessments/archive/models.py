"""The table of archives that were made."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


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
