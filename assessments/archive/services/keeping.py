"""Keeping an archive: laid out before, recorded here; only the newest few of a portfolio stay to be downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from assessments.archive.events import ArchiveMade
from assessments.archive.models import Archive
from assessments.archive.rules import KEPT
from portfolio.core.ledger import Book
from portfolio.evidence.models import StoredFile
from portfolio.learning.models import Portfolio
from standards.foundation import Changed, Work


@dataclass(frozen=True)
class Prepared:
    """An archive that is laid out: what was written for it is in the store."""

    public_id: str
    made_at: datetime
    seq: int
    head: str
    manifest: str
    size: int
    members: Sequence[Sequence[Any]]
    documents: str
    documents_size: int
    checksums: dict[int, int]
    """The CRC-32 of files that nobody had read before, by their ids."""


def keep(work: Work, portfolio: Portfolio, made: Prepared) -> Archive:
    """Keep an archive as it was laid out. Raises Changed where the portfolio went on meanwhile."""
    book = work.session.get_one(Book, portfolio.book_id)
    if (book.head_seq, book.head_hash) != (made.seq, made.head):
        raise Changed("archive-overtaken")
    _keep_checksums(work, made.checksums)
    documents = StoredFile(
        provider_id=portfolio.provider_id,
        sha256=made.documents,
        size=made.documents_size,
        media_type="application/octet-stream",
        stored_at=work.now,
        pinned=True,
    )
    work.session.add(documents)
    work.session.flush()
    row = Archive(
        public_id=made.public_id,
        provider_id=portfolio.provider_id,
        portfolio_id=portfolio.id,
        made_at=made.made_at,
        seq=made.seq,
        head=made.head,
        manifest=made.manifest,
        size=made.size,
        documents_id=documents.id,
        members=[list(one) for one in made.members],
    )
    work.session.add(row)
    work.session.flush()
    work.record(portfolio.book_id, ArchiveMade(row.public_id, made.seq, made.head, made.manifest))
    _make_room(work, portfolio)
    return row


def _keep_checksums(work: Work, found: dict[int, int]) -> None:
    for row in work.session.scalars(select(StoredFile).where(StoredFile.id.in_(found))):
        row.crc32 = found[row.id]
    work.session.flush()


def _make_room(work: Work, portfolio: Portfolio) -> None:
    """Let go of what was written for all but the newest archives; that they were made stays known."""
    old = work.session.execute(
        select(Archive.id, Archive.documents_id)
        .where(Archive.portfolio_id == portfolio.id, Archive.documents_id.is_not(None))
        .order_by(Archive.id.desc())
        .offset(KEPT)
    ).all()
    if old:
        work.session.execute(
            update(Archive).where(Archive.id.in_([row[0] for row in old])).values(documents_id=None, members=[])
        )
        work.session.execute(delete(StoredFile).where(StoredFile.id.in_([row[1] for row in old])))
