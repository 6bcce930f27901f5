"""The table of translations that stand beside evidence."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, PublicId, UTCDateTime, own_key, within_provider


class TranslationAid(PublicId, Base):
    """What somebody says that the words of one revision mean in the other language."""

    __tablename__ = "translation_aid"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("revision_id", "revision"),
        Index("ix_translation_aid_revision", "revision_id"),
        Index("ix_translation_aid_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    revision_id: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """Who attached it, and answers for what is said of how it was made."""
    language: Mapped[str] = mapped_column(String(2))
    how: Mapped[str] = mapped_column(String(16))
    made_with: Mapped[str] = mapped_column(String(200), default="")
    """The translator's name, or what machine it was."""
    words: Mapped[str]
    """Markdown."""
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    """For the seal of the words and of who or what made them."""
    attached_at: Mapped[datetime] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_reason: Mapped[str | None]
    withdrawn_salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))
