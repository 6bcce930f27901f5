"""Questions about redacted files: which revisions hold one, and the originals that are kept."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from portfolio.core.gathering import GatheredPortfolio
from portfolio.evidence.models import Attachment, Evidence, Redaction, RevisionFile, StoredFile
from standards.foundation import Facts


def is_frozen(session: Session, attachment_id: int) -> bool:
    """Tell whether any revision holds a file."""
    held = select(RevisionFile.revision_id).where(RevisionFile.attachment_id == attachment_id).limit(1)
    return session.scalar(held) is not None


def is_frozen_file(session: Session, public_id: str) -> bool:
    """Tell whether any revision holds a file, by the name that addresses give it."""
    found = select(Attachment.id).where(Attachment.public_id == public_id).scalar_subquery()
    held = select(RevisionFile.revision_id).where(RevisionFile.attachment_id == found).limit(1)
    return session.scalar(held) is not None


def hash_of(session: Session, attachment: Attachment) -> str:
    return session.get_one(StoredFile, attachment.stored_file_id).sha256


def kept_originals(session: Session, evidence: Evidence) -> list[Attachment]:
    """List the files in whose place a redacted copy stands."""
    rows = select(Attachment).where(Attachment.evidence_id == evidence.id, Attachment.closed.is_(True))
    return list(session.scalars(rows.order_by(Attachment.id)))


def redacted_copies(session: Session, evidence: Evidence) -> frozenset[str]:
    """Give the hashes of copies with parts covered that were made for a piece of evidence."""
    return frozenset(session.scalars(select(Redaction.copy).where(*_made_for(evidence))))


def is_redacted_copy(evidence: Evidence) -> ColumnElement[bool]:
    """Tell in a question about its stored files whether each is such a copy."""
    made = select(Redaction.id).where(*_made_for(evidence), Redaction.copy == StoredFile.sha256)
    return made.correlate(StoredFile).exists()


def _made_for(evidence: Evidence) -> tuple[ColumnElement[bool], ...]:
    return Redaction.portfolio_id == evidence.portfolio_id, Redaction.evidence == evidence.public_id


def redactions(session: Session, evidence: Evidence) -> list[Redaction]:
    """List the copies that took the place of files of a piece of evidence, in order."""
    made = select(Redaction).where(*_made_for(evidence))
    return list(session.scalars(made.order_by(Redaction.id)))


REDACTIONS = select(Redaction)


def stored_redactions(one: GatheredPortfolio) -> Facts:
    """Give what is stored of redactions, as a portfolio's book must tell it."""
    return {
        ("redaction", row.public_id): {
            "evidence": row.evidence,
            "original": row.original,
            "copy": row.copy,
            "boxes": row.boxes,
            "became": row.became,
        }
        for (row,) in one.rows(REDACTIONS, Redaction.portfolio_id)
    }
