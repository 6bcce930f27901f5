"""The tables of certification: terms, registrations, releases from outside, claims and their steps."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class CertificationTerms(PublicId, Base):
    """What a centre recorded of a qualification and its awarding organisation; the latest holds, none is changed."""

    __tablename__ = "certification_terms"
    __table_args__ = (own_key(), UniqueConstraint("provider_id", "qualification_id", "number"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    qualification_id: Mapped[int] = mapped_column(ForeignKey("qualification.id"))
    number: Mapped[int]
    organisation: Mapped[str] = mapped_column(String(200))
    direct_from: Mapped[date | None]
    """From when the centre has direct claims status, and until when."""
    direct_until: Mapped[date | None]
    least_weeks: Mapped[int | None]
    """Between registration and claim."""
    register_within: Mapped[int | None]
    """Working days from the start of an enrolment."""
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class CertificationRegistration(PublicId, Base):
    """That an enrolment is registered with the awarding organisation; the latest of an enrolment holds."""

    __tablename__ = "certification_registration"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolment_id", "enrolment"),
        Index("ix_certification_registration_enrolment", "enrolment_id"),
        Index("ix_certification_registration_portfolio", "portfolio_id"),
        Index("ix_certification_registration_day", "provider_id", "registered_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    enrolment_id: Mapped[int]
    number: Mapped[str] = mapped_column(String(64))
    """As the awarding organisation gave it."""
    registered_on: Mapped[date]
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class ExternalRelease(PublicId, Base):
    """That somebody from the awarding organisation released a signed unit; it holds until the unit is reopened."""

    __tablename__ = "external_release"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolled_unit_id", "enrolled_unit"),
        Index("ix_external_release_unit", "enrolled_unit_id"),
        Index("ix_external_release_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    enrolled_unit_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    reference: Mapped[str] = mapped_column(String(100))
    released_on: Mapped[date]
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class CertificationClaim(PublicId, Base):
    """Units, or a whole qualification, claimed with the awarding organisation for a learner."""

    __tablename__ = "certification_claim"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolment_id", "enrolment"),
        UniqueConstraint("provider_id", "number"),
        Index("ix_certification_claim_state", "provider_id", "state"),
        Index("ix_certification_claim_enrolment", "enrolment_id"),
        Index("ix_certification_claim_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    number: Mapped[int]
    """At the provider."""
    portfolio_id: Mapped[int]
    enrolment_id: Mapped[int]
    whole: Mapped[bool]
    organisation: Mapped[str] = mapped_column(String(200))
    """As the terms named it when it was claimed."""
    direct: Mapped[bool]
    """Whether it was claimed under direct claims status."""
    claimant_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    named_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """The quality assurer who is named on it."""
    claimed_on: Mapped[date]
    achieved_on: Mapped[date]
    """When the last of its units was signed by the last who signs."""
    state: Mapped[str] = mapped_column(String(16))
    must_withdraw: Mapped[bool] = mapped_column(default=False)
    """Whether a unit of it was reopened since."""
    steps: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change, so that a form knows whether it was filled in on what still stands."""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy's own name


class CertificationClaimUnit(Base):
    """A unit that is claimed."""

    __tablename__ = "certification_claim_unit"
    __table_args__ = (
        within_provider("claim_id", "certification_claim"),
        within_provider("enrolled_unit_id", "enrolled_unit"),
        Index("ix_certification_claim_unit_unit", "enrolled_unit_id"),
    )
    claim_id: Mapped[int] = mapped_column(primary_key=True)
    enrolled_unit_id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]


class CertificationStep(Base):
    """What became of a claim on a day: never changed; a later step says what it corrects."""

    __tablename__ = "certification_step"
    __table_args__ = (
        within_provider("claim_id", "certification_claim"),
        Index("ix_certification_step_day", "provider_id", "step", "happened_on"),
    )
    claim_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    step: Mapped[str] = mapped_column(String(16))
    happened_on: Mapped[date]
    reference: Mapped[str] = mapped_column(String(100), default="")
    words: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(2))
    corrects: Mapped[int | None]
    """The number of the step in whose place it stands."""
    corrected: Mapped[bool] = mapped_column(default=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
