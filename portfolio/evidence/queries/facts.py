"""What is stored of evidence and claims, in the shape in which a replayed book tells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import sealed, stamp
from portfolio.evidence.events import FileHeld
from portfolio.evidence.models import (
    Attachment,
    Claim,
    ClaimNote,
    ClaimOrigin,
    Evidence,
    Revision,
    RevisionFile,
    StoredFile,
)
from portfolio.evidence.queries.people import stored_consents
from portfolio.evidence.queries.redactions import stored_redactions
from portfolio.evidence.queries.sight import stored_viewings
from portfolio.evidence.queries.states import words_of
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.queries import all_criterion_uuids
from portfolio.people.models import Account, Provider
from standards.foundation import Facts

EVIDENCE = select(
    Evidence.public_id,
    Evidence.kind,
    Evidence.status,
    Evidence.revision,
    Evidence.withdrawn_reason,
    Evidence.withdrawn_salt,
).where(Evidence.revision > 0)
FILES = (
    select(
        RevisionFile.revision_id,
        Attachment.public_id,
        Attachment.salt,
        Attachment.name,
        StoredFile.sha256,
        StoredFile.media_type,
        RevisionFile.position,
    )
    .join(Revision, Revision.id == RevisionFile.revision_id)
    # A file that was put to other evidence, or to another portfolio, is no longer shown with this revision.
    .join(Attachment, and_(Attachment.id == RevisionFile.attachment_id, Attachment.evidence_id == Revision.evidence_id))
    .join(StoredFile, StoredFile.id == Attachment.stored_file_id)
    .order_by(RevisionFile.revision_id, RevisionFile.position)
)
REVISIONS = (
    select(Revision, Evidence.public_id, Account.public_id)
    .join(Evidence, Evidence.id == Revision.evidence_id)
    .join(Account, Account.id == Revision.author_id)
)
CLAIMS = (
    select(
        Claim.public_id,
        Evidence.public_id,
        EnrolledUnit.public_id,
        Claim.criterion_id,
        Claim.status,
        Revision.public_id,
        Claim.salt,
        Claim.note,
        Claim.made_at,
    )
    .join(Evidence, Evidence.id == Claim.evidence_id)
    .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
    .join(Revision, Revision.id == Claim.revision_id)
    .where(EnrolledUnit.portfolio_id == Claim.portfolio_id)
)
NOTES = (
    select(ClaimNote.salt, ClaimNote.note, Claim.public_id, Revision.public_id)
    .join(Claim, Claim.id == ClaimNote.claim_id)
    .join(Revision, Revision.id == ClaimNote.revision_id)
)
EARLIER = aliased(Claim)
ORIGINS = (
    select(Claim.public_id, EARLIER.public_id)
    .join(ClaimOrigin, ClaimOrigin.claim_id == Claim.id)
    .join(EARLIER, EARLIER.id == ClaimOrigin.from_id)
)


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give what is stored of a portfolio's submitted evidence and its claims, as its book must tell it."""
    return {
        **_stored_evidence(one),
        **_stored_revisions(one),
        **_stored_claims(one),
        **_stored_notes(one),
        **_stored_origins(one),
        **stored_consents(one),
        **stored_viewings(one),
        **stored_redactions(one),
    }


def _stored_evidence(one: GatheredPortfolio) -> Facts:
    rows = one.rows(EVIDENCE, Evidence.portfolio_id)
    return {
        ("evidence", public_id): {
            "kind": kind,
            "status": status,
            "revision": revision,
            "reason": sealed(salt, reason) if salt is not None and reason is not None else None,
        }
        for public_id, kind, status, revision, reason, salt in rows
    }


def _stored_revisions(one: GatheredPortfolio) -> Facts:
    files: dict[int, list[dict[str, object]]] = defaultdict(list)
    for revision_id, file, salt, name, sha256, media_type, position in one.rows(FILES, Attachment.portfolio_id):
        held = FileHeld(file, sealed(salt, name), sha256, media_type, position)
        files[revision_id].append(vars(held))
    rows = one.rows(REVISIONS, Evidence.portfolio_id)
    return {
        ("revision", row.public_id): {
            "evidence": evidence_id,
            "number": row.number,
            "content": _content(row),
            "files": tuple(files[row.id]),
            "happened_on": row.happened_on.isoformat(),
            "language": row.language,
            "ai_use": row.ai_use,
            "by": row.witness or author,
            "at": stamp(row.submitted_at),
        }
        for row, evidence_id, author in rows
    }


def _content(row: Revision) -> str:
    counted = sealed(row.salt, words_of(row))
    return counted if counted == row.digest else f"{counted}, stored as {row.digest}"


def _stored_claims(one: GatheredPortfolio) -> Facts:
    uuids = all_criterion_uuids(one.session)
    rows = one.rows(CLAIMS, Claim.portfolio_id)
    return {
        ("claim", claim): {
            "evidence": evidence,
            "unit": unit,
            "criterion": uuids[criterion],
            "status": status,
            "revision": revision,
            "note": sealed(salt, note),
            "at": stamp(made_at),
        }
        for claim, evidence, unit, criterion, status, revision, salt, note, made_at in rows
    }


def _stored_notes(one: GatheredPortfolio) -> Facts:
    """Give what claims said before a later revision said otherwise."""
    rows = one.rows(NOTES, Claim.portfolio_id)
    return {("note", sealed(salt, note)): {"claim": claim, "revision": said_in} for salt, note, claim, said_in in rows}


def _stored_origins(one: GatheredPortfolio) -> Facts:
    """Give which claims were carried from an earlier version, and from which claim there."""
    rows = one.rows(ORIGINS, Claim.portfolio_id)
    return {("origin", claim): {"claim": earlier} for claim, earlier in rows}


def stored_at(session: Session, provider: str, hashes: Collection[str]) -> set[str]:
    """Tell which of these hashes a provider's rows still speak of: all of them, where its name is unknown."""
    own_id = int(provider) if provider.isdigit() else -1
    known = session.scalar(select(Provider.id).where(or_(Provider.public_id == provider, Provider.id == own_id)))
    if known is None:
        return set(hashes)
    rows = select(StoredFile.sha256).where(StoredFile.provider_id == known, StoredFile.sha256.in_(list(hashes)))
    return set(session.scalars(rows))


def stored_files(session: Session) -> list[tuple[str, str]]:
    """List every file that rows speak of: its provider, by whose number it lies in the store, and its hash."""
    rows = session.execute(select(StoredFile.provider_id, StoredFile.sha256).order_by(StoredFile.id))
    return [(str(row[0]), row[1]) for row in rows]
