"""Having an archive made by the worker: asked for once, gone on with step by step, each file read once in its life."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from assessments.archive import queries
from portfolio.core import jobs
from portfolio.evidence.models import StoredFile
from portfolio.learning.models import Portfolio
from standards.foundation import Work

MAKE = "archive.make"


def ask(work: Work, portfolio: Portfolio) -> None:
    """Have an archive made, unless one is being made already."""
    if queries.making(work.session, portfolio) is None:
        asked = {"portfolio": portfolio.public_id, "account": work.actor.account_id, "asked": work.now.timestamp()}
        go_on(work, asked, 0)


def go_on(work: Work, asked: Mapping[str, Any], after: int) -> None:
    """Have the next step done, from the files after this one; asked twice for the same step, it is done once."""
    key = f"{queries.key_of(asked['portfolio'])}{asked['asked']}:{after}"
    jobs.enqueue(work, MAKE, key, {**asked, "after": after})


def keep_checksum(work: Work, file_id: int, crc32: int) -> None:
    """Keep the CRC-32 of a file that nobody had read before."""
    unknown = (StoredFile.id == file_id) & StoredFile.crc32.is_(None)
    work.session.execute(update(StoredFile).where(unknown).values(crc32=crc32))
