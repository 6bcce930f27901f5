"""Questions about evidence and its claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from portfolio.core.ledger import canonical_text
from portfolio.evidence.models import Attachment, Claim, ClaimOrigin, Evidence, EvidenceActivity, Revision, StoredFile
from portfolio.evidence.rules import OVER
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.rules import LIVE, ClaimStatus, CriterionState, criterion_state
from portfolio.plans.queries import Offered, offered
from standards.library.models import Criterion, Standard
from standards.statements import Given, Many, columns, once

Place = tuple[int, int]
"""(enrolled unit, criterion): what a claim is made on."""


def evidence(session: Session, public_id: str) -> Evidence | None:
    return session.scalar(_evidence(), {"public_id": public_id})


@once
def _evidence(public_id: Given) -> Select[Evidence]:
    return select(Evidence).where(Evidence.public_id == public_id)


def attachment(session: Session, public_id: str) -> Attachment | None:
    return session.scalar(select(Attachment).where(Attachment.public_id == public_id))


def activity_of(session: Session, evidence_id: int) -> int | None:
    """Give which planned activity a piece of evidence is for."""
    found = columns(session, _activity(), {"evidence_id": evidence_id})
    return found[0][0] if found else None


@once
def _activity(evidence_id: Given) -> Select[int]:
    return select(EvidenceActivity.activity_id).where(EvidenceActivity.evidence_id == evidence_id)


def possible_activities(session: Session, portfolio_id: int, evidence: Evidence | None) -> list[Offered]:
    """List the agreed activities that evidence may be for, and what this piece is for already."""
    if evidence is None:
        return offered(session, portfolio_id)
    chosen = select(EvidenceActivity.activity_id).where(EvidenceActivity.evidence_id == evidence.id)
    return offered(session, portfolio_id, chosen.scalar_subquery())


def claims_of(session: Session, evidence_id: int) -> list[Claim]:
    """List every claim that a piece of evidence ever made, oldest first."""
    return list(session.scalars(_claims(), {"evidence_id": evidence_id}))


def latest(claims: Iterable[Claim]) -> dict[Place, Claim]:
    """Give the last claim on each place that is neither over nor about to leave."""
    return {
        (claim.enrolled_unit_id, claim.criterion_id): claim
        for claim in claims
        if claim.status not in OVER and not claim.leaving
    }


@once
def _claims(evidence_id: Given) -> Select[Claim]:
    return select(Claim).where(Claim.evidence_id == evidence_id).order_by(Claim.id)


class PutClaim(NamedTuple):
    """A claim, the unit that it is put to, and its criterion's UUID."""

    claim: Claim
    unit: EnrolledUnit
    criterion: UUID


def claims_in_units(session: Session, evidence_id: int) -> list[PutClaim]:
    """List every claim that a piece of evidence ever made, oldest first, with what it was put to."""
    return [PutClaim(*row) for row in session.execute(_claims_in_units(), {"evidence_id": evidence_id})]


@once
def _claims_in_units(evidence_id: Given) -> Select[Claim, EnrolledUnit, UUID]:
    return (
        select(Claim, EnrolledUnit, Criterion.uuid)
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .join(Criterion, Criterion.id == Claim.criterion_id)
        .where(Claim.evidence_id == evidence_id)
        .order_by(Claim.id)
    )


def units_of(session: Session, claims: Iterable[Claim]) -> dict[int, EnrolledUnit]:
    ids = {claim.enrolled_unit_id for claim in claims}
    return {row.id: row for row in session.scalars(_units(), {"ids": list(ids)})} if ids else {}


@once
def _units(ids: Many) -> Select[EnrolledUnit]:
    return select(EnrolledUnit).where(EnrolledUnit.id.in_(ids))


def states_at(session: Session, places: Collection[Place]) -> dict[Place, CriterionState]:
    """Give the state of criteria as their live claims, from any evidence, give it."""
    found: dict[Place, list[ClaimStatus]] = defaultdict(list)
    if places:
        asked = {
            "unit_ids": list({place[0] for place in places}),
            "criterion_ids": list({place[1] for place in places}),
        }
        for unit_id, criterion_id, status in columns(session, _live(), asked):
            found[unit_id, criterion_id].append(ClaimStatus(status))
    return {place: criterion_state(found[place]) for place in places}


@once
def _live(unit_ids: Many, criterion_ids: Many) -> Select[int, int, str]:
    """Find claims by each part of a place: SQLite finds none by an index when it is asked for pairs."""
    return select(Claim.enrolled_unit_id, Claim.criterion_id, Claim.status).where(
        Claim.enrolled_unit_id.in_(unit_ids),
        Claim.criterion_id.in_(criterion_ids),
        Claim.status.in_([status.value for status in LIVE]),
    )


def attachments_of(session: Session, evidence_id: int) -> list[Attachment]:
    """List the files that a piece of evidence has now, in order."""
    return list(session.scalars(_attachments(), {"evidence_id": evidence_id}))


@once
def _attachments(evidence_id: Given) -> Select[Attachment]:
    return (
        select(Attachment)
        .where(Attachment.evidence_id == evidence_id, Attachment.removed.is_(False))
        .order_by(Attachment.position, Attachment.id)
    )


def files_now(session: Session, evidence: Evidence) -> list[tuple[Attachment, StoredFile]]:
    """List the files that a piece of evidence has as it is being written, in order."""
    return [(row[0], row[1]) for row in session.execute(_files(), {"evidence_id": evidence.id})]


@once
def _files(evidence_id: Given) -> Select[Attachment, StoredFile]:
    return (
        select(Attachment, StoredFile)
        .join(StoredFile, StoredFile.id == Attachment.stored_file_id)
        .where(Attachment.evidence_id == evidence_id, Attachment.removed.is_(False))
        .order_by(Attachment.position, Attachment.id)
    )


def stored_by_hash(session: Session, provider_id: int, hashes: Collection[str]) -> dict[str, StoredFile]:
    """Give those of a provider's stored files that have one of these hashes."""
    rows = session.scalars(_stored(), {"provider_id": provider_id, "hashes": list(hashes)})
    return {row.sha256: row for row in rows}


@once
def _stored(provider_id: Given, hashes: Many) -> Select[StoredFile]:
    return select(StoredFile).where(StoredFile.provider_id == provider_id, StoredFile.sha256.in_(hashes))


def put_forward() -> ColumnElement[bool]:
    """Give the condition that joins evidence with its last revision: what everybody but its owner sees of it."""
    return and_(Revision.evidence_id == Evidence.id, Revision.number == Evidence.revision)


def edition_before() -> ScalarSelect[str | None]:
    """Give the edition of the standard from which a claim was carried; none where it was made on this one."""
    earlier = aliased(Claim)
    return (
        select(Standard.edition)
        .join(Criterion, Criterion.standard_id == Standard.id)
        .join(earlier, earlier.criterion_id == Criterion.id)
        .join(ClaimOrigin, ClaimOrigin.from_id == earlier.id)
        .where(ClaimOrigin.claim_id == Claim.id)
        .correlate(Claim)
        .scalar_subquery()
    )


def criterion_uuids(session: Session, criterion_ids: Collection[int]) -> dict[int, str]:
    """Give the identity of criteria that is the same in every installation: how the ledger names them."""
    rows = columns(session, _uuids(), {"ids": list(criterion_ids)})
    return {row[0]: str(row[1]) for row in rows}


@once
def _uuids(ids: Many) -> Select[int, UUID]:
    return select(Criterion.id, Criterion.uuid).where(Criterion.id.in_(ids))


def waiting_now(session: Session, evidence_ids: Collection[int]) -> list[tuple[Evidence, int]]:
    """Give pieces of evidence, each with how many of its claims wait."""
    return [(row[0], row[1]) for row in session.execute(_waiting(), {"evidence_ids": list(evidence_ids)})]


@once
def _waiting(evidence_ids: Many) -> Select[Evidence, int]:
    waits = and_(Claim.evidence_id == Evidence.id, Claim.status == ClaimStatus.WAITING.value)
    return (
        select(Evidence, func.count(Claim.id))
        .outerjoin(Claim, waits)
        .where(Evidence.id.in_(evidence_ids))
        .group_by(Evidence.id)
    )


def words_of(frozen: Revision) -> str:
    """Write down what the seal of a revision stands for: everything a person typed."""
    # Revisions from before kinds had particulars were sealed without them.
    particulars = {"particulars": frozen.particulars} if frozen.particulars else {}
    # Those from before anybody was asked who is shown or named were sealed without an answer.
    people = {"confidentiality": frozen.confidentiality} if frozen.confidentiality else {}
    return canonical_text(title=frozen.title, words=frozen.words, ai_note=frozen.ai_note, **particulars, **people)
