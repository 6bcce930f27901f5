"""The tables of requests to witnesses, their links, and where and when each was opened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.links.models import Asked, Link, Tables, Visit
from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class WitnessRequest(Asked, Base):
    """Somebody outside is asked for testimony; once given, it is the evidence that this points to."""

    __tablename__ = "witness_request"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("evidence_id", "evidence"),
        Index("ix_witness_request_portfolio", "portfolio_id"),
        Index("ix_witness_request_evidence", "evidence_id"),
    )
    copy_to: Mapped[str] = mapped_column(String(254), default="")
    """The address that the witness gave for a copy."""
    evidence_id: Mapped[int | None]


class WitnessCriterion(Base):
    """A criterion that the asker wants the testimony to show."""

    __tablename__ = "witness_criterion"
    __table_args__ = (
        within_provider("request_id", "witness_request"),
        within_provider("enrolled_unit_id", "enrolled_unit"),
    )
    request_id: Mapped[int] = mapped_column(primary_key=True)
    enrolled_unit_id: Mapped[int] = mapped_column(primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True)
    provider_id: Mapped[int]
    note: Mapped[str] = mapped_column(String(1000), default="")


class WitnessLink(Link, Base):
    """A link to a request, of which only the hash is kept; all end with the request."""

    __tablename__ = "witness_link"
    __table_args__ = (within_provider("request_id", "witness_request"),)


class WitnessVisit(Visit, Base):
    """Where and when a link was opened, and from where it was answered."""

    __tablename__ = "witness_visit"
    __table_args__ = (within_provider("request_id", "witness_request"),)


ASKED = Tables(WitnessRequest, WitnessLink, WitnessVisit)


class WitnessCheck(PublicId, Base):
    """A second message to the witness: is this yours? Only the hash of its link is kept."""

    __tablename__ = "witness_check"
    __table_args__ = (within_provider("request_id", "witness_request"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    request_id: Mapped[int] = mapped_column(index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sent_to: Mapped[str] = mapped_column(String(254))
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    answer: Mapped[str | None] = mapped_column(String(8))
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
