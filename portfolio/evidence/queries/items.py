"""Questions of one piece of evidence: its revisions, files and claims as its reader may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import exists, select, tuple_
from sqlalchemy.orm import Session

from portfolio.evidence.models import Attachment, Claim, ClaimNote, Evidence, Revision, RevisionFile, StoredFile
from portfolio.evidence.queries.states import Place, claims_of, files_now
from portfolio.evidence.rules import LIVE_CLAIMS, OVER, UNSENT
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.rules import ClaimStatus, criterion_state
from portfolio.people.models import Account, Provider
from standards.foundation import Actor, Text
from standards.library.models import Criterion, Standard
from standards.library.queries import Outline, ShownCriterion, outlines

NONE_KNOWN: Mapping[int, Outline] = MappingProxyType({})


@dataclass(frozen=True)
class ShownFile:
    """A file as pages name it."""

    public_id: str
    name: str
    size: int
    media_type: str
    sha256: str


@dataclass(frozen=True)
class ShownRevision:
    """What was submitted; number 0 is what its owner is writing."""

    number: int
    title: str
    happened_on: date | None
    language: str
    words: str
    ai_use: str
    ai_note: str
    particulars: Mapping[str, str]
    submitted_at: datetime | None
    files: tuple[ShownFile, ...]


@dataclass(frozen=True)
class EarlierNote:
    """What a claim said up to a revision, before the next one gave it another note."""

    revision: int
    language: str
    note: str


@dataclass(frozen=True)
class ShownClaim:
    """A claim with the criterion that it names and the revision that it is made by."""

    public_id: str
    status: str
    note: str
    unit: str
    urn: str
    unit_title: Text
    criterion: ShownCriterion
    revision: int | None
    leaving: bool
    earlier: tuple[EarlierNote, ...]
    earlier_edition: str | None
    """The edition of the standard that its criterion is of, where the unit has left that one."""
    unsent: str | None
    """What its owner had written for the next revision before the unit left that edition."""


@dataclass(frozen=True)
class Item:
    """All that the page of a piece of evidence shows."""

    row: Evidence
    learner: str
    centre: Text
    portfolio: str
    mine: bool
    writing: ShownRevision | None
    """What its owner is writing and has not submitted."""
    revisions: tuple[ShownRevision, ...]
    """The newest first."""
    claims: tuple[ShownClaim, ...]

    @property
    def last(self) -> ShownRevision | None:
        """What was submitted last."""
        return self.revisions[0] if self.revisions else None

    def revision(self, number: int | None) -> ShownRevision | None:
        """Give the revision asked for; where none is asked, what stands now: the last submitted, else the draft."""
        if number is None:
            return self.last or self.writing
        return next((one for one in self.revisions if one.number == number), None)

    def files_of(self, claim: ShownClaim) -> tuple[ShownFile, ...]:
        """Give the files that a claim is made with: those of its revision; of a draft, those it would take along."""
        made = self.revision(claim.revision) if claim.revision else self.writing
        return made.files if made else ()

    def before(self, shown: ShownRevision) -> ShownRevision | None:
        """Give the revision that another follows."""
        number = shown.number - 1 if shown.number else self.row.revision
        return self.revision(number) if number else None


@dataclass(frozen=True)
class Falling:
    """A criterion whose state changes when evidence is withdrawn."""

    urn: str
    code: str
    before: str
    after: str


@dataclass(frozen=True)
class ServedFile:
    """A file with all that decides who may have it."""

    public_id: str
    provider_id: int
    portfolio_id: int
    evidence: str
    name: str
    size: int
    media_type: str
    sha256: str
    unsubmitted: bool


def item(session: Session, actor: Actor, evidence: Evidence, known: Mapping[int, Outline] = NONE_KNOWN) -> Item:
    """Give a piece of evidence as somebody may see it: what is not submitted is for its owner alone.

    `known`: outlines of standards that were asked for already, by their ids.
    """
    learner_id, learner, centre, portfolio = session.execute(
        select(Account.id, Account.name, Provider.name, Portfolio.public_id)
        .join(Portfolio, Portfolio.account_id == Account.id)
        .join(Provider, Provider.id == Portfolio.provider_id)
        .where(Portfolio.id == evidence.portfolio_id)
    ).one()
    mine = learner_id == actor.account_id
    writing = mine and evidence.edited and evidence.status != "withdrawn"
    return Item(
        row=evidence,
        learner=learner,
        centre=centre,
        portfolio=portfolio,
        mine=mine,
        writing=_writing(session, evidence) if writing else None,
        revisions=_revisions(session, evidence),
        claims=_claims(session, evidence, known, mine=mine),
    )


def _writing(session: Session, evidence: Evidence) -> ShownRevision:
    files = tuple(
        ShownFile(one.public_id, one.name, stored.size, stored.media_type, stored.sha256)
        for one, stored in files_now(session, evidence)
    )
    return _shown(evidence, 0, None, files)


def _revisions(session: Session, evidence: Evidence) -> tuple[ShownRevision, ...]:
    if not evidence.revision:
        return ()
    files = defaultdict(list)
    for revision_id, public_id, name, size, media_type, sha256 in session.execute(
        select(
            RevisionFile.revision_id,
            Attachment.public_id,
            Attachment.name,
            StoredFile.size,
            StoredFile.media_type,
            StoredFile.sha256,
        )
        .join(Attachment, Attachment.id == RevisionFile.attachment_id)
        .join(StoredFile, StoredFile.id == Attachment.stored_file_id)
        .where(Attachment.evidence_id == evidence.id)
        .order_by(RevisionFile.revision_id, RevisionFile.position)
    ):
        files[revision_id].append(ShownFile(public_id, name, size, media_type, sha256))
    rows = session.scalars(select(Revision).where(Revision.evidence_id == evidence.id).order_by(Revision.number.desc()))
    return tuple(_shown(row, row.number, row.submitted_at, tuple(files[row.id])) for row in rows)


def _shown(
    said: Evidence | Revision, number: int, submitted_at: datetime | None, files: tuple[ShownFile, ...]
) -> ShownRevision:
    return ShownRevision(
        number,
        said.title,
        said.happened_on,
        said.language,
        said.words,
        said.ai_use,
        said.ai_note,
        said.particulars,
        submitted_at,
        files,
    )


def _claims(
    session: Session, evidence: Evidence, known: Mapping[int, Outline], *, mine: bool
) -> tuple[ShownClaim, ...]:
    rows = session.execute(
        select(Claim, EnrolledUnit, Standard, Revision.number)
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .join(Criterion, Criterion.id == Claim.criterion_id)
        .join(Standard, Standard.id == Criterion.standard_id)
        .outerjoin(Revision, Revision.id == Claim.revision_id)
        .where(Claim.evidence_id == evidence.id)
        .order_by(Claim.enrolled_unit_id, Claim.id)
    ).all()
    earlier = _earlier_notes(session, evidence) if evidence.revision > 1 else defaultdict(list)
    # What a carried claim says in the earlier one's place need not be told twice.
    said = {claim.draft_note for claim, *_rest in rows if claim.status not in OVER}
    unknown = {standard.id for _claim, _unit, standard, _number in rows} - known.keys()
    texts = {**known, **(outlines(session, unknown) if unknown else {})}
    claims = [
        ShownClaim(
            claim.public_id,
            claim.status,
            claim.note,
            unit.public_id,
            standard.urn,
            standard.title,
            texts[standard.id].by_id[claim.criterion_id],
            number,
            mine and claim.leaving and claim.status == ClaimStatus.WAITING,
            tuple(earlier[claim.id]),
            standard.edition if standard.id != unit.standard_id else None,
            _unsent(claim, said) if mine else None,
        )
        for claim, unit, standard, number in rows
        if mine or claim.status not in UNSENT
    ]
    return tuple(sorted(claims, key=lambda one: (one.urn, one.earlier_edition or "", one.criterion.position)))


def _unsent(claim: Claim, said: Collection[str | None]) -> str | None:
    """Give what was being written about a claim that gave way, where no other says it now."""
    return claim.draft_note if claim.status == ClaimStatus.SUPERSEDED and claim.draft_note not in said else None


def _earlier_notes(session: Session, evidence: Evidence) -> dict[int, list[EarlierNote]]:
    """Give what each claim said before, the newest first; an empty note said nothing."""
    rows = session.execute(
        select(ClaimNote.claim_id, Revision.number, Revision.language, ClaimNote.note)
        .join(Revision, Revision.id == ClaimNote.revision_id)
        .where(Revision.evidence_id == evidence.id, ClaimNote.note != "")
        .order_by(ClaimNote.claim_id, Revision.number.desc())
    )
    found: dict[int, list[EarlierNote]] = defaultdict(list)
    for claim_id, number, language, note in rows:
        found[claim_id].append(EarlierNote(number, language, note))
    return found


def falling_back(session: Session, evidence: Evidence) -> list[Falling]:
    """List the criteria whose state would change if the evidence and its claims were gone."""
    own = [one for one in claims_of(session, evidence.id) if one.status in LIVE_CLAIMS]
    places = {(one.enrolled_unit_id, one.criterion_id) for one in own}
    rows = session.execute(
        select(Claim.enrolled_unit_id, Claim.criterion_id, Claim.status, Claim.evidence_id, Criterion, Standard.urn)
        .join(Criterion, Criterion.id == Claim.criterion_id)
        .join(Standard, Standard.id == Criterion.standard_id)
        .where(tuple_(Claim.enrolled_unit_id, Claim.criterion_id).in_(list(places)))
        .order_by(Claim.enrolled_unit_id, Criterion.position)
    ).all()
    now: dict[Place, list[ClaimStatus]] = defaultdict(list)
    then: dict[Place, list[ClaimStatus]] = defaultdict(list)
    names: dict[Place, tuple[str, str]] = {}
    for unit_id, criterion_id, status, evidence_id, criterion, urn in rows:
        place = (unit_id, criterion_id)
        names[place] = (urn, criterion.code)
        now[place].append(ClaimStatus(status))
        if evidence_id != evidence.id:
            then[place].append(ClaimStatus(status))
    found = [Falling(*names[one], criterion_state(now[one]).value, criterion_state(then[one]).value) for one in names]
    return [one for one in found if one.before != one.after]


def served_file(session: Session, public_id: str) -> ServedFile | None:
    """Give a file by its attachment, with whether any revision holds it."""
    submitted = exists().where(RevisionFile.attachment_id == Attachment.id)
    row = session.execute(
        select(Attachment, StoredFile, Evidence.public_id, submitted)
        .join(StoredFile, StoredFile.id == Attachment.stored_file_id)
        .join(Evidence, Evidence.id == Attachment.evidence_id)
        .where(Attachment.public_id == public_id)
    ).first()
    if row is None:
        return None
    attached, stored, evidence, is_submitted = row
    return ServedFile(
        attached.public_id,
        attached.provider_id,
        attached.portfolio_id,
        evidence,
        attached.name,
        stored.size,
        stored.media_type,
        stored.sha256,
        not is_submitted,
    )
