"""The tables of standardisation: exercises, who takes part, the pieces, what each decided, and the record."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessments.standardising.rules.exercises import ExerciseStatus
from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class Exercise(PublicId, Base):
    """Several people decide on the same pieces of evidence for one unit, each blind to the others."""

    __tablename__ = "standardising_exercise"
    __table_args__ = (own_key(), UniqueConstraint("provider_id", "number"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    number: Mapped[int]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    """For the seal of name and purpose."""
    day: Mapped[date]
    """On which it is discussed."""
    chair_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    status: Mapped[str] = mapped_column(String(16), default=ExerciseStatus.PREPARED.value)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change while it is prepared, and what became of it later."""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy's own name

    @property
    def stands(self) -> ExerciseStatus:
        return ExerciseStatus(self.status)


class TakingPart(Base):
    """That somebody is asked; `number` stands for them where they are not named."""

    __tablename__ = "standardising_person"
    __table_args__ = (
        own_key(),
        within_provider("exercise_id", "standardising_exercise"),
        UniqueConstraint("exercise_id", "account_id"),
        Index("ix_standardising_person_account", "account_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    exercise_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    number: Mapped[int]
    trainee: Mapped[bool] = mapped_column(default=False)
    """Whether they were a trainee assessor when it was opened."""


class Piece(PublicId, Base):
    """A frozen revision that all decide on; whose it is, nobody is told."""

    __tablename__ = "standardising_piece"
    __table_args__ = (
        own_key(),
        within_provider("exercise_id", "standardising_exercise"),
        within_provider("portfolio_id", "portfolio"),
        within_provider("revision_id", "revision"),
        UniqueConstraint("exercise_id", "revision_id"),
        Index("ix_standardising_piece_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    exercise_id: Mapped[int]
    portfolio_id: Mapped[int]
    revision_id: Mapped[int]
    number: Mapped[int]
    pair: Mapped[int | None]
    """A Welsh and an English piece with one number are taken to be of the same standard."""


class Item(Base):
    """One criterion of a piece, with the decision that was made on it."""

    __tablename__ = "standardising_item"
    __table_args__ = (
        own_key(),
        within_provider("piece_id", "standardising_piece"),
        within_provider("decision_id", "decision"),
        UniqueConstraint("piece_id", "criterion_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    piece_id: Mapped[int]
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"))
    decision_id: Mapped[int]


class BlindAnswer(PublicId, Base):
    """What somebody decided on a piece, in one save: it changes nothing in anybody's portfolio."""

    __tablename__ = "standardising_answer"
    __table_args__ = (
        own_key(),
        within_provider("piece_id", "standardising_piece"),
        within_provider("person_id", "standardising_person"),
        UniqueConstraint("piece_id", "person_id"),
        Index("ix_standardising_answer_person", "person_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    piece_id: Mapped[int]
    person_id: Mapped[int]
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Outcome and reason by the criterion's UUID."""
    language: Mapped[str] = mapped_column(String(2))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    original: Mapped[bool] = mapped_column(default=False)
    """Whether they also made one of the original decisions on it."""
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class MinutesKept(PublicId, Base):
    """A version of the record of an exercise; the last one holds."""

    __tablename__ = "standardising_minutes"
    __table_args__ = (
        own_key(),
        within_provider("exercise_id", "standardising_exercise"),
        UniqueConstraint("exercise_id", "version"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    exercise_id: Mapped[int]
    version: Mapped[int]
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(2))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
