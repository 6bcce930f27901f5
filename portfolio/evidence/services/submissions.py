"""Submitting and withdrawing evidence, and what follows from its claims."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import delete, insert

from portfolio.core.clamd import Verdict
from portfolio.core.ledger import new_salt, seal, sealed
from portfolio.evidence import queries
from portfolio.evidence.events import ClaimMade, EvidenceSubmitted, EvidenceWithdrawn, FileHeld, Renoted
from portfolio.evidence.models import Attachment, Claim, ClaimNote, Evidence, Revision, RevisionFile, StoredFile
from portfolio.evidence.queries import PutClaim
from portfolio.evidence.rules import (
    ANSWERED,
    LIVE_CLAIMS,
    TAKEN_OVER,
    UNSENT,
    AiUse,
    Confidentiality,
    EvidenceKind,
    EvidenceStatus,
    Lack,
    Written,
    check_declared,
    check_submission,
    check_unlocked,
    lacks,
    of_kind,
    undeclared,
)
from portfolio.evidence.rules.people import class_of
from portfolio.evidence.rules.pointing import Document, check_pages
from portfolio.evidence.services.consents import record_consents
from portfolio.evidence.services.drafts import check_open
from portfolio.learning import services as learning
from portfolio.learning.events import UnitAfter
from portfolio.learning.models import Portfolio
from portfolio.learning.rules import LOCKED, ClaimStatus, UnitStatus
from portfolio.plans import services as plans
from standards.foundation import Changed, Refused, Work


def submit(work: Work, portfolio: Portfolio, evidence: Evidence, documents: Collection[Document] = ()) -> Revision:
    """Freeze what was written as a revision; its claims wait for a decision. Raises Refused with what is missing.

    `documents`: those whose pages were counted before, where that can be known.
    """
    check_open(evidence)
    put = queries.claims_in_units(work.session, evidence.id)
    claims, units = [one.claim for one in put], {one.unit.id: one.unit for one in put}
    drafts, waiting = _unsent(put), _to_take_over(put)
    files = queries.files_now(work.session, evidence)
    if any(stored.verdict == Verdict.INFECTED for _attached, stored in files):
        raise Refused("evidence-infected")
    going = _going_along(put)
    _check_complete(work, evidence, len(files), going)
    check_pages([one.note if one.draft_note is None else one.draft_note for one in going], documents)
    check_unlocked(UnitStatus(units[one.enrolled_unit_id].status) for one in drafts)
    stay = sum(one.status in TAKEN_OVER for one in claims) - sum(one.leaving for one in waiting)
    _set_waiting(work, evidence, stay + len(drafts))
    revision = _freeze(work, evidence, [attachment for attachment, _stored in files])
    answered = _answered(claims, drafts)
    for one in drafts:
        one.revision_id, one.status, one.made_at = revision.id, ClaimStatus.WAITING.value, work.now
    for one in answered:
        one.status = ClaimStatus.SUPERSEDED.value
    renoted = _carry(work, waiting, revision)
    work.session.flush()
    act = EvidenceSubmitted(
        **_frozen(evidence, revision, files),
        claims=tuple(_made(one) for one in put if one.claim in drafts),
        taken_over=tuple(one.public_id for one in waiting if one.status == ClaimStatus.WAITING),
        renoted=renoted,
        superseded=tuple(one.public_id for one in answered),
        dropped=tuple(one.public_id for one in waiting if one.status == ClaimStatus.WITHDRAWN),
        units_after=settle_claims(work, [*drafts, *answered, *waiting]),
    )
    work.record(portfolio.book_id, act)
    record_consents(work, portfolio, evidence)
    plans.fulfil(work, portfolio, evidence.public_id, queries.activity_of(work.session, evidence.id))
    return revision


def withdraw(work: Work, portfolio: Portfolio, evidence: Evidence, reason: str) -> None:
    """Withdraw submitted evidence with its live claims; nothing of it is deleted. Raises Refused."""
    if evidence.status != EvidenceStatus.SUBMITTED:
        raise Refused("evidence-not-submitted")
    if not reason.strip():
        raise Refused("reason-needed")
    claims = [one for one in queries.claims_of(work.session, evidence.id) if one.status in LIVE_CLAIMS]
    units = queries.units_of(work.session, claims)
    check_unlocked(UnitStatus(unit.status) for unit in units.values())
    for one in claims:
        one.status, one.leaving = ClaimStatus.WITHDRAWN.value, False
    drafts = delete(Claim).where(Claim.evidence_id == evidence.id, Claim.status.in_(UNSENT))
    work.session.execute(drafts)
    evidence.status, evidence.withdrawn_reason = EvidenceStatus.WITHDRAWN.value, reason
    why = seal(reason)
    evidence.withdrawn_salt = why.salt
    _set_waiting(work, evidence, 0)
    work.session.flush()
    after = settle_claims(work, claims)
    act = EvidenceWithdrawn(evidence.public_id, tuple(one.public_id for one in claims), why.digest, after)
    work.record(portfolio.book_id, act)
    plans.fulfil(work, portfolio, evidence.public_id, None)


def settle_claims(work: Work, claims: Iterable[Claim]) -> tuple[UnitAfter, ...]:
    """Let the states of criteria and units follow from claims that were just changed and flushed."""
    places = {(one.enrolled_unit_id, one.criterion_id) for one in claims}
    return learning.settle(work, queries.states_at(work.session, places))


def check_version(evidence: Evidence, looked_at: int) -> None:
    """Check that evidence is still as it was looked at. Raises Changed."""
    if evidence.version != looked_at:
        raise Changed("evidence-changed")


def check_submittable(evidence: Evidence, looked_at: int) -> None:
    """Check that there is something to submit, and that it is as it was looked at. Raises Changed, Refused."""
    check_open(evidence)
    if not evidence.edited:
        raise Refused("nothing-changed")
    check_version(evidence, looked_at)


def check_discardable(evidence: Evidence, looked_at: int) -> None:
    """Check that evidence is a draft still, and as it was looked at. Raises Changed, Refused."""
    if evidence.revision:
        raise Refused("evidence-was-submitted")
    check_version(evidence, looked_at)


def recount_waiting(work: Work, evidence_ids: Collection[int]) -> None:
    """Count anew how many claims of pieces of evidence wait."""
    for evidence, waiting in queries.waiting_now(work.session, evidence_ids):
        _set_waiting(work, evidence, waiting)
    work.session.flush()


def _unsent(put: Iterable[PutClaim]) -> list[Claim]:
    return [one.claim for one in put if one.claim.status == ClaimStatus.DRAFT]


def _to_take_over(put: Iterable[PutClaim]) -> list[Claim]:
    """Give the waiting claims that the next revision makes or lets go; those of a signed unit are not touched."""
    return [one.claim for one in put if one.claim.status in TAKEN_OVER and UnitStatus(one.unit.status) not in LOCKED]


def _going_along(put: Collection[PutClaim]) -> list[Claim]:
    """Give the claims that the next revision makes."""
    return [*_unsent(put), *(one for one in _to_take_over(put) if not one.leaving)]


def missing(work: Work, evidence: Evidence) -> list[Lack]:
    """List what evidence must still say before it can be submitted."""
    put = queries.claims_in_units(work.session, evidence.id)
    files = len(queries.files_now(work.session, evidence))
    declared = undeclared(AiUse(evidence.ai_use), evidence.ai_note)
    return [*lacks(_written(evidence, files, _going_along(put)), work.today), *declared]


def _written(evidence: Evidence, files: int, claims: Iterable[Claim]) -> Written:
    return Written(
        kind=EvidenceKind(evidence.kind),
        title=evidence.title,
        words=evidence.words,
        happened_on=evidence.happened_on,
        files=files,
        notes=[one.note if one.draft_note is None else one.draft_note for one in claims],
        particulars=evidence.particulars,
        confidentiality=Confidentiality(evidence.confidentiality),
    )


def _check_complete(work: Work, evidence: Evidence, files: int, claims: Iterable[Claim]) -> None:
    check_submission(_written(evidence, files, claims), work.today)
    check_declared(AiUse(evidence.ai_use), evidence.ai_note)
    if evidence.revision and not evidence.edited:
        raise Refused("nothing-changed")


def _freeze(work: Work, evidence: Evidence, attachments: Iterable[Attachment]) -> Revision:
    evidence.revision += 1
    evidence.status, evidence.edited, evidence.changed_at = EvidenceStatus.SUBMITTED.value, False, work.now
    revision = Revision(
        provider_id=evidence.provider_id,
        evidence_id=evidence.id,
        number=evidence.revision,
        author_id=work.actor.account_id,
        title=evidence.title,
        happened_on=evidence.happened_on,
        language=evidence.language,
        words=evidence.words,
        ai_use=evidence.ai_use,
        ai_note=evidence.ai_note,
        particulars=of_kind(EvidenceKind(evidence.kind), evidence.particulars),
        confidentiality=class_of(EvidenceKind(evidence.kind), Confidentiality(evidence.confidentiality)).value,
        submitted_at=work.now,
    )
    content = seal(queries.words_of(revision))
    revision.salt, revision.digest = content.salt, content.digest
    work.session.add(revision)
    work.session.flush()
    rows = [
        {
            "revision_id": revision.id,
            "attachment_id": attachment.id,
            "provider_id": evidence.provider_id,
            "position": position,
        }
        for position, attachment in enumerate(attachments, start=1)
    ]
    if rows:
        work.session.execute(insert(RevisionFile), rows)
    return revision


def _frozen(evidence: Evidence, revision: Revision, files: Iterable[tuple[Attachment, StoredFile]]) -> dict[str, Any]:
    """Tell of a revision what its entry says apart from its claims."""
    return {
        "evidence": evidence.public_id,
        "revision": revision.public_id,
        "number": revision.number,
        "evidence_kind": evidence.kind,
        "content": revision.digest,
        "files": tuple(_held(*one, position) for position, one in enumerate(files, start=1)),
        "happened_on": revision.happened_on.isoformat(),
        "language": revision.language,
        "ai_use": revision.ai_use,
    }


def _answered(claims: Iterable[Claim], drafts: Collection[Claim]) -> list[Claim]:
    places = {(one.enrolled_unit_id, one.criterion_id) for one in drafts}
    return [one for one in claims if one.status in ANSWERED and (one.enrolled_unit_id, one.criterion_id) in places]


def _carry(work: Work, waiting: Collection[Claim], revision: Revision) -> tuple[Renoted, ...]:
    """Let a new revision take waiting claims over, or let those go that it leaves out; give what now says otherwise."""
    renoted = [one for one in waiting if not one.leaving and one.draft_note is not None]
    _renote(work, renoted)
    for one in waiting:
        if one.leaving:
            one.status = ClaimStatus.WITHDRAWN.value
        else:
            one.revision_id = revision.id
        one.leaving, one.draft_note = False, None
    return tuple(Renoted(one.public_id, sealed(one.salt, one.note)) for one in renoted)


def _renote(work: Work, claims: Collection[Claim]) -> None:
    """Let claims say what was drafted for them; what they said in the revision before lies beside."""
    earlier = [
        {
            "claim_id": one.id,
            "revision_id": one.revision_id,
            "provider_id": one.provider_id,
            "note": one.note,
            "salt": one.salt,
        }
        for one in claims
    ]
    if earlier:
        work.session.execute(insert(ClaimNote), earlier)
    for one in claims:
        one.note, one.salt = one.draft_note or "", new_salt()


def _made(put: PutClaim) -> ClaimMade:
    note = sealed(put.claim.salt, put.claim.note)
    return ClaimMade(put.claim.public_id, put.unit.public_id, str(put.criterion), note)


def _held(attachment: Attachment, stored: StoredFile, position: int) -> FileHeld:
    name = sealed(attachment.salt, attachment.name)
    return FileHeld(attachment.public_id, name, stored.sha256, stored.media_type, position)


def _set_waiting(work: Work, evidence: Evidence, waiting: int) -> None:
    if waiting and not evidence.waiting:
        evidence.waiting_since = work.now
    elif not waiting:
        evidence.waiting_since = None
    evidence.waiting, evidence.changed_at = waiting, work.now
