"""The security journal: what is remembered even when the act is refused, in transactions of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from standards.foundation import Base, UTCDateTime


class SecurityEvent(Base):
    """A sign-in, a refused access, an attempt on a rule: ids and codes only."""

    __tablename__ = "security_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    kind: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[int | None] = mapped_column(index=True)
    address: Mapped[str | None] = mapped_column(String(64))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Failure(Base):
    """One failed attempt under a key (an account, an address), kept while it counts."""

    __tablename__ = "failure"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(96), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


@dataclass
class Journal:
    """What a request has to say to the journal; written when its own transaction is over."""

    pending: list[Callable[[Session], None]] = field(default_factory=list)

    def note(
        self,
        kind: str,
        at: datetime,
        *,
        account_id: int | None = None,
        address: str | None = None,
        **detail: Any,
    ) -> None:
        noted = SecurityEvent(kind=kind, at=at, account_id=account_id, address=address, detail=detail)
        self.pending.append(lambda session: session.add(noted))

    def count_failure(self, key: str, at: datetime) -> None:
        self.pending.append(lambda session: session.add(Failure(key=key, at=at)))

    def forgive(self, key: str) -> None:
        """Forget the failures under a key, after a success."""
        self.pending.append(lambda session: _forget(session, key))

    def later(self, write: Callable[[Session], None]) -> None:
        """Write something else that must not wait for, or fall with, the act: a session's last-seen."""
        self.pending.append(write)

    def flush(self, session: Session) -> None:
        """Write all that is pending in one transaction of its own; the session must be idle."""
        if not self.pending:
            return
        for write in self.pending:
            write(session)
        self.pending.clear()
        session.commit()


def _forget(session: Session, key: str) -> None:
    session.execute(delete(Failure).where(Failure.key == key))


def failures_since(session: Session, key: str, since: datetime) -> list[datetime]:
    """Give the times of the failures under a key, oldest first."""
    return list(session.scalars(select(Failure.at).where(Failure.key == key, Failure.at >= since).order_by(Failure.at)))


def sweep_failures(session: Session, now: datetime, keep: timedelta) -> None:
    session.execute(delete(Failure).where(Failure.at < now - keep))
