"""Writing evidence: its words, files and the criteria it is to be claimed for; nothing here is final."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from portfolio.evidence import queries
from portfolio.evidence.models import Attachment, Claim, Evidence, StoredFile
from portfolio.evidence.queries import Place
from portfolio.evidence.rules import (
    AiUse,
    EvidenceKind,
    EvidenceStatus,
)
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.rules import LOCKED, ClaimStatus, UnitStatus
from standards.foundation import Refused, Work
from standards.library.models import Criterion

STANDING = frozenset({ClaimStatus.DRAFT, ClaimStatus.WAITING, ClaimStatus.MET})
"""Claims in these states are not made a second time."""


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


@dataclass(frozen=True)
class KeptFile:
    """A file that the store already holds, under the name it came with."""

    name: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True)
class Wish:
    """A criterion that the evidence is to be claimed for, and where to look."""

    enrolled_unit_id: int
    criterion_id: int
    note: str = ""

    @property
    def place(self) -> Place:
        return self.enrolled_unit_id, self.criterion_id


def start(work: Work, portfolio: Portfolio, content: Content) -> Evidence:
    """Start a piece of evidence as a draft that only its owner sees."""
    evidence = Evidence(
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
    return evidence


def change(work: Work, evidence: Evidence, content: Content) -> None:
    """Change what is being written; what was submitted stays as it was. Raises Refused.

    What kind of evidence it is stands from the first submission on: each kind is judged in its own way.
    """
    check_open(evidence)
    changed = {name: value for name, value in _columns(content).items() if getattr(evidence, name) != value}
    if evidence.revision:
        changed.pop("kind", None)
    for name, value in changed.items():
        setattr(evidence, name, value)
    if changed:
        _edited(work, evidence)


def attach(work: Work, evidence: Evidence, files: Iterable[KeptFile]) -> list[Attachment]:
    """Attach stored files; the same bytes are one row for the provider. Raises Refused."""
    check_open(evidence)
    position = len(queries.attachments_of(work.session, evidence.id))
    made = []
    for place, kept in enumerate(files, start=position + 1):
        attachment = Attachment(
            provider_id=evidence.provider_id,
            portfolio_id=evidence.portfolio_id,
            evidence_id=evidence.id,
            stored_file_id=_stored(work, evidence.provider_id, kept).id,
            name=kept.name,
            position=place,
            removed=False,
        )
        work.session.add(attachment)
        made.append(attachment)
    if made:
        _edited(work, evidence)
    return made


def detach(work: Work, evidence: Evidence, attachments: Collection[Attachment]) -> None:
    """Take files out of what is being written; submitted revisions keep theirs. Raises Refused."""
    check_open(evidence)
    for attachment in attachments:
        attachment.removed = True
    if attachments:
        _edited(work, evidence)


def claim(work: Work, evidence: Evidence, wishes: Collection[Wish]) -> None:
    """Let exactly these criteria be claimed by what is being written. Raises Refused.

    Waiting claims that are no longer wished leave with the next revision; decided ones are not touched.
    """
    check_open(evidence)
    wished = {wish.place: wish for wish in wishes}
    _check_places(work, evidence, wished)
    known = queries.claims_of(work.session, evidence.id)
    units = queries.units_of(work.session, known)
    changed = False
    for one in known:
        wish = wished.get((one.enrolled_unit_id, one.criterion_id))
        locked = UnitStatus(units[one.enrolled_unit_id].status) in LOCKED
        changed = _adjust(work, one, wish, locked=locked) or changed
        if one.status in STANDING:
            wished.pop((one.enrolled_unit_id, one.criterion_id), None)
    for wish in wished.values():
        work.session.add(_draft_claim(work, evidence, wish))
    _touch_units(work, {wish.enrolled_unit_id for wish in wishes})
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


def discard(work: Work, evidence: Evidence) -> None:
    """Delete a draft that was never submitted. Raises Refused."""
    if evidence.revision != 0:
        raise Refused("evidence-was-submitted")
    for table in (Claim, Attachment):
        work.session.execute(delete(table).where(table.evidence_id == evidence.id))
    work.session.delete(evidence)
    work.session.flush()


def check_open(evidence: Evidence) -> None:
    if evidence.status == EvidenceStatus.WITHDRAWN:
        raise Refused("evidence-withdrawn")


def _columns(content: Content) -> dict[str, object]:
    return {
        "kind": content.kind.value,
        "title": content.title.strip(),
        "happened_on": content.happened_on,
        "language": content.language,
        "words": content.words,
        "ai_use": content.ai_use.value,
        "ai_note": content.ai_note,
    }


def _edited(work: Work, evidence: Evidence) -> None:
    evidence.edited, evidence.changed_at = True, work.now
    work.session.flush()


def _stored(work: Work, provider_id: int, kept: KeptFile) -> StoredFile:
    known = queries.stored_file(work.session, provider_id, kept.sha256)
    if known is not None:
        # What somebody wants again is not swept as forgotten.
        known.stored_at = work.now
        return known
    stored = StoredFile(
        provider_id=provider_id,
        sha256=kept.sha256,
        size=kept.size,
        media_type=kept.media_type,
        stored_at=work.now,
    )
    work.session.add(stored)
    work.session.flush()
    return stored


def _check_places(work: Work, evidence: Evidence, wished: dict[Place, Wish]) -> None:
    """Check that every wish names an assessable criterion of a unit of this portfolio. Raises Refused."""
    ids = {unit_id for unit_id, _criterion in wished}
    rows = work.session.execute(
        select(EnrolledUnit.id, Criterion.id)
        .join(Criterion, Criterion.standard_id == EnrolledUnit.standard_id)
        .where(
            EnrolledUnit.id.in_(ids),
            EnrolledUnit.portfolio_id == evidence.portfolio_id,
            Criterion.id.in_({criterion for _unit, criterion in wished}),
            Criterion.assessable.is_(True),
        )
    )
    if wished.keys() - {(row[0], row[1]) for row in rows}:
        raise Refused("criterion-not-in-portfolio")


def _draft_claim(work: Work, evidence: Evidence, wish: Wish) -> Claim:
    return Claim(
        provider_id=evidence.provider_id,
        portfolio_id=evidence.portfolio_id,
        evidence_id=evidence.id,
        revision_id=None,
        enrolled_unit_id=wish.enrolled_unit_id,
        criterion_id=wish.criterion_id,
        note=wish.note,
        status=ClaimStatus.DRAFT.value,
        leaving=False,
        made_at=work.now,
    )


def _touch_units(work: Work, ids: Collection[int]) -> None:
    rows = work.session.scalars(select(EnrolledUnit).where(EnrolledUnit.id.in_(ids), EnrolledUnit.touched.is_(False)))
    for unit in rows:
        unit.touched = True
