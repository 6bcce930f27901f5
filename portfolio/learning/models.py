"""The tables of portfolios, enrolments, chosen units, criterion states and assignments."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.learning.rules import AWAITED
from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class Portfolio(PublicId, Base):
    """One learner at one provider: the root, with one book of the ledger."""

    __tablename__ = "portfolio"
    __table_args__ = (own_key(), UniqueConstraint("provider_id", "account_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("ledger_book.id"))
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)

    @property
    def portfolio_id(self) -> int:
        return self.id


class Enrolment(PublicId, Base):
    """A portfolio's learner on a qualification."""

    __tablename__ = "enrolment"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        Index("ix_enrolment_provider_qualification", "provider_id", "qualification_id"),
        Index("ix_enrolment_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    qualification_id: Mapped[int] = mapped_column(ForeignKey("qualification.id"))
    start: Mapped[date]
    planned_end: Mapped[date]
    language: Mapped[str] = mapped_column(String(4))
    """The language of assessment: cy, en or both; a unit may say otherwise."""
    cohort: Mapped[str | None] = mapped_column(String(100))
    site: Mapped[str | None] = mapped_column(String(100))
    employer: Mapped[str | None] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(16), default="active")
    status_since: Mapped[date]


class EnrolmentNote(Base):
    """Why an enrolment changed: the words that an entry's seal stands for."""

    __tablename__ = "enrolment_note"
    __table_args__ = (within_provider("enrolment_id", "enrolment"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    enrolment_id: Mapped[int] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    words: Mapped[str]
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    digest: Mapped[str] = mapped_column(String(64))


class EnrolledUnit(PublicId, Base):
    """A unit chosen in an enrolment, with its status and its counted criteria."""

    __tablename__ = "enrolled_unit"
    __table_args__ = (
        own_key(),
        UniqueConstraint("enrolment_id", "unit_id"),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolment_id", "enrolment"),
        Index("ix_enrolled_unit_provider_unit", "provider_id", "unit_id"),
        Index("ix_enrolled_unit_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    enrolment_id: Mapped[int]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    standard_id: Mapped[int] = mapped_column(ForeignKey("standard.id"))
    language: Mapped[str | None] = mapped_column(String(4))
    status: Mapped[str] = mapped_column(String(16), default="in_progress")
    needs_countersignature: Mapped[bool] = mapped_column(default=False)
    awaits: Mapped[str | None] = mapped_column(String(16))
    """Whose signature a signed unit still awaits, by its qualification's order; none where it awaits none."""
    complete: Mapped[bool] = mapped_column(default=False)
    """Signed by everybody whose signature it needs: what reports count."""
    total: Mapped[int]
    met: Mapped[int] = mapped_column(default=0)
    claimed: Mapped[int] = mapped_column(default=0)
    referred: Mapped[int] = mapped_column(default=0)
    touched: Mapped[bool] = mapped_column(default=False)
    """Whether anything was ever put to it, drafts included: then it cannot be dropped."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change, so that a form knows whether it was filled in on what still stands."""

    @property
    def shown_status(self) -> str:
        """Give its status as people read it: whose signature it awaits, where it awaits one."""
        return AWAITED.get(self.awaits or "", self.status)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy's own name


class CriterionStatus(Base):
    """The state of one criterion of one chosen unit; no row means open."""

    __tablename__ = "criterion_status"
    __table_args__ = (within_provider("enrolled_unit_id", "enrolled_unit"),)
    enrolled_unit_id: Mapped[int] = mapped_column(primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True)
    provider_id: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))


class Assignment(PublicId, Base):
    """Who does what for a learner, from a day, until a day: the whole portfolio, one enrolment or one unit."""

    __tablename__ = "assignment"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolment_id", "enrolment"),
        within_provider("enrolled_unit_id", "enrolled_unit"),
        Index("ix_assignment_account_part", "account_id", "part"),
        Index("ix_assignment_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    enrolment_id: Mapped[int | None]
    enrolled_unit_id: Mapped[int | None]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    part: Mapped[str] = mapped_column(String(32))
    starts: Mapped[date]
    ends: Mapped[date | None]
    why: Mapped[str] = mapped_column(String(500), default="")
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
