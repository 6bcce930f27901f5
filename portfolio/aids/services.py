"""Putting a translation beside evidence, and withdrawing one: the original and its decisions stay as they are."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio.aids import queries
from portfolio.aids.events import AidAttached, AidWithdrawn
from portfolio.aids.models import TranslationAid
from portfolio.aids.rules import NAMED, How, check_attachable, check_said, other_language
from portfolio.core.ledger import new_salt, seal, sealed
from portfolio.evidence.models import Evidence
from portfolio.evidence.queries import portfolio_of
from portfolio.evidence.rules import EvidenceStatus
from standards.foundation import Changed, Refused, Work


@dataclass(frozen=True)
class Translation:
    """What a person attaches, and how they say that it was made."""

    words: str
    how: How
    made_with: str = ""


def attach(work: Work, evidence: Evidence, said: Translation, looked_at: int) -> TranslationAid:
    """Put a translation beside the revision that was looked at, while it stands. Raises Changed, Refused."""
    if evidence.revision != looked_at:
        raise Changed("aid-revision-changed")
    revision = queries.last_revision(work.session, evidence)
    withdrawn = evidence.status == EvidenceStatus.WITHDRAWN
    check_attachable(withdrawn=withdrawn, standing=queries.standing(work.session, revision))
    check_said(said.how, said.made_with, said.words)
    row = TranslationAid(
        provider_id=evidence.provider_id,
        portfolio_id=evidence.portfolio_id,
        revision_id=revision.id,
        author_id=work.actor.account_id,
        language=other_language(revision.language),
        how=said.how.value,
        made_with=said.made_with.strip() if said.how in NAMED else "",
        words=said.words.strip(),
        salt=new_salt(),
        attached_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    act = AidAttached(
        row.public_id,
        evidence.public_id,
        revision.public_id,
        revision.number,
        row.language,
        row.how,
        sealed(row.salt, queries.words_of(row)),
    )
    work.record(portfolio_of(work.session, evidence).book_id, act)
    return row


def withdraw(work: Work, row: TranslationAid, reason: str) -> Evidence:
    """Withdraw a translation, which is kept with the reason; gives its evidence. Raises Changed, Refused."""
    if row.withdrawn_at is not None:
        raise Changed("aid-withdrawn")
    if not reason.strip():
        raise Refused("reason-needed")
    why = seal(reason.strip())
    row.withdrawn_at, row.withdrawn_by_id = work.now, work.actor.account_id
    row.withdrawn_reason, row.withdrawn_salt = reason.strip(), why.salt
    work.session.flush()
    evidence, revision = queries.place_of(work.session, row)
    act = AidWithdrawn(row.public_id, evidence.public_id, revision.number, why.digest)
    work.record(portfolio_of(work.session, evidence).book_id, act)
    return evidence
