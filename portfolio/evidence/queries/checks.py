"""Questions about the virus check of stored files."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from portfolio.core.clamd import Verdict
from portfolio.evidence.models import FileCheck, StoredFile

AT_ONCE = 100


class Unchecked(NamedTuple):
    """A file that waits to be checked."""

    id: int
    provider_id: int
    sha256: str


def unchecked(session: Session, after: int = 0) -> list[Unchecked]:
    """List files that wait, in the order in which they came, from the one after a number."""
    rows = session.execute(
        select(StoredFile.id, StoredFile.provider_id, StoredFile.sha256)
        .where(StoredFile.id > after, StoredFile.verdict.is_(None))
        .order_by(StoredFile.id)
        .limit(AT_ONCE)
    )
    return [Unchecked(*row) for row in rows]


def is_infected() -> ColumnElement[bool]:
    """Give the condition that a check found something harmful."""
    return FileCheck.verdict == Verdict.INFECTED.value


def verdicts(session: Session) -> dict[str, int]:
    """Count the files of each verdict."""
    rows = session.execute(select(FileCheck.verdict, func.count()).group_by(FileCheck.verdict))
    return {row[0]: row[1] for row in rows}
