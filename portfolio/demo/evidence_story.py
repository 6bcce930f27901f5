"""A learner's evidence submitted, judged and signed, told into rows by the rules and acts of the services."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.judging.events import Decided, EvidenceJudged, UnitDeclared, UnitSigned
from assessments.judging.models import Decision, Judgement, Signature
from assessments.judging.rules import Judgement as Said
from assessments.judging.rules import (
    Outcome,
    RulesOfEvidence,
    UnitStanding,
    check_decision,
    check_declaration,
    check_signature,
)
from portfolio.core import ledger
from portfolio.core.keys import head_text
from portfolio.core.ledger import SignedHead
from portfolio.demo.learner_story import Story, UnitNow
from portfolio.evidence.events import ClaimMade, EvidenceSubmitted, FileHeld
from portfolio.evidence.models import Attachment, Claim, Evidence, Revision, RevisionFile
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind, EvidenceStatus, Written, check_submission
from portfolio.learning.rules import ClaimStatus, UnitStatus
from standards.foundation import new_public_id
from standards.qualifications.rules.signing import SignaturePart

HOLD = RulesOfEvidence(valid=True, authentic=True, current=True)
MET = Said(Outcome.MET)
FILE_NAME = "gwaith.txt"
PARTICULARS = {"role": "Fi wnaeth y cyfan. I did all of it."}


@dataclass(frozen=True)
class ClaimNow:
    """A claim just made, with what deciding it needs."""

    id: int
    public_id: str
    unit: UnitNow
    criterion_id: int
    criterion: str
    note: str
    """Seal of its note."""

    @property
    def made(self) -> ClaimMade:
        return ClaimMade(self.public_id, self.unit.public_id, self.criterion, self.note)


@dataclass(frozen=True)
class Submitted:
    """A piece of evidence just submitted, with its claims."""

    evidence: str
    evidence_id: int
    revision: str
    revision_id: int
    claims: Sequence[ClaimNow]


def submit(story: Story, number: int, places: Sequence[tuple[UnitNow, int]], *, judged: bool = True) -> Submitted:
    """Submit a piece of evidence for places (unit, index of its criterion); give what judging it needs.

    Its rows say at once how its claims stand in the end: met, if it is judged, or waiting.
    """
    title, words = f"Eitem {number} / Item {number}", f"Beth wnes i, eitem {number}. What I did, item {number}."
    day = story.at.date()
    notes = [""] * len(places)
    check_submission(Written(EvidenceKind.PRODUCT, title, words, day, 1, notes, PARTICULARS), day)
    evidence, evidence_id = _evidence(story, title, words, 0 if judged else len(places))
    revision, revision_id, digest = _revision(story, evidence_id, title, words)
    file = _file(story, evidence_id, revision_id)
    status = ClaimStatus.MET if judged else ClaimStatus.WAITING
    claims = [_claim(story, (evidence_id, revision_id), unit, index, status) for unit, index in places]
    touched = {claim.unit.id: claim.unit for claim in claims}
    for unit in touched.values():
        unit.version += 1
    act = EvidenceSubmitted(
        evidence=evidence,
        revision=revision,
        number=1,
        evidence_kind=EvidenceKind.PRODUCT.value,
        content=digest,
        files=(file,),
        happened_on=day.isoformat(),
        language="cy",
        ai_use=AiUse.NONE.value,
        claims=tuple(claim.made for claim in claims),
        taken_over=(),
        renoted=(),
        superseded=(),
        dropped=(),
        units_after=tuple(touched[one].after for one in sorted(touched)),
    )
    story.record(act, story.learner.public_id, "learner")
    return Submitted(evidence, evidence_id, revision, revision_id, claims)


def _evidence(story: Story, title: str, words: str, waiting: int) -> tuple[str, int]:
    public_id = new_public_id()
    number = story.sheets.add(
        Evidence,
        public_id=public_id,
        provider_id=story.centre.provider_id,
        portfolio_id=story.portfolio_id,
        author_id=story.learner.id,
        kind=EvidenceKind.PRODUCT.value,
        status=EvidenceStatus.SUBMITTED.value,
        title=title,
        happened_on=story.at.date(),
        language="cy",
        words=words,
        ai_use=AiUse.NONE.value,
        ai_note="",
        particulars=PARTICULARS,
        confidentiality=Confidentiality.OPEN.value,
        revision=1,
        edited=False,
        waiting=waiting,
        waiting_since=story.at if waiting else None,
        created_at=story.at,
        changed_at=story.at,
        version=3,
    )
    return public_id, number


def _revision(story: Story, evidence_id: int, title: str, words: str) -> tuple[str, int, str]:
    salt, public_id = secrets.token_bytes(32), new_public_id()
    said = ledger.canonical_text(
        title=title, words=words, ai_note="", particulars=PARTICULARS, confidentiality=Confidentiality.OPEN.value
    )
    digest = ledger.sealed(salt, said)
    revision_id = story.sheets.add(
        Revision,
        public_id=public_id,
        provider_id=story.centre.provider_id,
        evidence_id=evidence_id,
        number=1,
        author_id=story.learner.id,
        title=title,
        happened_on=story.at.date(),
        language="cy",
        words=words,
        ai_use=AiUse.NONE.value,
        ai_note="",
        particulars=PARTICULARS,
        confidentiality=Confidentiality.OPEN.value,
        salt=salt,
        digest=digest,
        submitted_at=story.at,
    )
    return public_id, revision_id, digest


def _file(story: Story, evidence_id: int, revision_id: int) -> FileHeld:
    stored, name, public_id = story.centre.file, ledger.seal(FILE_NAME), new_public_id()
    attachment_id = story.sheets.add(
        Attachment,
        public_id=public_id,
        provider_id=story.centre.provider_id,
        portfolio_id=story.portfolio_id,
        evidence_id=evidence_id,
        stored_file_id=stored.id,
        name=FILE_NAME,
        salt=name.salt,
        position=1,
        removed=False,
        closed=False,
    )
    story.sheets.add_plain(
        RevisionFile,
        revision_id=revision_id,
        attachment_id=attachment_id,
        provider_id=story.centre.provider_id,
        position=1,
    )
    return FileHeld(public_id, name.digest, stored.sha256, stored.media_type, 1)


def _claim(story: Story, held: tuple[int, int], unit: UnitNow, index: int, status: ClaimStatus) -> ClaimNow:
    """Claim a criterion for evidence in a revision, `held`: their ids."""
    evidence_id, revision_id = held
    criterion_id, criterion = unit.plan.criteria[index]
    public_id, note = new_public_id(), ledger.seal("")
    number = story.sheets.add(
        Claim,
        public_id=public_id,
        provider_id=story.centre.provider_id,
        portfolio_id=story.portfolio_id,
        evidence_id=evidence_id,
        revision_id=revision_id,
        enrolled_unit_id=unit.id,
        criterion_id=criterion_id,
        note="",
        salt=note.salt,
        status=status.value,
        leaving=False,
        made_at=story.at,
    )
    if not unit.claims:
        unit.version += 1  # the row is marked as touched before it is counted
    unit.move(criterion_id, ClaimStatus.WAITING)
    return ClaimNow(number, public_id, unit, criterion_id, criterion, note.digest)


def judge(story: Story, piece: Submitted) -> None:
    """Let the assessor find every claim of a piece met."""
    salt, judgement = secrets.token_bytes(32), new_public_id()
    judgement_id = story.sheets.add(
        Judgement,
        public_id=judgement,
        provider_id=story.centre.provider_id,
        portfolio_id=story.portfolio_id,
        evidence_id=piece.evidence_id,
        revision_id=piece.revision_id,
        assessor_id=story.assessor.id,
        trainee=False,
        valid=HOLD.valid,
        authentic=HOLD.authentic,
        current=HOLD.current,
        language="cy",
        feedback="",
        salt=salt,
        at=story.at,
    )
    decisions = tuple(_decide(story, judgement_id, claim) for claim in piece.claims)
    touched = {claim.unit.id: claim.unit for claim in piece.claims}
    for unit in touched.values():
        unit.version += 1
    act = EvidenceJudged(
        judgement=judgement,
        evidence=piece.evidence,
        revision=piece.revision,
        language="cy",
        trainee=False,
        valid=HOLD.valid,
        authentic=HOLD.authentic,
        current=HOLD.current,
        feedback=ledger.sealed(salt, ""),
        decisions=decisions,
        units_after=tuple(touched[one].after for one in sorted(touched)),
    )
    story.record(act, story.assessor.public_id, "assessor")


def _decide(story: Story, judgement_id: int, claim: ClaimNow) -> Decided:
    check_decision(claim.unit.claims[claim.criterion_id], MET, HOLD, claim.unit.status)
    salt, public_id = secrets.token_bytes(32), new_public_id()
    story.sheets.add(
        Decision,
        public_id=public_id,
        provider_id=story.centre.provider_id,
        judgement_id=judgement_id,
        claim_id=claim.id,
        enrolled_unit_id=claim.unit.id,
        criterion_id=claim.criterion_id,
        assessor_id=story.assessor.id,
        trainee=False,
        outcome=MET.outcome.value,
        feedback="",
        salt=salt,
        reason="",
        standing=True,
        at=story.at,
    )
    claim.unit.move(claim.criterion_id, MET.outcome.claim_status)
    return Decided(
        decision=public_id,
        claim=claim.public_id,
        unit=claim.unit.public_id,
        criterion=claim.criterion,
        outcome=MET.outcome.value,
        feedback=ledger.sealed(salt, ""),
        corrects=None,
        reason=None,
    )


def sign_off(story: Story, unit: UnitNow) -> None:
    """Let the learner declare a unit and the qualified assessor sign it."""
    check_declaration(UnitStanding(unit.status, unit.counters))
    unit.status, unit.version = UnitStatus.DECLARED, unit.version + 1
    signature = new_public_id()
    at = story.at
    story.record(UnitDeclared(unit.public_id, signature, (unit.after,)), story.learner.public_id, "learner")
    _signature(story, unit, SignaturePart.LEARNER, signature, at)
    check_signature(UnitStanding(unit.status, unit.counters, signed={SignaturePart.LEARNER}))
    unit.status, unit.version = UnitStatus.SIGNED, unit.version + 1
    signature = new_public_id()
    at = story.at
    act = UnitSigned(unit.public_id, signature, trainee=False, decided_by_trainee=False, units_after=(unit.after,))
    story.record(act, story.assessor.public_id, "assessor")
    _signature(story, unit, SignaturePart.ASSESSOR, signature, at)
    story.sheets.add(
        SignedHead,
        book_id=story.book.id,
        seq=story.book.head_seq,
        hash=story.book.head_hash,
        signature=story.centre.sign(head_text(story.book)),
        at=at,
    )


def _signature(story: Story, unit: UnitNow, part: SignaturePart, public_id: str, at: datetime) -> None:
    learner = part is SignaturePart.LEARNER
    story.sheets.add(
        Signature,
        public_id=public_id,
        provider_id=story.centre.provider_id,
        portfolio_id=story.portfolio_id,
        enrolled_unit_id=unit.id,
        part=part.value,
        account_id=story.learner.id if learner else story.assessor.id,
        trainee=False,
        at=at,
        head=story.book.head_hash,
    )
