"""The unit of work: the session, the actor and the clock that every service is handed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from portfolio.core import ledger
from portfolio.core.database import begin
from standards.foundation import Act, Actor, Role, Work

LONDON = ZoneInfo("Europe/London")


Reaction = Callable[[Work, Act], None]
"""What a later slice does upon an act of an earlier one, in the same transaction."""
_reactions: dict[str, Sequence[Reaction]] = {}


def bind(reactions: Mapping[str, Sequence[Reaction]]) -> None:
    """Say what is done upon acts of which kind: the composition root's alone."""
    _reactions.clear()
    _reactions.update(reactions)


def clock() -> datetime:
    """Tell the time, in UTC: the one place that asks."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class SystemActor:
    """The installation itself, acting from the command line or a job."""

    account_id: int | None = None
    public_id: str = "system"
    provider_id: int | None = None

    def roles_at(self, provider_id: int | None) -> frozenset[Role]:  # noqa: ARG002 the signature is Actor's
        return frozenset()

    def qualified_at(self, provider_id: int) -> bool:  # noqa: ARG002 the signature is Actor's
        return False


@dataclass
class UnitOfWork:
    session: Session
    actor: Actor = field(default_factory=SystemActor)
    role: str = "system"
    now: datetime = field(default_factory=clock)

    @property
    def today(self) -> date:
        """The date in Europe/London."""
        return self.now.astimezone(LONDON).date()

    def record(self, book_id: int, act: Act) -> None:
        ledger.append(self.session, book_id, act, at=self.now, actor=self.actor.public_id, role=self.role)

    def react(self, act: Act) -> None:
        for reaction in _reactions.get(act.kind, ()):
            reaction(self, act)

    def book_of(self, provider_id: int | None) -> int:
        return ledger.shared_book(self.session, provider_id).id


@contextmanager
def transaction(session: Session) -> Iterator[UnitOfWork]:
    """Let a command or a job do one act as the installation itself: kept at the end, or not at all."""
    begin(session, "write")
    try:
        yield UnitOfWork(session)
        session.commit()
    except BaseException:
        session.rollback()
        raise
