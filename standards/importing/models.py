"""The tables of documents on their way in: what was sent, each state of its draft, and its problems."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, Text, TextColumn, UTCDateTime


class StandardImport(PublicId, Base):
    """A document that somebody sent, and how far it has come.

    Its bytes lie here and not in the store of people's files: standards know nothing of that store, a document is
    written once in the same transaction as its reading, and both live and are saved with the library they are for.
    """

    __tablename__ = "standard_import"
    __table_args__ = (
        Index("ix_standard_import_list", "owner_id", "changed_at"),
        Index("ix_standard_import_urn", "owner_id", "urn"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int]
    """The provider whose own standard it will be."""
    name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    lines: Mapped[list[Any]] = mapped_column(JSON, deferred=True)
    """The source as it was read: the number of each line with its words."""
    reading: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    """What the reader made of it; never changed."""
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change: who changes it says which version they looked at."""
    urn: Mapped[str | None] = mapped_column(String(64))
    """Of the draft as it is now, as is the title."""
    title: Mapped[Text] = mapped_column(TextColumn)
    sent_by: Mapped[str] = mapped_column(String(32))
    """Public ids of accounts: standards know no names."""
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_by: Mapped[str] = mapped_column(String(32))
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    standard_id: Mapped[int | None] = mapped_column(ForeignKey("standard.id"))
    welsh_id: Mapped[int | None] = mapped_column(ForeignKey("standard_import.id"), index=True)
    """Of an import that was paired from two: the Welsh one, whose document it holds too, and the English one."""
    english_id: Mapped[int | None] = mapped_column(ForeignKey("standard_import.id"), index=True)

    @property
    def provider_id(self) -> int | None:
        return self.owner_id


class ImportDraft(Base):
    """The draft of an import in one version: what stood before a change is kept, to compare and to step back."""

    __tablename__ = "standard_import_draft"
    __table_args__ = (UniqueConstraint("import_id", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("standard_import.id"))
    version: Mapped[int]
    draft: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_by: Mapped[str] = mapped_column(String(32))
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ImportProblem(Base):
    """One thing that the reader was not sure of, and how somebody settled it."""

    __tablename__ = "standard_import_problem"
    __table_args__ = (UniqueConstraint("import_id", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("standard_import.id"))
    position: Mapped[int]
    severity: Mapped[str] = mapped_column(String(8))
    code: Mapped[str] = mapped_column(String(64))
    line: Mapped[int | None]
    language: Mapped[str | None] = mapped_column(String(2))
    """Which of two documents the line is of; none where there is one."""
    message: Mapped[dict[str, str]] = mapped_column(JSON)
    how: Mapped[str | None] = mapped_column(String(16))
    note: Mapped[str | None]
    settled_by: Mapped[str | None] = mapped_column(String(32))
    settled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
