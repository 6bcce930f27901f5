"""A file with all that decides who may have it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from portfolio.evidence.models import Attachment, Evidence, RevisionFile, StoredFile


@dataclass(frozen=True)
class ServedFile:
    """A file with all that decides who may have it."""

    public_id: str
    provider_id: int
    portfolio_id: int
    evidence: str
    name: str
    size: int
    media_type: str
    sha256: str
    unsubmitted: bool
    verdict: str | None


def served_file(session: Session, public_id: str) -> ServedFile | None:
    """Give a file by its attachment, with whether any revision holds it."""
    submitted = exists().where(RevisionFile.attachment_id == Attachment.id)
    row = session.execute(
        select(Attachment, StoredFile, Evidence.public_id, submitted)
        .join(StoredFile, StoredFile.id == Attachment.stored_file_id)
        .join(Evidence, Evidence.id == Attachment.evidence_id)
        .where(Attachment.public_id == public_id)
    ).first()
    if row is None:
        return None
    attached, stored, evidence, is_submitted = row
    return ServedFile(
        attached.public_id,
        attached.provider_id,
        attached.portfolio_id,
        evidence,
        attached.name,
        stored.size,
        stored.media_type,
        stored.sha256,
        not is_submitted,
        stored.verdict,
    )
