"""The tables of published standards, their sections and criteria."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, Text, TextColumn, UTCDateTime

SHARED = text("owner_id IS NULL")


class Standard(PublicId, Base):
    """One published standard in one version; its texts never change, save official words for a working translation."""

    __tablename__ = "standard"
    __table_args__ = (
        UniqueConstraint("owner_id", "urn", "edition"),
        # To a database, one missing owner is not like another: the shared ones need an index of their own.
        Index("uq_standard_shared", "urn", "edition", unique=True, sqlite_where=SHARED, postgresql_where=SHARED),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int | None] = mapped_column(index=True)
    """The provider whose own standard this is; none for the shared library's."""
    kind: Mapped[str] = mapped_column(String(16))
    urn: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(32))
    title: Mapped[Text] = mapped_column(TextColumn)
    sort_cy: Mapped[str]
    sort_en: Mapped[str]
    overview: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Paragraphs, each a Text as JSON."""
    details: Mapped[dict[str, Any]] = mapped_column("metadata", JSON, default=dict)
    approved: Mapped[date | None]
    review: Mapped[date | None]
    provenance: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """The documents it was read from: language, name, SHA-256, media type."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of all its texts in canonical form: what a version of a standard is known by."""
    texts_revision: Mapped[int] = mapped_column(default=1)
    """Counts the replacements of working translations by official words."""
    assessable: Mapped[int]
    """How many of its criteria take evidence."""
    published_at: Mapped[datetime] = mapped_column(UTCDateTime)

    @property
    def provider_id(self) -> int | None:
        return self.owner_id

    @property
    def about(self) -> dict[str, Any]:
        """What is said of it beside its texts: what it is, its dates, and the documents it was read from."""
        return {
            "kind": self.kind,
            "approved": self.approved.isoformat() if self.approved else None,
            "review": self.review.isoformat() if self.review else None,
            "provenance": self.provenance,
            "assessable": self.assessable,
            "metadata": {name: value for name, value in self.details.items() if name != "other_sections"},
        }


class Section(Base):
    """A part of a standard: its performance criteria, its knowledge, its scope."""

    __tablename__ = "standard_section"
    __table_args__ = (UniqueConstraint("standard_id", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(ForeignKey("standard.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    heading: Mapped[Text] = mapped_column(TextColumn)
    stem: Mapped[Text | None] = mapped_column(TextColumn)


class Criterion(Base):
    """One thing a standard asks; in order of position through the whole standard."""

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("standard_id", "code"), UniqueConstraint("standard_id", "position"))
    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(ForeignKey("standard.id"))
    section_id: Mapped[int] = mapped_column(ForeignKey("standard_section.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("criterion.id"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(64))
    printed: Mapped[str | None] = mapped_column(String(32))
    group: Mapped[Text | None] = mapped_column("group_heading", TextColumn)
    assessable: Mapped[bool]
    uuid: Mapped[uuid.UUID] = mapped_column(Uuid, index=True)
    text: Mapped[Text] = mapped_column(TextColumn)
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What it carries beside its words, as `standards.facts.stored` gives it; none for a NOS."""
    alike_cy: Mapped[str | None] = mapped_column(String(32), index=True)
    alike_en: Mapped[str | None] = mapped_column(String(32), index=True)
    """What criteria of equal official words share, in either language; none where it takes no evidence."""


class SearchEntry(Base):
    """What search finds: a criterion or, with none, the standard itself; with how its words stand in each language.

    Its terms stand under its id in each database's own index: see `search_index`.
    """

    __tablename__ = "search_entry"
    # No id is given twice: an index may still hold the terms of an entry that is gone.
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(ForeignKey("standard.id"), index=True)
    criterion_id: Mapped[int | None] = mapped_column(ForeignKey("criterion.id"))
    owner_id: Mapped[int | None]
    cy: Mapped[str] = mapped_column(String(1))
    """`o` official, `w` a working translation, `-` missing."""
    en: Mapped[str] = mapped_column(String(1))


class SearchTerm(Base):
    """A term of the library's vocabulary and in how many entries it stands."""

    __tablename__ = "search_term"
    term: Mapped[str] = mapped_column(String(96), primary_key=True)
    entries: Mapped[int]
