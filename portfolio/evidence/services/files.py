"""Forgetting files that no evidence holds, so that the store may sweep them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, exists

from portfolio.evidence.models import Attachment, StoredFile
from standards.foundation import Work


def forget_files(work: Work, unused_for: timedelta) -> None:
    """Forget stored files that no attachment, kept or removed, points to and that nobody sent lately."""
    held = exists().where(Attachment.stored_file_id == StoredFile.id)
    work.session.execute(
        delete(StoredFile).where(~held, ~StoredFile.pinned, StoredFile.stored_at <= work.now - unused_for)
    )
