"""How far an archive is that the worker makes: which files of a portfolio were read for one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from assessments.archive.models import Archive
from portfolio.core import jobs
from portfolio.evidence.models import Attachment, StoredFile
from portfolio.learning.models import Portfolio


@dataclass(frozen=True)
class Reading:
    """The files of a portfolio, and those of them that were read: each is once in its life."""

    files: int
    files_read: int
    size: int
    size_read: int

    @property
    def left(self) -> int:
        """How many bytes are still to be read."""
        return self.size - self.size_read


@dataclass(frozen=True)
class Making:
    """An archive that is being made, and how far it is."""

    reading: Reading
    failed: bool
    """Whether it did not succeed at the last try."""


@dataclass(frozen=True)
class Unread:
    """A file of which no archive knows the CRC-32 yet."""

    id: int
    provider_id: int
    sha256: str
    size: int


def _held(portfolio_id: int) -> Select[int]:
    return select(Attachment.stored_file_id).where(Attachment.portfolio_id == portfolio_id)


def reading(session: Session, portfolio_id: int) -> Reading:
    """Count the files of a portfolio, those that were read, and the bytes of both."""
    read = case((StoredFile.crc32.is_not(None), StoredFile.size), else_=0)
    counted = select(
        func.count(),
        func.count(StoredFile.crc32),
        func.coalesce(func.sum(StoredFile.size), 0),
        func.coalesce(func.sum(read), 0),
    ).where(StoredFile.id.in_(_held(portfolio_id)))
    return Reading(*(int(one) for one in session.execute(counted).one()))


def unread(session: Session, portfolio_id: int, after: int = 0) -> Sequence[Unread]:
    """List the files that are to be read, from the one after a number: what a disk has lost is not asked for again."""
    rows = session.execute(
        select(StoredFile.id, StoredFile.provider_id, StoredFile.sha256, StoredFile.size)
        .where(StoredFile.id.in_(_held(portfolio_id)), StoredFile.crc32.is_(None), StoredFile.id > after)
        .order_by(StoredFile.id)
    )
    return [Unread(*row) for row in rows]


def made_since(session: Session, portfolio_id: int, asked: float) -> bool:
    """Tell whether an archive was made since one was asked for: what is done again makes no second."""
    when = select(func.max(Archive.made_at)).where(Archive.portfolio_id == portfolio_id)
    last = session.scalar(when)
    return last is not None and last.timestamp() >= asked


def key_of(portfolio: str) -> str:
    """Give how the keys of the jobs begin that make archives of a portfolio."""
    return f"archive:{portfolio}:"


def making(session: Session, portfolio: Portfolio) -> Making | None:
    """Give how far the archive is that is being made, where one is."""
    job = jobs.pending(session, key_of(portfolio.public_id))
    return None if job is None else Making(reading(session, portfolio.id), job.last_error is not None)
