"""The tables of appeals and complaints: cases, their stages with whoever decides them, and the steps taken."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class Case(PublicId, Base):
    """An appeal against a decision or about a unit, or a complaint."""

    __tablename__ = "case_file"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolled_unit_id", "enrolled_unit"),
        within_provider("decision_id", "decision"),
        UniqueConstraint("provider_id", "number"),
        Index("ix_case_file_status", "provider_id", "status", "due"),
        Index("ix_case_file_portfolio", "portfolio_id"),
        Index("ix_case_file_complainant", "complainant_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    number: Mapped[int]
    """At the provider."""
    kind: Mapped[str] = mapped_column(String(16))
    procedure: Mapped[str] = mapped_column(String(16))
    portfolio_id: Mapped[int | None]
    """Of an appeal; a complaint is in nobody's portfolio."""
    enrolled_unit_id: Mapped[int | None]
    decision_id: Mapped[int | None]
    complainant_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(200), default="")
    """Of somebody who has no account, with how they are reached."""
    email: Mapped[str] = mapped_column(String(254), default="")
    spoken: Mapped[str | None] = mapped_column(String(2))
    """The language that they are written to in."""
    about_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    came_by: Mapped[str] = mapped_column(String(16))
    received_on: Mapped[date]
    words: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    status: Mapped[str] = mapped_column(String(16))
    stage: Mapped[int] = mapped_column(default=1)
    due: Mapped[date | None]
    """Of the stage that is under way."""
    hold: Mapped[str | None] = mapped_column(String(32))
    """What it holds its unit up with, by its public id."""
    logged_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change, so that a form knows whether it was filled in on what still stands."""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy's own name


class CaseStage(Base):
    """One stage of a case: until when it is to be answered, and how it was."""

    __tablename__ = "case_stage"
    __table_args__ = (within_provider("case_id", "case_file"),)
    case_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    began: Mapped[date]
    due: Mapped[date | None]
    extended: Mapped[int] = mapped_column(default=0)
    """Days by which it was extended, in all."""
    paused_from: Mapped[date | None]
    paused: Mapped[int] = mapped_column(default=0)
    """Days for which it was paused, in all."""
    told_on: Mapped[date | None]
    """When an authority was told that it is not resolved."""
    outcome: Mapped[str | None] = mapped_column(String(16))
    criteria: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """The UUIDs of those that are decided again."""
    words: Mapped[str] = mapped_column(default="")
    language: Mapped[str | None] = mapped_column(String(2))
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    same_reason: Mapped[str] = mapped_column(default="")
    """Why whoever was overturned may judge again all the same; empty where somebody else has to."""
    same_salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answered_on: Mapped[date | None]


class CaseDecider(Base):
    """Who decides a stage."""

    __tablename__ = "case_decider"
    __table_args__ = (
        within_provider("case_id", "case_file"),
        Index("ix_case_decider_account", "account_id"),
    )
    case_id: Mapped[int] = mapped_column(primary_key=True)
    stage: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    provider_id: Mapped[int]


class CaseStep(PublicId, Base):
    """What was done and whom it was told: never changed, and read beside the case as its notices."""

    __tablename__ = "case_step"
    __table_args__ = (
        own_key(),
        within_provider("case_id", "case_file"),
        Index("ix_case_step_case", "case_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    case_id: Mapped[int]
    stage: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    day: Mapped[date | None]
    """When consent was given, or from when it is paused or goes on."""
    number: Mapped[int | None]
    """Days, of an extension."""
    due: Mapped[date | None]
    trigger: Mapped[str | None] = mapped_column(String(32))
    words: Mapped[str] = mapped_column(default="")
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    mailed: Mapped[bool]
    """Whether a letter went out; without an address it is for the centre to tell."""
