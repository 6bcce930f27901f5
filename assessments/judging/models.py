"""The tables of decisions, feedback and its acknowledgement, signatures and reopenings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, Text, TextColumn, UTCDateTime, own_key, within_provider


class Judgement(PublicId, Base):
    """One save of an assessor on one revision: the rules of evidence, and feedback on the whole."""

    __tablename__ = "judgement"
    __table_args__ = (
        own_key(),
        within_provider("evidence_id", "evidence"),
        within_provider("revision_id", "revision"),
        Index("ix_judgement_evidence", "evidence_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    portfolio_id: Mapped[int]
    evidence_id: Mapped[int]
    revision_id: Mapped[int]
    assessor_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    trainee: Mapped[bool]
    valid: Mapped[bool]
    authentic: Mapped[bool]
    current: Mapped[bool]
    language: Mapped[str] = mapped_column(String(2))
    feedback: Mapped[str] = mapped_column(default="")
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    taken_back_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When its assessor undid it, before anybody had acted on it."""


class Decision(PublicId, Base):
    """An assessor's decision on one claim; a correction is a new one that says what it corrects."""

    __tablename__ = "decision"
    __table_args__ = (
        own_key(),
        within_provider("judgement_id", "judgement"),
        within_provider("claim_id", "claim"),
        within_provider("enrolled_unit_id", "enrolled_unit"),
        within_provider("corrects_id", "decision"),
        Index("ix_decision_judgement", "judgement_id"),
        Index("ix_decision_claim", "claim_id"),
        Index("ix_decision_unit", "enrolled_unit_id"),
        # Has all that tells whose decisions stand on which units, so that a centre's are counted without their rows.
        Index("ix_decision_standing", "provider_id", "standing", "enrolled_unit_id", "assessor_id", "judgement_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    judgement_id: Mapped[int]
    claim_id: Mapped[int]
    enrolled_unit_id: Mapped[int]
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"))
    assessor_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    trainee: Mapped[bool]
    outcome: Mapped[str] = mapped_column(String(16))
    feedback: Mapped[str] = mapped_column(default="")
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    corrects_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    reason_salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    standing: Mapped[bool] = mapped_column(default=True)
    """Whether this is what was last decided on the claim: not corrected and not reopened."""
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class DecisionOrigin(Base):
    """That a decision was made on an earlier version of the standard and stands, unchanged, for a later one."""

    __tablename__ = "decision_origin"
    __table_args__ = (within_provider("decision_id", "decision"), within_provider("from_id", "decision"))
    decision_id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    from_id: Mapped[int]


class DecisionElsewhere(Base):
    """That a decision was made at another provider, and counts here on the word of whoever accepted it."""

    __tablename__ = "decision_elsewhere"
    __table_args__ = (within_provider("decision_id", "decision"),)
    decision_id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    source: Mapped[Text] = mapped_column(TextColumn)
    """What the other provider calls itself."""
    decided_by: Mapped[str] = mapped_column(String(200))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class PhraseBook(Base):
    """The phrases that an assessor gives feedback with, in both languages: their own, and nobody else's."""

    __tablename__ = "phrase_book"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    phrases: Mapped[list[Any]] = mapped_column(JSON)
    """Objects of the words by language, in the order in which they are offered."""


class Signature(PublicId, Base):
    """A signature on a unit: who, in which part, when, and over which head of the book."""

    __tablename__ = "signature"
    __table_args__ = (
        own_key(),
        within_provider("enrolled_unit_id", "enrolled_unit"),
        Index("ix_signature_unit", "enrolled_unit_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    portfolio_id: Mapped[int]
    enrolled_unit_id: Mapped[int]
    part: Mapped[str] = mapped_column(String(16))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    trainee: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    head: Mapped[str] = mapped_column(String(64))
    superseded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class UnitHold(PublicId, Base):
    """What holds a unit up: an open sample, an appeal; it is neither verified nor certified meanwhile."""

    __tablename__ = "unit_hold"
    __table_args__ = (
        own_key(),
        within_provider("enrolled_unit_id", "enrolled_unit"),
        Index("ix_unit_hold_unit", "enrolled_unit_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    portfolio_id: Mapped[int]
    enrolled_unit_id: Mapped[int]
    reason: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Reopening(PublicId, Base):
    """Why a signed unit was reopened, and which criteria."""

    __tablename__ = "reopening"
    __table_args__ = (
        own_key(),
        within_provider("enrolled_unit_id", "enrolled_unit"),
        Index("ix_reopening_unit", "enrolled_unit_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    portfolio_id: Mapped[int]
    enrolled_unit_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str]
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    criteria: Mapped[list[Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Bar(Base):
    """Who does not judge a criterion of a unit again, because an appeal overturned their decision on it."""

    __tablename__ = "judging_bar"
    __table_args__ = (within_provider("enrolled_unit_id", "enrolled_unit"),)
    enrolled_unit_id: Mapped[int] = mapped_column(primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    provider_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Acknowledgement(Base):
    """The learner has read the feedback of a judgement; it gates nothing."""

    __tablename__ = "feedback_acknowledgement"
    __table_args__ = (within_provider("judgement_id", "judgement"),)
    judgement_id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
