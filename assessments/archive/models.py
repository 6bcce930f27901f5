"""The tables of archives that were made, and of portfolios that arrived."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Connection, ForeignKey, Index, String, UniqueConstraint, Uuid, delete, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from assessments.archive.rules import ArrivalStatus
from portfolio.evidence.models import Evidence
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
    """What was not taken: the title of each piece of evidence, and a code that says what of it was left."""
    brought: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")
    """Of each piece of evidence: its id there, the fingerprint of what it said and held, and its id here."""
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
    fingerprint: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """What its evidence said and held when it arrived: what was decided there counts for nothing else."""


class ArrivedRevision(PublicId, Base):
    """What was submitted elsewhere of a piece of evidence that arrived: read here, never judged, never changed."""

    __tablename__ = "arrived_revision"
    __table_args__ = (
        own_key(),
        within_provider("arrival_id", "arrival"),
        within_provider("evidence_id", "evidence"),
        Index("ix_arrived_revision_evidence", "evidence_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    arrival_id: Mapped[int]
    evidence_id: Mapped[int]
    source: Mapped[Text] = mapped_column(TextColumn)
    """At which provider it was submitted: not always the last one, where a portfolio moved more than once."""
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(String(200))
    happened_on: Mapped[date | None]
    language: Mapped[str] = mapped_column(String(2))
    words: Mapped[str]
    ai_use: Mapped[str] = mapped_column(String(16))
    ai_note: Mapped[str]
    particulars: Mapped[dict[str, str]] = mapped_column(JSON)
    confidentiality: Mapped[str] = mapped_column(String(16))
    submitted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    files: Mapped[list[Any]] = mapped_column(JSON)
    """In order: name, SHA-256, size and type, and whether a covered copy stood in its place."""
    translations: Mapped[list[Any]] = mapped_column(JSON)
    """As they stood beside it: words, into which language, who attached it, how it was made, how it ended."""


@event.listens_for(Evidence, "before_delete")
def _let_go(_mapper: Mapper[Evidence], connection: Connection, evidence: Evidence) -> None:
    """Let a draft be discarded with what arrived of it: the archive that it came in is its learner's still."""
    for model in (Inherited, ArrivedRevision):
        connection.execute(delete(model).where(model.evidence_id == evidence.id))
