"""Putting a copy with boxes burnt in into the place of a file: what was frozen stays as it was."""

from __future__ import annotations

from dataclasses import dataclass

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
    row = Redaction(
        provider_id=evidence.provider_id,
        portfolio_id=evidence.portfolio_id,
        evidence=evidence.public_id,
        original=sha256,
        copy=made.copy.sha256,
        boxes=made.boxes,
        became=made.original.value,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    act = FileRedacted(row.public_id, evidence.public_id, sha256, row.copy, row.boxes, row.became)
    work.record(portfolio.book_id, act)
