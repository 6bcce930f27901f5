"""Stored files: what is to be made of new ones, and forgetting those that no evidence holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, exists, select

from portfolio.core import copies, jobs
from portfolio.core.copies import CLEAN
from portfolio.evidence.models import Attachment, FileCheck, StoredFile
from standards.foundation import Work

MAKE_COPY = "evidence.make_copy"


def prepare_copies(work: Work, files: Iterable[StoredFile]) -> None:
    """Let the copies of new recordings that others get be made soon: a long one takes a while."""
    for one in files:
        if copies.kind_of(one.media_type) == CLEAN:
            said = {"provider": one.provider_id, "sha256": one.sha256, "type": one.media_type}
            jobs.enqueue(work, MAKE_COPY, f"copy:{one.provider_id}:{one.sha256}", said)


def forget_files(work: Work, unused_for: timedelta) -> None:
    """Forget stored files that no attachment, kept or removed, points to and that nobody sent lately."""
    held = exists().where(Attachment.stored_file_id == StoredFile.id)
    forgotten = (~held, ~StoredFile.pinned, StoredFile.stored_at <= work.now - unused_for)
    work.session.execute(delete(FileCheck).where(FileCheck.stored_file_id.in_(select(StoredFile.id).where(*forgotten))))
    work.session.execute(delete(StoredFile).where(*forgotten))
