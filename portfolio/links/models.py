"""What the tables of every kind of request by a link hold: the request, its links, where and when each was opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from standards.foundation import PublicId, UTCDateTime


class Asked(PublicId):
    """Mixin: somebody outside who is asked, and what became of it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    portfolio_id: Mapped[int]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    message: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(2))
    """In which the asker expects them to read; they may change it."""
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    """For the seal of name, address and message."""
    status: Mapped[str] = mapped_column(String(16))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    signed_name: Mapped[str] = mapped_column(String(200), default="")
    """What they say to be called."""
    near: Mapped[bool] = mapped_column(default=False)
    """Whether it was signed from the learner's network, or in a browser in which the learner was signed in."""
    reason: Mapped[str | None]
    reason_salt: Mapped[bytes | None] = mapped_column(LargeBinary(32))


class Link:
    """Mixin: a link to a request, of which only the hash is kept; all end with the request."""

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    provider_id: Mapped[int]
    request_id: Mapped[int] = mapped_column(index=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Visit:
    """Mixin: where and when a link was opened, and from where it was answered."""

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]
    request_id: Mapped[int] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    kind: Mapped[str] = mapped_column(String(16))
    address: Mapped[str] = mapped_column(String(64))
    agent: Mapped[str] = mapped_column(String(200))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who was signed in in that browser."""


A = TypeVar("A", bound=Asked)


@dataclass(frozen=True)
class Tables(Generic[A]):
    """The three tables of one kind of request."""

    request: type[A]
    link: type[Link]
    visit: type[Visit]
