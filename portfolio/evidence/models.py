"""The tables of evidence, revisions, files and claims."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column

from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class FileCheck(Base):
    """What the virus check found in a stored file; a file without such a row waits for it, where files are checked."""

    __tablename__ = "file_check"
    __table_args__ = (within_provider("stored_file_id", "stored_file"),)
    stored_file_id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(16))
    signature: Mapped[str] = mapped_column(String(200), default="")
    """What the checker calls that which it found."""
    checked_at: Mapped[datetime] = mapped_column(UTCDateTime)


class StoredFile(Base):
    """The same bytes once a provider: by SHA-256, with the type that was found in the content."""

    __tablename__ = "stored_file"
    __table_args__ = (own_key(), UniqueConstraint("provider_id", "sha256"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(127))
    stored_at: Mapped[datetime] = mapped_column(UTCDateTime)
    crc32: Mapped[int | None] = mapped_column(BigInteger)
    """Where it was ever asked for: a ZIP tells it before the bytes, and reading gigabytes twice takes long."""
    pinned: Mapped[bool] = mapped_column(default=False)
    """Whether it stays though no evidence holds it."""
    verdict: Mapped[str | None] = column_property(
        select(FileCheck.verdict)
        .where(FileCheck.stored_file_id == id)  # noqa: A003 the column above
        .correlate_except(FileCheck)
        .scalar_subquery()
    )
    """What the virus check found, or none before it."""


class Evidence(PublicId, Base):
    """What somebody puts forward: here as it is being written; each submission freezes a Revision of it."""

    __tablename__ = "evidence"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        Index("ix_evidence_portfolio", "portfolio_id", "status"),
        Index("ix_evidence_waiting", "provider_id", "waiting"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    witness: Mapped[str | None] = mapped_column(String(32))
    """By which request somebody without an account wrote this, or with which arrival of an archive it came if they
    did so elsewhere; its words are theirs, and nobody changes them."""
    record: Mapped[str | None] = mapped_column(String(32))
    """Which record of an assessor this is, if one wrote it: its words are theirs, and so is what it is claimed for."""
    kind: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(16), default="draft")
    title: Mapped[str] = mapped_column(String(200))
    happened_on: Mapped[date | None]
    language: Mapped[str] = mapped_column(String(2))
    words: Mapped[str] = mapped_column(default="")
    """Markdown."""
    ai_use: Mapped[str] = mapped_column(String(16))
    ai_note: Mapped[str] = mapped_column(default="")
    particulars: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """What the records of kinds hold beside: all that was ever typed, also for another kind than it is now."""
    confidentiality: Mapped[str] = mapped_column(String(16), default="unsaid")
    """Who is shown or named in it."""
    revision: Mapped[int] = mapped_column(default=0)
    """The number of the last submitted revision; 0 = never submitted."""
    edited: Mapped[bool] = mapped_column(default=True)
    """Whether this differs from the last submitted revision."""
    waiting: Mapped[int] = mapped_column(default=0)
    """How many of its claims wait for a decision."""
    waiting_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_reason: Mapped[str | None]
    withdrawn_salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change, so that a form knows whether it was filled in on what still stands."""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy's own name

    @property
    def unsubmitted(self) -> bool:
        """Whether this was never put forward: then it is its owner's alone."""
        return self.revision == 0


class Attachment(PublicId, Base):
    """A file of a piece of evidence under the name it came with; removed ones stay for the revisions that have them."""

    __tablename__ = "attachment"
    __table_args__ = (
        own_key(),
        within_provider("evidence_id", "evidence"),
        within_provider("stored_file_id", "stored_file"),
        Index("ix_attachment_evidence", "evidence_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    portfolio_id: Mapped[int]
    evidence_id: Mapped[int]
    stored_file_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(255))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    """For the seal of its name."""
    position: Mapped[int]
    removed: Mapped[bool] = mapped_column(default=False)
    closed: Mapped[bool] = mapped_column(default=False)
    """Whether a redacted copy stands in its place: then it is read as closed evidence is."""


class Revision(PublicId, Base):
    """What was submitted, frozen: decisions are on revisions."""

    __tablename__ = "revision"
    __table_args__ = (
        own_key(),
        UniqueConstraint("evidence_id", "number"),
        within_provider("evidence_id", "evidence"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    evidence_id: Mapped[int]
    number: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """Whose account put it in; the author is the witness, where there was one."""
    witness: Mapped[str | None] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(String(200))
    happened_on: Mapped[date]
    language: Mapped[str] = mapped_column(String(2))
    words: Mapped[str]
    ai_use: Mapped[str] = mapped_column(String(16))
    ai_note: Mapped[str]
    particulars: Mapped[dict[str, str]] = mapped_column(JSON)
    """What its kind asks for beside title, date, words and files."""
    confidentiality: Mapped[str] = mapped_column(String(16), default="")
    """Its class, which its seal holds; empty where nobody was asked yet."""
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    digest: Mapped[str] = mapped_column(String(64))
    submitted_at: Mapped[datetime] = mapped_column(UTCDateTime)


class RevisionFile(Base):
    """Which files a revision holds, in which order."""

    __tablename__ = "revision_file"
    __table_args__ = (
        within_provider("revision_id", "revision"),
        within_provider("attachment_id", "attachment"),
        Index("ix_revision_file_attachment", "attachment_id"),
    )
    revision_id: Mapped[int] = mapped_column(primary_key=True)
    attachment_id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    position: Mapped[int]


class Claim(PublicId, Base):
    """«This revision shows this criterion»: where to look and why."""

    __tablename__ = "claim"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("evidence_id", "evidence"),
        within_provider("revision_id", "revision"),
        within_provider("enrolled_unit_id", "enrolled_unit"),
        Index("ix_claim_evidence", "evidence_id"),
        Index("ix_claim_unit", "enrolled_unit_id", "criterion_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    evidence_id: Mapped[int]
    revision_id: Mapped[int | None]
    """None while the claim is a draft."""
    enrolled_unit_id: Mapped[int]
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"))
    note: Mapped[str] = mapped_column(String(1000), default="")
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    """For the seal of its note."""
    status: Mapped[str] = mapped_column(String(16), default="draft")
    draft_note: Mapped[str | None] = mapped_column(String(1000))
    """The note that the next revision gives a waiting claim."""
    leaving: Mapped[bool] = mapped_column(default=False)
    """Whether the next revision, still being written, no longer makes this waiting claim."""
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ClaimNote(Base):
    """What a claim said up to a revision, before the next one gave it another note."""

    __tablename__ = "claim_note"
    __table_args__ = (
        within_provider("claim_id", "claim"),
        within_provider("revision_id", "revision"),
    )
    claim_id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(primary_key=True)
    """The last revision in which the claim said this."""
    provider_id: Mapped[int]
    note: Mapped[str] = mapped_column(String(1000))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))


class ClaimOrigin(Base):
    """That a claim was carried from an earlier version of its standard: which claim there it stands for."""

    __tablename__ = "claim_origin"
    __table_args__ = (within_provider("claim_id", "claim"), within_provider("from_id", "claim"))
    claim_id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    from_id: Mapped[int]


class SuggestionOff(Base):
    """That its owner does not want a criterion suggested for a piece of evidence."""

    __tablename__ = "suggestion_off"
    __table_args__ = (within_provider("evidence_id", "evidence"), within_provider("enrolled_unit_id", "enrolled_unit"))
    evidence_id: Mapped[int] = mapped_column(primary_key=True)
    enrolled_unit_id: Mapped[int] = mapped_column(primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True)
    provider_id: Mapped[int]


class EvidenceActivity(Base):
    """Which planned activity a piece of evidence is for: it is fulfilled from the next submission on."""

    __tablename__ = "evidence_activity"
    __table_args__ = (
        within_provider("evidence_id", "evidence"),
        within_provider("activity_id", "planned_activity"),
    )
    evidence_id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    activity_id: Mapped[int]


class Consent(PublicId, Base):
    """Somebody who is shown or named in evidence agreed to it: to what, until when, and how it ended."""

    __tablename__ = "consent"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("evidence_id", "evidence"),
        Index("ix_consent_evidence", "evidence_id"),
        Index("ix_consent_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    evidence_id: Mapped[int]
    who: Mapped[str] = mapped_column(String(300))
    scope: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    """For the seal of who and scope."""
    until: Mapped[date | None]
    given_at: Mapped[datetime] = mapped_column(UTCDateTime)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """Who wrote it down."""
    recorded: Mapped[bool]
    """Whether the ledger holds it: from the first submission of the evidence on."""
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str | None]
    withdrawn_language: Mapped[str | None] = mapped_column(String(2))
    withdrawn_salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    settlement: Mapped[str | None] = mapped_column(String(16))
    last_shown: Mapped[int | None]
    """The last revision that shows the person: once they withdrew, or were taken out."""

    @property
    def unsubmitted(self) -> bool:
        """Whether only its owner knows of it."""
        return not self.recorded


class Viewing(PublicId, Base):
    """Somebody opened closed evidence: who, when, in which role, and why where they said so."""

    __tablename__ = "viewing"
    __table_args__ = (
        within_provider("portfolio_id", "portfolio"),
        within_provider("evidence_id", "evidence"),
        Index("ix_viewing_evidence", "evidence_id", "account_id", "at"),
        Index("ix_viewing_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    evidence_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    why: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(2))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    """For the seal of why."""


class Redaction(PublicId, Base):
    """That a copy with boxes burnt in took a file's place; it names both by their hashes, wherever they are now."""

    __tablename__ = "redaction"
    __table_args__ = (
        within_provider("portfolio_id", "portfolio"),
        Index("ix_redaction_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    evidence: Mapped[str] = mapped_column(String(32))
    """By its public id: a draft may be discarded."""
    original: Mapped[str] = mapped_column(String(64))
    copy: Mapped[str] = mapped_column(String(64))
    boxes: Mapped[int]
    became: Mapped[str] = mapped_column(String(16))
    """Whether the original was kept or discarded."""
    at: Mapped[datetime] = mapped_column(UTCDateTime)
