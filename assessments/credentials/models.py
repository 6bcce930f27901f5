"""The tables of credentials, of the keys that sign them, and of the lists that say which are revoked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import Base, Language, PublicId, UTCDateTime, own_key, within_provider


class IssuingKey(PublicId, Base):
    """An Ed25519 key that signs a provider's credentials; a retired one still proves those that it signed."""

    __tablename__ = "issuing_key"
    __table_args__ = (own_key(), UniqueConstraint("provider_id", "number"))
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    number: Mapped[int]
    encrypted: Mapped[bytes] = mapped_column(LargeBinary)
    """The private key, encrypted with a key derived from the installation's secret."""
    public: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class StatusList(PublicId, Base):
    """A list with a place for each of many credentials of a provider."""

    __tablename__ = "status_list"
    __table_args__ = (own_key(),)
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Credential(PublicId, Base):
    """The centre's record, signed in a Welsh and an English edition, that a unit was met."""

    __tablename__ = "credential"
    __table_args__ = (
        own_key(),
        within_provider("portfolio_id", "portfolio"),
        within_provider("enrolled_unit_id", "enrolled_unit"),
        within_provider("key_id", "issuing_key"),
        within_provider("list_id", "status_list"),
        UniqueConstraint("list_id", "place"),
        Index("ix_credential_unit", "enrolled_unit_id"),
        Index("ix_credential_portfolio", "portfolio_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    portfolio_id: Mapped[int]
    enrolled_unit_id: Mapped[int]
    key_id: Mapped[int]
    list_id: Mapped[int]
    place: Mapped[int]
    """Where in the status list: drawn by lot, so that it tells nothing of the order."""
    cy: Mapped[str]
    """The Welsh edition as JSON, signed."""
    en: Mapped[str]
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime)
    shown: Mapped[bool] = mapped_column(default=False)
    """Whether its learner lets whoever has its address see it."""
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reason: Mapped[str | None] = mapped_column(String(16))

    def edition(self, language: Language) -> str:
        return self.cy if language == "cy" else self.en
