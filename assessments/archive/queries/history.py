"""What was submitted of a piece of evidence before it arrived: its revisions elsewhere, as a reader may see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.archive.models import ArrivedRevision
from portfolio.aids.queries import ShownAid
from portfolio.evidence.models import Attachment, Evidence, RevisionFile, StoredFile
from portfolio.evidence.queries import ShownFile, ShownRevision, is_redacted_copy
from portfolio.evidence.rules import Confidentiality
from standards.foundation import Text

Held = Mapping[str, ShownFile]


@dataclass(frozen=True)
class Elsewhere:
    """A revision that was submitted elsewhere, with what stood beside it there."""

    kind: str
    source: Text
    revision: ShownRevision
    aids: tuple[ShownAid, ...]
    names: tuple[str, ...]
    """What its other files are called: those that did not come, or that are not for this reader."""


def history(session: Session, evidence: Evidence, *, mine: bool) -> list[Elsewhere]:
    """List what was submitted elsewhere of a piece of evidence, the newest first.

    Others read what shows nobody else, and of its files those that were submitted here again.
    """
    wanted = select(ArrivedRevision).where(ArrivedRevision.evidence_id == evidence.id)
    if not mine:
        wanted = wanted.where(ArrivedRevision.confidentiality == Confidentiality.OPEN.value)
    rows = session.scalars(wanted.order_by(ArrivedRevision.submitted_at.desc(), ArrivedRevision.id.desc())).all()
    held = _held(session, evidence, mine=mine) if rows else {}
    return [_elsewhere(row, held, mine=mine) for row in rows]


def _held(session: Session, evidence: Evidence, *, mine: bool) -> Held:
    """Give the files that a piece of evidence holds here by their hash: to others, those of what was submitted."""
    wanted = (
        select(
            Attachment.public_id,
            Attachment.name,
            StoredFile.size,
            StoredFile.media_type,
            StoredFile.sha256,
            StoredFile.verdict,
            Attachment.closed,
            is_redacted_copy(evidence),
        )
        .join(StoredFile, StoredFile.id == Attachment.stored_file_id)
        .where(Attachment.evidence_id == evidence.id)
        .order_by(Attachment.id)
    )
    if not mine:
        frozen = select(RevisionFile.attachment_id).where(RevisionFile.attachment_id == Attachment.id)
        wanted = wanted.where(Attachment.closed.is_(False), frozen.exists())
    return {row.sha256: ShownFile(*row) for row in session.execute(wanted)}


def _elsewhere(row: ArrivedRevision, held: Held, *, mine: bool) -> Elsewhere:
    files = [one for one in row.files if mine or not one["closed"]]
    here = [(held[one["sha256"]], one) for one in files if one["sha256"] in held]
    return Elsewhere(
        row.kind,
        row.source,
        ShownRevision(
            row.number,
            row.title,
            row.happened_on,
            row.language,
            row.words,
            row.ai_use,
            row.ai_note,
            row.particulars,
            row.confidentiality,
            row.submitted_at,
            tuple(_named(file, said) for file, said in here),
        ),
        tuple(_aids(row.number, row.translations)),
        tuple(str(one["name"]) for one in files if one["sha256"] not in held),
    )


def _named(file: ShownFile, said: Mapping[str, Any]) -> ShownFile:
    """Give a file under the name that it had there."""
    return replace(file, name=said["name"], closed=said["closed"])


def _aids(number: int, translations: Iterable[Mapping[str, Any]]) -> Iterable[ShownAid]:
    for one in translations:
        ended = one["withdrawn_at"]
        yield ShownAid(
            "",
            number,
            one["language"],
            one["how"],
            one["made_with"],
            one["words"],
            one["by"],
            datetime.fromisoformat(one["at"]),
            datetime.fromisoformat(ended) if ended else None,
            one["withdrawn_by"],
            one["reason"],
        )
