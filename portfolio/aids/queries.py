"""Questions about translations beside evidence: of one piece, and what a book must tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from portfolio.aids.events import ATTACHED, WITHDRAWN
from portfolio.aids.models import TranslationAid
from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import canonical_text, sealed, stamp
from portfolio.evidence.models import Evidence, Revision
from portfolio.people.models import Account
from standards.foundation import Facts
from standards.statements import Given, columns, once


@dataclass(frozen=True)
class ShownAid:
    """A translation as pages show it."""

    public_id: str
    revision: int
    language: str
    how: str
    made_with: str
    words: str
    by: str
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    reason: str | None


def submitted_evidence(session: Session, public_id: str) -> Evidence | None:
    """Give a piece of evidence that was ever submitted: only what is frozen can have a translation."""
    return session.scalar(select(Evidence).where(Evidence.public_id == public_id, Evidence.revision > 0))


def aid(session: Session, public_id: str) -> TranslationAid | None:
    return session.scalar(select(TranslationAid).where(TranslationAid.public_id == public_id))


@once
def _of_evidence(
    evidence_id: Given,
) -> Select[str, int, str, str, str, str, str, datetime, datetime | None, str | None, str | None]:
    author, withdrawer = aliased(Account), aliased(Account)
    return (
        select(
            TranslationAid.public_id,
            Revision.number,
            TranslationAid.language,
            TranslationAid.how,
            TranslationAid.made_with,
            TranslationAid.words,
            author.name,
            TranslationAid.attached_at,
            TranslationAid.withdrawn_at,
            withdrawer.name,
            TranslationAid.withdrawn_reason,
        )
        .select_from(TranslationAid)
        .join(Revision, Revision.id == TranslationAid.revision_id)
        .join(author, author.id == TranslationAid.author_id)
        .outerjoin(withdrawer, withdrawer.id == TranslationAid.withdrawn_by_id)
        .where(Revision.evidence_id == evidence_id)
        .order_by(Revision.number.desc(), TranslationAid.id)
    )


def of_evidence(session: Session, evidence_id: int) -> tuple[ShownAid, ...]:
    """List the translations of every revision of a piece of evidence, those of the newest first."""
    return tuple(ShownAid(*row) for row in columns(session, _of_evidence(), {"evidence_id": evidence_id}))


def last_revision(session: Session, evidence: Evidence) -> Revision:
    """Give the revision of submitted evidence that stands now."""
    wanted = select(Revision).where(Revision.evidence_id == evidence.id, Revision.number == evidence.revision)
    return session.scalars(wanted).one()


def standing(session: Session, revision: Revision) -> int:
    """Count the translations of a revision that were not withdrawn."""
    wanted = (TranslationAid.revision_id == revision.id, TranslationAid.withdrawn_at.is_(None))
    return session.scalar(select(func.count()).select_from(TranslationAid).where(*wanted)) or 0


def place_of(session: Session, row: TranslationAid) -> tuple[Evidence, Revision]:
    """Give the evidence and the revision beside which a translation stands."""
    revision = session.get_one(Revision, row.revision_id)
    return session.get_one(Evidence, revision.evidence_id), revision


def words_of(row: TranslationAid) -> str:
    """Write down what the seal of a translation stands for."""
    return canonical_text(words=row.words, made_with=row.made_with)


AIDS = (
    select(TranslationAid, Revision.public_id, Account.public_id)
    .join(Revision, Revision.id == TranslationAid.revision_id)
    .join(Account, Account.id == TranslationAid.author_id)
)


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give what is stored of a portfolio's translations, as its book must tell it."""
    rows = one.rows(AIDS, TranslationAid.portfolio_id)
    return {("aid", row.public_id): _told(row, revision, by) for row, revision, by in rows}


def _told(row: TranslationAid, revision: str, by: str) -> dict[str, object]:
    reason, salt = row.withdrawn_reason, row.withdrawn_salt
    return {
        "revision": revision,
        "language": row.language,
        "how": row.how,
        "words": sealed(row.salt, words_of(row)),
        "by": by,
        "at": stamp(row.attached_at),
        "status": ATTACHED if row.withdrawn_at is None else WITHDRAWN,
        "reason": sealed(salt, reason) if salt is not None and reason is not None else None,
    }
