"""The virus check of stored files: each is read by the daemon outside any transaction, and its verdict kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portfolio.core.clamd import Finding, Unanswered, Verdict
from portfolio.core.database import reading
from portfolio.core.store import Address, FolderStore
from portfolio.core.work import transaction
from portfolio.evidence import queries
from portfolio.evidence.models import FileCheck, StoredFile
from portfolio.evidence.queries import Unchecked
from standards.foundation import Work

LONGEST_SIGNATURE = 200
Scan = Callable[[BinaryIO], Finding]


def check_files(session: Session, store: FolderStore, scan: Scan, after: int = 0) -> tuple[int, int | None]:
    """Check the files that wait, from the one after a number; gives how many, and at which the daemon failed.

    Whoever goes on after that one is not kept for ever by a file over which the daemon dies.
    """
    with reading():
        waiting = queries.unchecked(session, after)
        session.rollback()
    checked = 0
    for one in waiting:
        try:
            with store.open(Address(str(one.provider_id), one.sha256)) as file:
                finding = scan(file)
        except FileNotFoundError:
            continue
        except Unanswered:
            return checked, one.id
        with transaction(session) as work:
            _keep(work, one, finding)
        checked += 1
    return checked, None


def _keep(work: Work, one: Unchecked, finding: Finding) -> None:
    """Keep a verdict, unless the file is gone meanwhile or another process was first."""
    if work.session.get(StoredFile, one.id) is None or work.session.get(FileCheck, one.id) is not None:
        return
    work.session.add(
        FileCheck(
            stored_file_id=one.id,
            provider_id=one.provider_id,
            verdict=finding.verdict.value,
            signature=finding.signature[:LONGEST_SIGNATURE],
            checked_at=work.now,
        )
    )


def check_again(work: Work, verdicts: Iterable[Verdict]) -> None:
    """Let files of these verdicts wait for another check."""
    work.session.execute(delete(FileCheck).where(FileCheck.verdict.in_([one.value for one in verdicts])))
