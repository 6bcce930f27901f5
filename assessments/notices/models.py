"""The tables of notices, how far each book was read for them, how people want their letters, and calendar links."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class Notice(PublicId, Base):
    """That somebody was told of an entry: codes and ids, and no word of what it says."""

    __tablename__ = "notice"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        UniqueConstraint("book_id", "seq", "account_id"),
        Index("ix_notice_account", "account_id", "seen_at"),
        Index("ix_notice_portfolio", "portfolio_id"),
        Index("ix_notice_letter", "letter", "noted_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    portfolio_id: Mapped[int]
    book_id: Mapped[int] = mapped_column(ForeignKey("ledger_book.id"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(32))
    """The public id of what it is about."""
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    """When it was done."""
    noted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    letter: Mapped[str | None] = mapped_column(String(8))
    """Which letter it waits for; none where it waits for none."""
    mailed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When a letter with it was handed over."""


class NoticeCursor(Base):
    """Up to which entry a book was read: entries of one book follow each other, those of all books do not."""

    __tablename__ = "notice_cursor"
    book_id: Mapped[int] = mapped_column(ForeignKey("ledger_book.id"), primary_key=True)
    seq: Mapped[int]


class NoticeChoice(Base):
    """How somebody wants to be told by letter, where they ever chose."""

    __tablename__ = "notice_choice"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    how: Mapped[str] = mapped_column(String(8))


class CalendarLink(Base):
    """That a link to somebody's calendar works; only its hash is kept."""

    __tablename__ = "calendar_link"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
