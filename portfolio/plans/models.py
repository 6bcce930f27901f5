"""The tables of assessment plans: their versions, what each plans, who agreed, and what evidence came of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class PlanVersion(PublicId, Base):
    """The plan of an enrolment as it is being written, or as it was put forward once and for all."""

    __tablename__ = "plan_version"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolment_id", "enrolment"),
        UniqueConstraint("enrolment_id", "number"),
        Index("ix_plan_version_portfolio", "portfolio_id"),
        Index("ix_plan_version_provider_status", "provider_id", "status"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    enrolment_id: Mapped[int]
    number: Mapped[int]
    status: Mapped[str] = mapped_column(String(16))
    holds: Mapped[bool] = mapped_column(default=False)
    """Whether this is the version that holds: of an enrolment's at most one."""
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """Who began it and, once it is put forward, who put it forward."""
    language: Mapped[str] = mapped_column(String(2))
    """In which it is written."""
    begun_at: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    """For the seal of all that it says."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change, so that a form knows whether it was filled in on what still stands."""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy's own name


class PlannedActivity(PublicId, Base):
    """An activity through all versions that plan it, and how much evidence was submitted for it."""

    __tablename__ = "planned_activity"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolment_id", "enrolment"),
        Index("ix_planned_activity_portfolio", "portfolio_id"),
        Index("ix_planned_activity_enrolment", "enrolment_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    enrolment_id: Mapped[int]
    fulfilled: Mapped[int] = mapped_column(default=0)


class PlanLine(Base):
    """What one version says of an activity."""

    __tablename__ = "plan_line"
    __table_args__ = (
        within_provider("version_id", "plan_version"),
        within_provider("activity_id", "planned_activity"),
        Index("ix_plan_line_activity", "activity_id"),
    )
    version_id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    method: Mapped[str] = mapped_column(String(32))
    """Of the kinds of evidence."""
    planned_on: Mapped[date]
    at_time: Mapped[str] = mapped_column(String(5), default="")
    """In hours and minutes, where it was said."""
    place: Mapped[str] = mapped_column(String(300), default="")
    present: Mapped[str] = mapped_column(String(500), default="")
    language: Mapped[str] = mapped_column(String(4))
    """In which it takes place: Welsh, English, or both."""
    adjustments: Mapped[str] = mapped_column(default="")
    confidentiality: Mapped[str] = mapped_column(default="")


class PlanLineCriterion(Base):
    """A criterion that an activity is to show, in one version of the plan."""

    __tablename__ = "plan_line_criterion"
    __table_args__ = (
        within_provider("version_id", "plan_version"),
        within_provider("activity_id", "planned_activity"),
        within_provider("enrolled_unit_id", "enrolled_unit"),
    )
    version_id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(primary_key=True)
    enrolled_unit_id: Mapped[int] = mapped_column(primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True)
    provider_id: Mapped[int]


class PlanAssent(Base):
    """What somebody said of a version as one of those who must agree to it: each for themselves."""

    __tablename__ = "plan_assent"
    __table_args__ = (within_provider("version_id", "plan_version"),)
    version_id: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(String(16), primary_key=True)
    provider_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    outcome: Mapped[str] = mapped_column(String(16))
    words: Mapped[str | None]
    language: Mapped[str | None] = mapped_column(String(2))
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))


class PlanComment(PublicId, Base):
    """What somebody said of a version of a plan."""

    __tablename__ = "plan_comment"
    __table_args__ = (within_provider("version_id", "plan_version"), Index("ix_plan_comment_version", "version_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    version_id: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    words: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))


class Fulfilment(Base):
    """That submitted evidence stands for a planned activity; the evidence goes by its public id."""

    __tablename__ = "fulfilment"
    __table_args__ = (
        within_provider("activity_id", "planned_activity"),
        Index("ix_fulfilment_evidence", "evidence"),
    )
    activity_id: Mapped[int] = mapped_column(primary_key=True)
    evidence: Mapped[str] = mapped_column(String(32), primary_key=True)
    provider_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UTCDateTime)
