"""The tables of qualifications, their groups and units; frozen when published, as standards are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, Text, TextColumn, UTCDateTime
from standards.qualifications.rules.signing import DEFAULT_SIGNING

SHARED = text("owner_id IS NULL")


class Qualification(PublicId, Base):
    """What learners enrol on: units in groups, and in which order a unit is signed."""

    __tablename__ = "qualification"
    __table_args__ = (
        UniqueConstraint("owner_id", "number", "version"),
        # To a database, one missing owner is not like another: the shared ones need an index of their own.
        Index(
            "uq_qualification_shared", "number", "version", unique=True, sqlite_where=SHARED, postgresql_where=SHARED
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int | None] = mapped_column(index=True)
    number: Mapped[str] = mapped_column(String(32))
    version: Mapped[int] = mapped_column(default=1)
    title: Mapped[Text] = mapped_column(TextColumn)
    sort_cy: Mapped[str]
    sort_en: Mapped[str]
    level: Mapped[int | None]
    least_credits: Mapped[int] = mapped_column(default=0)
    signing: Mapped[str] = mapped_column(String(100), default=DEFAULT_SIGNING)
    """Which parts sign a unit, in their order."""
    decision_words: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What the awarding body calls decisions, where it has names of its own."""
    status: Mapped[str] = mapped_column(String(16), default="draft")
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_certification: Mapped[date | None]
    """The last day on which the awarding body certificates this version; announced late, so it is not frozen."""

    @property
    def provider_id(self) -> int | None:
        return self.owner_id


class UnitGroup(Base):
    """Units chosen together by one rule of combination."""

    __tablename__ = "unit_group"
    __table_args__ = (UniqueConstraint("qualification_id", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    qualification_id: Mapped[int] = mapped_column(ForeignKey("qualification.id"))
    position: Mapped[int]
    title: Mapped[Text] = mapped_column(TextColumn)
    combination: Mapped[str] = mapped_column(String(16))
    minimum: Mapped[int] = mapped_column(default=0)
    maximum: Mapped[int | None]


class Unit(PublicId, Base):
    """A unit of a qualification: points at one version of a standard and adds its evidence rules."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("qualification_id", "standard_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    qualification_id: Mapped[int] = mapped_column(ForeignKey("qualification.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("unit_group.id"))
    standard_id: Mapped[int] = mapped_column(ForeignKey("standard.id"))
    position: Mapped[int]
    number: Mapped[str | None] = mapped_column(String(32))
    credits: Mapped[int] = mapped_column(default=0)
    evidence_rules: Mapped[list[Any]] = mapped_column(JSON, default=list)
