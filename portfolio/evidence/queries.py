"""Questions about evidence and its claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import Session

from portfolio.core.ledger import canonical_text, sealed, stamp
from portfolio.evidence.models import Attachment, Claim, Evidence, Revision, RevisionFile, StoredFile
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.queries import all_criterion_uuids, portfolio_of_book
from portfolio.learning.rules import LIVE, ClaimStatus, CriterionState, criterion_state
from portfolio.people.models import Account, Provider
from standards.foundation import Facts
from standards.library.models import Criterion

Place = tuple[int, int]
"""(enrolled unit, criterion): what a claim is made on."""


def evidence(session: Session, public_id: str) -> Evidence | None:
    return session.scalar(select(Evidence).where(Evidence.public_id == public_id))


def attachment(session: Session, public_id: str) -> Attachment | None:
    return session.scalar(select(Attachment).where(Attachment.public_id == public_id))


def claims_of(session: Session, evidence_id: int) -> list[Claim]:
    """List every claim that a piece of evidence ever made, oldest first."""
    return list(session.scalars(select(Claim).where(Claim.evidence_id == evidence_id).order_by(Claim.id)))


def units_of(session: Session, claims: Iterable[Claim]) -> dict[int, EnrolledUnit]:
    ids = {claim.enrolled_unit_id for claim in claims}
    rows = session.scalars(select(EnrolledUnit).where(EnrolledUnit.id.in_(ids)))
    return {row.id: row for row in rows}


def states_at(session: Session, places: Collection[Place]) -> dict[Place, CriterionState]:
    """Give the state of criteria as their live claims, from any evidence, give it."""
    found: dict[Place, list[ClaimStatus]] = defaultdict(list)
    if places:
        rows = session.execute(
            select(Claim.enrolled_unit_id, Claim.criterion_id, Claim.status).where(
                tuple_(Claim.enrolled_unit_id, Claim.criterion_id).in_(list(places)),
                Claim.status.in_([status.value for status in LIVE]),
            )
        )
        for unit_id, criterion_id, status in rows:
            found[unit_id, criterion_id].append(ClaimStatus(status))
    return {place: criterion_state(found[place]) for place in places}


def attachments_of(session: Session, evidence_id: int) -> list[Attachment]:
    """List the files that a piece of evidence has now, in order."""
    return list(
        session.scalars(
            select(Attachment)
            .where(Attachment.evidence_id == evidence_id, Attachment.removed.is_(False))
            .order_by(Attachment.position, Attachment.id)
        )
    )


def hashes_of(session: Session, attachments: Collection[Attachment]) -> list[str]:
    """Give the SHA-256 of each file, in the order of the attachments."""
    ids = [one.stored_file_id for one in attachments]
    rows = session.execute(select(StoredFile.id, StoredFile.sha256).where(StoredFile.id.in_(ids)))
    by_id = {row[0]: row[1] for row in rows}
    return [by_id[one] for one in ids]


def stored_file(session: Session, provider_id: int, sha256: str) -> StoredFile | None:
    return session.scalar(select(StoredFile).where(StoredFile.provider_id == provider_id, StoredFile.sha256 == sha256))


def last_revision(session: Session, evidence_id: int) -> Revision:
    """Give the revision submitted last. Raises NoResultFound where there is none yet."""
    query = select(Revision).where(Revision.evidence_id == evidence_id).order_by(Revision.number.desc()).limit(1)
    return session.scalars(query).one()


def criterion_uuids(session: Session, criterion_ids: Collection[int]) -> dict[int, str]:
    """Give the identity of criteria that is the same in every installation: how the ledger names them."""
    rows = session.execute(select(Criterion.id, Criterion.uuid).where(Criterion.id.in_(list(criterion_ids))))
    return {row[0]: str(row[1]) for row in rows}


def waiting_counts(session: Session, evidence_ids: Collection[int]) -> dict[int, int]:
    rows = session.execute(
        select(Claim.evidence_id, func.count())
        .where(Claim.evidence_id.in_(list(evidence_ids)), Claim.status == ClaimStatus.WAITING.value)
        .group_by(Claim.evidence_id)
    )
    return {row[0]: row[1] for row in rows}


def words_of(frozen: Evidence | Revision) -> str:
    """Write down what the seal of a revision stands for: everything a person typed."""
    return canonical_text(title=frozen.title, words=frozen.words, ai_note=frozen.ai_note)


def stored_facts(session: Session, book_id: int) -> Facts:
    """Give what is stored of a portfolio's submitted evidence and its claims, as its book must tell it."""
    portfolio_id = portfolio_of_book(session, book_id)
    if portfolio_id is None:
        return {}
    return {
        **_stored_evidence(session, portfolio_id),
        **_stored_revisions(session, portfolio_id),
        **_stored_claims(session, portfolio_id),
    }


def _stored_evidence(session: Session, portfolio_id: int) -> Facts:
    rows = session.execute(
        select(
            Evidence.public_id,
            Evidence.status,
            Evidence.revision,
            Evidence.withdrawn_reason,
            Evidence.withdrawn_salt,
        ).where(Evidence.portfolio_id == portfolio_id, Evidence.revision > 0)
    )
    return {
        ("evidence", public_id): {
            "status": status,
            "revision": revision,
            "reason": sealed(salt, reason) if salt is not None and reason is not None else None,
        }
        for public_id, status, revision, reason, salt in rows
    }


def _stored_revisions(session: Session, portfolio_id: int) -> Facts:
    files: dict[int, list[str]] = defaultdict(list)
    of_portfolio = select(Evidence.id).where(Evidence.portfolio_id == portfolio_id)
    for revision_id, sha256 in session.execute(
        select(RevisionFile.revision_id, StoredFile.sha256)
        .join(Attachment, Attachment.id == RevisionFile.attachment_id)
        .join(StoredFile, StoredFile.id == Attachment.stored_file_id)
        .where(Attachment.evidence_id.in_(of_portfolio))
        .order_by(RevisionFile.revision_id, RevisionFile.position)
    ):
        files[revision_id].append(sha256)
    rows = session.execute(
        select(Revision, Evidence.public_id, Account.public_id)
        .join(Evidence, Evidence.id == Revision.evidence_id)
        .join(Account, Account.id == Revision.author_id)
        .where(Evidence.portfolio_id == portfolio_id)
    )
    return {
        ("revision", row.public_id): {
            "evidence": evidence_id,
            "number": row.number,
            "content": sealed(row.salt, words_of(row)),
            "files": tuple(files[row.id]),
            "happened_on": row.happened_on.isoformat(),
            "language": row.language,
            "ai_use": row.ai_use,
            "by": author,
            "at": stamp(row.submitted_at),
        }
        for row, evidence_id, author in rows
    }


def _stored_claims(session: Session, portfolio_id: int) -> Facts:
    uuids = all_criterion_uuids(session)
    rows = session.execute(
        select(Claim.public_id, EnrolledUnit.public_id, Claim.criterion_id, Claim.status, Revision.public_id)
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .join(Revision, Revision.id == Claim.revision_id)
        .where(Claim.portfolio_id == portfolio_id)
    )
    return {
        ("claim", claim): {"unit": unit, "criterion": uuids[criterion], "status": status, "revision": revision}
        for claim, unit, criterion, status, revision in rows
    }


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
