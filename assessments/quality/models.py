"""The tables of quality assurance: strategies, plans with their draws and items, and samples with their actions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class SamplingStrategy(PublicId, Base):
    """One version of a provider's strategy, as it was set once and for all."""

    __tablename__ = "sampling_strategy"
    __table_args__ = (own_key(), UniqueConstraint("provider_id", "number"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    number: Mapped[int]
    lines: Mapped[list[Any]] = mapped_column(JSON)
    new_days: Mapped[int]
    flag_days: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class SamplingPlan(PublicId, Base):
    """What is sampled of the decisions of a period, by one version of the strategy."""

    __tablename__ = "sampling_plan"
    __table_args__ = (
        own_key(),
        within_provider("strategy_id", "sampling_strategy"),
        UniqueConstraint("provider_id", "number"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    number: Mapped[int]
    strategy_id: Mapped[int]
    starts: Mapped[date]
    ends: Mapped[date]
    draws: Mapped[int] = mapped_column(default=0)
    """How often it was drawn; the last says what is in it."""
    balanced_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When it was last held against what has been decided; a draw is kept of that only where it changed something."""


class SamplingDraw(PublicId, Base):
    """One draw of a plan, with all that it was made of: whoever does it again finds the same."""

    __tablename__ = "sampling_draw"
    __table_args__ = (own_key(), within_provider("plan_id", "sampling_plan"), UniqueConstraint("plan_id", "number"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    plan_id: Mapped[int]
    number: Mapped[int]
    seed: Mapped[str] = mapped_column(String(32))
    inputs: Mapped[bytes] = mapped_column(LargeBinary)
    """Lines, items and what was in the plan before, compressed."""
    digest: Mapped[str] = mapped_column(String(64))
    """Of the inputs, before they were compressed."""
    result: Mapped[str] = mapped_column(String(64))
    """Digest of what it gave."""
    unmet: Mapped[list[Any]] = mapped_column(JSON)
    picked: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Nobody where the installation drew by itself as decisions arrived."""
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class SamplingItem(PublicId, Base):
    """What a plan says is sampled: one assessor's decisions on one learner's unit, and why it was picked."""

    __tablename__ = "sampling_item"
    __table_args__ = (
        own_key(),
        within_provider("plan_id", "sampling_plan"),
        within_provider("draw_id", "sampling_draw"),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolled_unit_id", "enrolled_unit"),
        UniqueConstraint("plan_id", "enrolled_unit_id", "assessor_id", "stage"),
        Index("ix_sampling_item_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    plan_id: Mapped[int]
    draw_id: Mapped[int]
    portfolio_id: Mapped[int]
    enrolled_unit_id: Mapped[int]
    assessor_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    stage: Mapped[str] = mapped_column(String(16))
    line: Mapped[int]
    value: Mapped[str] = mapped_column(String(100))
    sampled: Mapped[bool] = mapped_column(default=False)
    """Whether a sample of it was opened."""


class Sample(PublicId, Base):
    """A quality assurer's look at one assessor's decisions on one learner's unit, as they stood then."""

    __tablename__ = "sample"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolled_unit_id", "enrolled_unit"),
        within_provider("item_id", "sampling_item"),
        UniqueConstraint("provider_id", "number"),
        UniqueConstraint("item_id"),
        Index("ix_sample_portfolio", "portfolio_id"),
        Index("ix_sample_assessor", "provider_id", "assessor_id", "status"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    number: Mapped[int]
    """Of the report, at the provider."""
    portfolio_id: Mapped[int]
    enrolled_unit_id: Mapped[int]
    item_id: Mapped[int]
    assessor_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    sampler_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    hold: Mapped[str] = mapped_column(String(32))
    """What it holds its unit up with, by its public id."""
    stage: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    frozen: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The public ids of the decisions, revisions and signatures that are looked at."""
    reported_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    verdict: Mapped[str | None] = mapped_column(String(16))
    report: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """The codes of the report: criteria, methods, what was checked."""
    feedback: Mapped[str] = mapped_column(default="")
    good_practice: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    """Why a decision is not upheld."""
    language: Mapped[str | None] = mapped_column(String(2))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    """For the seal of the whole report."""
    widens_until: Mapped[date | None]
    """Until when more of the assessor is sampled because of this."""
    answer: Mapped[str] = mapped_column(default="")
    answer_language: Mapped[str | None] = mapped_column(String(2))
    answer_salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change, so that a form knows whether it was filled in on what still stands."""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy's own name


class SampleAction(Base):
    """What a report asks the assessor to do, until when, and when it was done."""

    __tablename__ = "sample_action"
    __table_args__ = (within_provider("sample_id", "sample"),)
    sample_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    words: Mapped[str]
    due: Mapped[date]
    done_on: Mapped[date | None]
