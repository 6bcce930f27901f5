"""Jobs: written in the act's transaction, done afterwards, repeated until done, each key once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Index, String, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from portfolio.core.database import reading
from portfolio.core.work import clock, transaction
from standards.foundation import Base, UTCDateTime, Work

LEASE = timedelta(minutes=5)
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=6)
KEPT_WHEN_DONE = timedelta(days=7)
"""How long a key stays taken."""

logger = logging.getLogger("tystio.jobs")

Handler = Callable[[Session, Mapping[str, Any]], None]
"""Does a job's work; its session is idle, and what it does must bear being done again."""


class Job(Base):
    """Something to be done after an act was saved."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_waiting", "done_at", "run_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(64))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    run_at: Mapped[datetime] = mapped_column(UTCDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(String(100))
    """The name of the last failure; its words may hold what should not be kept."""
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


def enqueue(work: Work, kind: str, key: str, data: Mapping[str, Any], after: timedelta = timedelta(0)) -> None:
    """Ask for a job in the act's own transaction; nothing where a job of this key was asked for before."""
    dialect = work.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    values = {"key": key, "kind": kind, "data": dict(data), "run_at": work.now + after, "attempts": 0}
    work.session.execute(insert(Job).values(values).on_conflict_do_nothing(index_elements=["key"]))


def pending(session: Session, prefix: str) -> Job | None:
    """Give the job that waits or is being done whose key begins so; the one asked for last where there are several."""
    waiting = select(Job).where(Job.key.startswith(prefix, autoescape=True), Job.done_at.is_(None))
    return session.scalar(waiting.order_by(Job.id.desc()).limit(1))


def run_due(session: Session, handlers: Mapping[str, Handler]) -> int:
    """Do what is due, one job after the other; gives how many were done."""
    done = 0
    while (leased := _lease(session)) is not None:
        job_id, kind, data = leased
        done += _run(session, handlers[kind], job_id, data)
    return done


def _lease(session: Session) -> tuple[int, str, dict[str, Any]] | None:
    """Take the job that waits longest; whoever dies over it leaves it to others when the lease is over."""
    now = clock()
    waiting = (
        select(Job)
        .where(Job.done_at.is_(None), Job.run_at <= now, or_(Job.leased_until.is_(None), Job.leased_until <= now))
        .order_by(Job.run_at, Job.id)
        .limit(1)
    )
    with reading():
        is_any = session.scalar(waiting) is not None
        session.rollback()
    if not is_any:
        return None
    with transaction(session) as work:
        job = work.session.scalar(waiting.with_for_update(skip_locked=True))
        if job is None:
            return None
        job.leased_until, job.attempts = now + LEASE, job.attempts + 1
        return job.id, job.kind, dict(job.data)


def _run(session: Session, handler: Handler, job_id: int, data: Mapping[str, Any]) -> int:
    error = None
    try:
        handler(session, data)
    except Exception as failure:  # noqa: BLE001 whatever went wrong, it is tried again
        error = type(failure).__name__
        logger.warning("job %s failed: %s", job_id, error)
    with transaction(session) as work:
        job = work.session.get_one(Job, job_id)
        job.leased_until, job.last_error = None, error
        if error is None:
            job.done_at = work.now
        else:
            job.run_at = work.now + min(FIRST_RETRY * 2 ** min(job.attempts - 1, 20), LONGEST_RETRY)
    return 1 if error is None else 0


def sweep_done(session: Session, now: datetime) -> None:
    """Forget what was done long ago."""
    session.execute(delete(Job).where(Job.done_at < now - KEPT_WHEN_DONE))
