"""Putting a copy with boxes burnt in into the place of a file: what was frozen stays as it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portfolio.core.store import KeptFile
from portfolio.evidence import queries
from portfolio.evidence.events import FileRedacted
from portfolio.evidence.models import Attachment, Evidence, Redaction
from portfolio.evidence.rules.redaction import Original, check_original
from portfolio.evidence.services.drafts import attach, check_own_words
from portfolio.learning.models import Portfolio
from standards.foundation import Refused, Work


@dataclass(frozen=True)
class Redacted:
    """A copy in the store, how many boxes it has, and what is to become of the original."""

    copy: KeptFile
    boxes: int
    original: Original


@dataclass(frozen=True)
class CameRedaction:
    """That a copy took a file's place elsewhere: both by their SHA-256, the boxes, what the original became, when."""

    original: str
    copy: str
    boxes: int
    became: Original
    at: datetime


def redact(work: Work, portfolio: Portfolio, evidence: Evidence, attachment: Attachment, made: Redacted) -> None:
    """Let what is being written have a copy in a file's place. Raises Refused."""
    check_own_words(evidence)
    if attachment.removed or attachment.evidence_id != evidence.id:
        raise Refused("redact-not-current")
    frozen = queries.is_frozen(work.session, attachment.id)
    check_original(made.original, frozen=frozen)
    sha256 = queries.hash_of(work.session, attachment)
    attach(work, evidence, [made.copy])
    queries.attachments_of(work.session, evidence.id)[-1].position = attachment.position
    if made.original is Original.DISCARDED:
        # What nothing holds any more is forgotten, and swept from the store.
        work.session.delete(attachment)
    else:
        attachment.removed, attachment.closed = True, True
    told = CameRedaction(sha256, made.copy.sha256, made.boxes, made.original, work.now)
    _keep(work, portfolio, evidence, [told], came=False)


def bring_redactions(work: Work, portfolio: Portfolio, evidence: Evidence, came: Iterable[CameRedaction]) -> None:
    """Keep with a draft which of its files are copies that were made elsewhere."""
    _keep(work, portfolio, evidence, came, came=True)


def _keep(work: Work, portfolio: Portfolio, evidence: Evidence, made: Iterable[CameRedaction], *, came: bool) -> None:
    rows = [
        Redaction(
            provider_id=evidence.provider_id,
            portfolio_id=evidence.portfolio_id,
            evidence=evidence.public_id,
            original=one.original,
            copy=one.copy,
            boxes=one.boxes,
            became=one.became.value,
            at=one.at,
        )
        for one in made
    ]
    work.session.add_all(rows)
    work.session.flush()
    for row in rows:
        act = FileRedacted(row.public_id, row.evidence, row.original, row.copy, row.boxes, row.became, came)
        work.record(portfolio.book_id, act)
