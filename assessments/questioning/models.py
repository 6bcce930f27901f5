"""The tables of question sets: what is being written, and the versions that were published."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class QuestionSet(PublicId, Base):
    """Questions about criteria of one standard, as they are being written; each publication freezes a version."""

    __tablename__ = "question_set"
    __table_args__ = (own_key(), Index("ix_question_set_provider", "provider_id", "standard_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    standard_id: Mapped[int] = mapped_column(ForeignKey("standard.id"))
    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    asked: Mapped[list[list[str]]] = mapped_column(JSON)
    """Code, words and marking guide of each question."""
    number: Mapped[int] = mapped_column(default=0)
    """Of the version published last; 0 = none yet."""
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change, so that a form knows whether it was filled in on what still stands."""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy's own name


class QuestionSetVersion(PublicId, Base):
    """What was published, frozen."""

    __tablename__ = "question_set_version"
    __table_args__ = (own_key(), UniqueConstraint("set_id", "number"), within_provider("set_id", "question_set"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    set_id: Mapped[int]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    published_at: Mapped[datetime] = mapped_column(UTCDateTime)
    published_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class QuestionAsked(Base):
    """A question of a published version."""

    __tablename__ = "question_asked"
    __table_args__ = (within_provider("version_id", "question_set_version"),)
    version_id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"))
    words: Mapped[str]
    guide: Mapped[str] = mapped_column(default="")
    """What a right answer holds: for those who assess, never for learners."""
