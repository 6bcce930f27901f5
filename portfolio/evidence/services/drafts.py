"""Writing evidence: its words, files and the criteria it is to be claimed for; nothing here is final."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, delete, insert, select

from portfolio.core.ledger import new_salt
from portfolio.core.store import KeptFile
from portfolio.evidence import queries
from portfolio.evidence.models import (
    Attachment,
    Claim,
    Consent,
    Evidence,
    EvidenceActivity,
    StoredFile,
    SuggestionOff,
)
from portfolio.evidence.queries import Place
from portfolio.evidence.rules import (
    AiUse,
    Confidentiality,
    EvidenceKind,
    EvidenceStatus,
)
from portfolio.evidence.rules.mapping import STANDING
from portfolio.evidence.services.files import prepare_copies
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.rules import LOCKED, ClaimStatus, UnitStatus
from portfolio.plans import services as plans
from standards.foundation import Refused, Work, new_public_id
from standards.library.models import Criterion
from standards.statements import Given, Many, once


@dataclass(frozen=True)
class Content:
    """What a piece of evidence says, apart from its files and claims."""

    kind: EvidenceKind
    title: str
    happened_on: date | None
    language: str
    words: str
    ai_use: AiUse
    ai_note: str = ""
    particulars: Mapping[str, str] = field(default_factory=dict)
    """What the record of its kind holds beside, and what was typed while it was of another."""
    confidentiality: Confidentiality = Confidentiality.UNSAID
    """Who is shown or named in it."""


@dataclass(frozen=True)
class Wish:
    """A criterion that the evidence is to be claimed for, and where to look."""

    enrolled_unit_id: int
    criterion_id: int
    note: str = ""

    @property
    def place(self) -> Place:
        return self.enrolled_unit_id, self.criterion_id


def start(
    work: Work,
    portfolio: Portfolio,
    content: Content,
    files: Collection[KeptFile] = (),
    wishes: Collection[Wish] = (),
    public_id: str | None = None,
) -> Evidence:
    """Start a piece of evidence, with its files and claims, as a draft that only its owner sees. Raises Refused.

    With a `public_id` that its form was given, sending the form again can find what it has begun already.
    """
    wished = {wish.place: wish for wish in wishes}
    units = chosen_units(work, portfolio.id, wished)
    stored = _stored(work, portfolio.provider_id, files)
    evidence = Evidence(
        public_id=public_id or new_public_id(),
        provider_id=portfolio.provider_id,
        portfolio_id=portfolio.id,
        author_id=work.actor.account_id,
        revision=0,
        status=EvidenceStatus.DRAFT.value,
        waiting=0,
        created_at=work.now,
        changed_at=work.now,
        edited=True,
        **_columns(content),
    )
    work.session.add(evidence)
    work.session.flush()
    _put_in(work, evidence, files, stored, after=0)
    _claim_anew(work, evidence, wished.values(), units)
    work.session.flush()
    return evidence


def change(work: Work, evidence: Evidence, content: Content) -> None:
    """Change what is being written; what was submitted stays as it was. Raises Refused.

    What kind of evidence it is stands from the first submission on: each kind is judged in its own way.
    """
    check_own_words(evidence)
    changed = {name: value for name, value in _columns(content).items() if getattr(evidence, name) != value}
    if evidence.revision:
        changed.pop("kind", None)
    for name, value in changed.items():
        setattr(evidence, name, value)
    if changed:
        _edited(work, evidence)


def says(evidence: Evidence, content: Content) -> bool:
    """Tell whether what is being written says just this already, apart from its files and claims."""
    return all(getattr(evidence, name) == value for name, value in _columns(content).items())


def attach(work: Work, evidence: Evidence, files: Collection[KeptFile]) -> None:
    """Attach stored files; the same bytes are one row for the provider. Raises Refused."""
    check_own_words(evidence)
    if not files:
        return
    position = len(queries.attachments_of(work.session, evidence.id))
    stored = _stored(work, evidence.provider_id, files)
    _edited(work, evidence)
    _put_in(work, evidence, files, stored, after=position)


def put_by(work: Work, evidence: Evidence, files: Collection[KeptFile]) -> None:
    """Keep files with a draft that it does not itself hold: those of what was submitted of it elsewhere.

    Nothing that is submitted here takes them along, so they stay its owner's alone.
    """
    stored = _stored(work, evidence.provider_id, files)
    work.session.flush()
    _put_in(work, evidence, files, stored, after=0, removed=True)


def detach(work: Work, evidence: Evidence, attachments: Collection[Attachment]) -> None:
    """Take files out of what is being written; submitted revisions keep theirs. Raises Refused."""
    check_own_words(evidence)
    for attachment in attachments:
        attachment.removed = True
    if attachments:
        _edited(work, evidence)


def claim(work: Work, evidence: Evidence, wishes: Collection[Wish]) -> None:
    """Let exactly these criteria be claimed by what is being written. Raises Refused.

    Waiting claims that are no longer wished leave with the next revision; decided ones are not touched.
    """
    check_own_claims(evidence)
    wished = {wish.place: wish for wish in wishes}
    chosen = chosen_units(work, evidence.portfolio_id, wished)
    known = queries.claims_of(work.session, evidence.id)
    units = queries.units_of(work.session, known)
    changed = False
    for one in known:
        wish = wished.get((one.enrolled_unit_id, one.criterion_id))
        locked = UnitStatus(units[one.enrolled_unit_id].status) in LOCKED
        changed = _adjust(work, one, wish, locked=locked) or changed
        if one.status in STANDING:
            wished.pop((one.enrolled_unit_id, one.criterion_id), None)
    _claim_anew(work, evidence, wished.values(), chosen)
    if changed or wished:
        _edited(work, evidence)


def _adjust(work: Work, claim: Claim, wish: Wish | None, *, locked: bool) -> bool:
    """Let a claim be as it is wished to be; tells whether that changed anything. A locked unit's claims wait on."""
    if claim.status == ClaimStatus.WAITING and not locked:
        note = wish.note if wish and wish.note != claim.note else None
        before = (claim.leaving, claim.draft_note)
        claim.leaving, claim.draft_note = wish is None, note
        return before != (claim.leaving, claim.draft_note)
    if claim.status != ClaimStatus.DRAFT:
        return False
    if wish is None:
        work.session.delete(claim)
        return True
    changed = claim.note != wish.note
    claim.note = wish.note
    return changed


def answer(work: Work, evidence: Evidence, activity_id: int | None) -> None:
    """Let what is being written be for an agreed activity of its portfolio, or for none. Raises Refused."""
    check_open(evidence)
    known = work.session.get(EvidenceActivity, evidence.id)
    if activity_id == (known.activity_id if known else None):
        return
    if activity_id is not None:
        plans.check_offered(work, evidence.portfolio_id, activity_id)
    if known is not None:
        work.session.delete(known)
        work.session.flush()
    if activity_id is not None:
        row = EvidenceActivity(evidence_id=evidence.id, provider_id=evidence.provider_id, activity_id=activity_id)
        work.session.add(row)
    _edited(work, evidence)


def discard(work: Work, evidence: Evidence) -> None:
    """Delete a draft that was never submitted. Raises Refused."""
    if evidence.revision != 0:
        raise Refused("evidence-was-submitted")
    for table in (Claim, Attachment, SuggestionOff, EvidenceActivity, Consent):
        work.session.execute(delete(table).where(table.evidence_id == evidence.id))
    work.session.delete(evidence)
    work.session.flush()


def check_open(evidence: Evidence) -> None:
    if evidence.status == EvidenceStatus.WITHDRAWN:
        raise Refused("evidence-withdrawn")


def check_own_words(evidence: Evidence) -> None:
    """Check that words and files may change: not where a witness or an assessor wrote them. Raises Refused."""
    check_own_claims(evidence)
    if evidence.witness:
        raise Refused("evidence-of-witness")


def check_own_claims(evidence: Evidence) -> None:
    """Check that criteria may be claimed with it: an assessor's record says itself which it shows. Raises Refused."""
    check_open(evidence)
    if evidence.record:
        raise Refused("evidence-of-assessor")


def _columns(content: Content) -> dict[str, object]:
    return {
        "kind": content.kind.value,
        "title": content.title.strip(),
        "happened_on": content.happened_on,
        "language": content.language,
        "words": content.words,
        "ai_use": content.ai_use.value,
        "ai_note": content.ai_note,
        "particulars": {name: said for name, said in content.particulars.items() if said.strip()},
        "confidentiality": content.confidentiality.value,
    }


def _edited(work: Work, evidence: Evidence) -> None:
    evidence.edited, evidence.changed_at = True, work.now
    work.session.flush()


def _stored(work: Work, provider_id: int, files: Collection[KeptFile]) -> dict[str, StoredFile]:
    """Give the rows of files by their hash; those of new ones have their number once they are flushed."""
    found = queries.stored_by_hash(work.session, provider_id, {kept.sha256 for kept in files}) if files else {}
    for known in found.values():
        # What somebody wants again is not swept as forgotten.
        known.stored_at = work.now
    new = {kept.sha256: kept for kept in files if kept.sha256 not in found}
    added = [
        StoredFile(
            provider_id=provider_id,
            sha256=kept.sha256,
            size=kept.size,
            media_type=kept.media_type,
            stored_at=work.now,
        )
        for kept in new.values()
    ]
    work.session.add_all(added)
    prepare_copies(work, added)
    return {**found, **{one.sha256: one for one in added}}


def _put_in(
    work: Work,
    evidence: Evidence,
    files: Collection[KeptFile],
    stored: Mapping[str, StoredFile],
    *,
    after: int,
    removed: bool = False,
) -> None:
    rows = [
        {
            "provider_id": evidence.provider_id,
            "portfolio_id": evidence.portfolio_id,
            "evidence_id": evidence.id,
            "stored_file_id": stored[kept.sha256].id,
            "name": kept.name,
            "salt": new_salt(),
            "position": position,
            "removed": removed,
        }
        for position, kept in enumerate(files, start=after + 1)
    ]
    if rows:
        work.session.execute(insert(Attachment), rows)


def chosen_units(work: Work, portfolio_id: int, wished: Collection[Place]) -> dict[int, EnrolledUnit]:
    """Give the units of what is wished: assessable criteria of a portfolio's units, all of them. Raises Refused."""
    if not wished:
        return {}
    asked = {
        "portfolio_id": portfolio_id,
        "unit_ids": list({unit_id for unit_id, _criterion in wished}),
        "criterion_ids": list({criterion_id for _unit, criterion_id in wished}),
    }
    rows = work.session.execute(_among_units(), asked).all()
    if set(wished) - {(unit.id, criterion_id) for unit, criterion_id in rows}:
        raise Refused("criterion-not-in-portfolio")
    return {unit.id: unit for unit, _criterion in rows}


@once
def _among_units(portfolio_id: Given, unit_ids: Many, criterion_ids: Many) -> Select[EnrolledUnit, int]:
    return (
        select(EnrolledUnit, Criterion.id)
        .join(Criterion, Criterion.standard_id == EnrolledUnit.standard_id)
        .where(
            EnrolledUnit.id.in_(unit_ids),
            EnrolledUnit.portfolio_id == portfolio_id,
            Criterion.id.in_(criterion_ids),
            Criterion.assessable.is_(True),
        )
    )


def _claim_anew(work: Work, evidence: Evidence, wishes: Collection[Wish], units: Mapping[int, EnrolledUnit]) -> None:
    """Make claims as drafts, and remember that something was put to these units."""
    for unit in units.values():
        unit.touched = True
    rows = [
        {
            "provider_id": evidence.provider_id,
            "portfolio_id": evidence.portfolio_id,
            "evidence_id": evidence.id,
            "enrolled_unit_id": wish.enrolled_unit_id,
            "criterion_id": wish.criterion_id,
            "note": wish.note,
            "salt": new_salt(),
            "made_at": work.now,
        }
        for wish in wishes
    ]
    if rows:
        work.session.execute(insert(Claim), rows)
