"""The tables of progress reviews: what each says, its actions, who signed, how an employer was asked, and how often."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.links.models import Asked, Link, Tables, Visit
from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class Review(PublicId, Base):
    """A review as it is planned and written, or as its assessor signed it once and for all."""

    __tablename__ = "review"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolment_id", "enrolment"),
        within_provider("corrects_id", "review"),
        Index("ix_review_portfolio", "portfolio_id"),
        Index("ix_review_enrolment", "enrolment_id", "status", "held_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    enrolment_id: Mapped[int]
    status: Mapped[str] = mapped_column(String(16))
    corrects_id: Mapped[int | None]
    replaced: Mapped[bool] = mapped_column(default=False)
    """Whether a correction of it was signed: then it binds nobody any more."""
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """Who began it and, once it is signed, who signed it as the assessor."""
    language: Mapped[str] = mapped_column(String(2))
    held_on: Mapped[date]
    period_from: Mapped[date]
    period_until: Mapped[date]
    how: Mapped[str] = mapped_column(String(16))
    place: Mapped[str] = mapped_column(String(300), default="")
    present: Mapped[str] = mapped_column(String(500), default="")
    progress: Mapped[str] = mapped_column(default="")
    well: Mapped[str] = mapped_column(default="")
    ahead: Mapped[str] = mapped_column(default="")
    support: Mapped[str] = mapped_column(default="")
    welsh: Mapped[str] = mapped_column(default="")
    off_job: Mapped[str] = mapped_column(default="")
    correction: Mapped[str] = mapped_column(default="")
    """What it corrects in the review before, and why."""
    met: Mapped[int | None]
    """The figures from here on are counted when the assessor signs, and stay."""
    total: Mapped[int | None]
    met_before: Mapped[int | None]
    """How many criteria were met at the review before; none where there was none."""
    complete: Mapped[int | None]
    """Units that count as signed off."""
    units: Mapped[int | None]
    overdue: Mapped[int | None]
    """Planned activities whose day was past, and of which no evidence had come."""
    planned_end: Mapped[date | None]
    begun_at: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    """For the seal of all that it says."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change, so that a form knows whether it was filled in on what still stands."""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy's own name


class ReviewAction(PublicId, Base):
    """What somebody is to do after a review."""

    __tablename__ = "review_action"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolment_id", "enrolment"),
        within_provider("review_id", "review"),
        Index("ix_review_action_review", "review_id"),
        Index("ix_review_action_portfolio", "portfolio_id", "done_on", "due_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    enrolment_id: Mapped[int]
    review_id: Mapped[int]
    what: Mapped[str] = mapped_column(String(500))
    who: Mapped[str] = mapped_column(String(16))
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who said that it is done."""
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class ReviewSignature(Base):
    """What somebody signed of a review as one of its parts: each for themselves."""

    __tablename__ = "review_signature"
    __table_args__ = (within_provider("review_id", "review"), within_provider("request_id", "review_request"))
    review_id: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(String(16), primary_key=True)
    provider_id: Mapped[int]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    request_id: Mapped[int | None]
    """By which an employer, who has no account, came."""
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    name: Mapped[str] = mapped_column(String(200), default="")
    """As an employer's side signed it; who has an account goes by its name."""
    job: Mapped[str] = mapped_column(String(300), default="")
    words: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(2))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))


class ReviewRequest(Asked, Base):
    """An employer is asked to read a review, to comment and to sign."""

    __tablename__ = "review_request"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolment_id", "enrolment"),
        within_provider("review_id", "review"),
        Index("ix_review_request_portfolio", "portfolio_id"),
        Index("ix_review_request_review", "review_id"),
    )
    enrolment_id: Mapped[int]
    review_id: Mapped[int]


class ReviewLink(Link, Base):
    """A link to such a request, of which only the hash is kept; all end with the request."""

    __tablename__ = "review_link"
    __table_args__ = (within_provider("request_id", "review_request"),)


class ReviewVisit(Visit, Base):
    """Where and when a link was opened, and from where it was answered."""

    __tablename__ = "review_visit"
    __table_args__ = (within_provider("request_id", "review_request"),)


ASKED = Tables(ReviewRequest, ReviewLink, ReviewVisit)


class ReviewInterval(Base):
    """How many weeks may lie between two reviews, from a day on: at a provider, or in one qualification of it."""

    __tablename__ = "review_interval"
    __table_args__ = (Index("ix_review_interval_provider", "provider_id", "since"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    qualification_id: Mapped[int | None] = mapped_column(ForeignKey("qualification.id"))
    weeks: Mapped[int]
    since: Mapped[date]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
