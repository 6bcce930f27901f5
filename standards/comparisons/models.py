"""The table of what people settled of two versions of a standard."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, UTCDateTime


class SettledChange(Base):
    """What one row of a comparison was settled as at a provider: shared standards too are judged by each for itself."""

    __tablename__ = "settled_change"
    __table_args__ = (UniqueConstraint("provider_id", "before_id", "after_id", "row"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    before_id: Mapped[int] = mapped_column(ForeignKey("standard.id"))
    after_id: Mapped[int] = mapped_column(ForeignKey("standard.id"))
    row: Mapped[str] = mapped_column(String(255))
    """The key of the row: the codes of its criteria."""
    kind: Mapped[str] = mapped_column(String(16))
    settled_by: Mapped[int | None]
    settled_at: Mapped[datetime] = mapped_column(UTCDateTime)
