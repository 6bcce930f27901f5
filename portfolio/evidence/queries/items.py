"""Questions of one piece of evidence: its revisions, files and claims as its reader may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from portfolio.evidence.models import (
    Attachment,
    Claim,
    ClaimNote,
    Consent,
    Evidence,
    EvidenceActivity,
    Revision,
    RevisionFile,
    StoredFile,
    Viewing,
)
from portfolio.evidence.queries.people import ShownConsent, day_of, shown_consent
from portfolio.evidence.queries.redactions import is_redacted_copy, redacted_copies
from portfolio.evidence.queries.sight import open_until
from portfolio.evidence.queries.states import Place, files_now, latest
from portfolio.evidence.rules import OVER, UNSENT
from portfolio.evidence.rules.people import Term, is_closed
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.rules import ClaimStatus
from portfolio.people.models import Account, Provider
from portfolio.plans.models import Fulfilment
from standards.foundation import Actor, Text
from standards.library.models import Criterion, Standard
from standards.library.queries import Outline, ShownCriterion, outlines

ClaimRow = tuple[Claim, EnrolledUnit, Standard, int | None]
NONE_KNOWN: Mapping[int, Outline] = MappingProxyType({})


@dataclass(frozen=True)
class ShownFile:
    """A file as pages name it."""

    public_id: str
    name: str
    size: int
    media_type: str
    sha256: str
    verdict: str | None = None
    """What the virus check found, or none before it."""
    closed: bool = False
    """Whether a redacted copy stands in its place."""
    covered: bool = False
    """Whether it is such a copy."""


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
    confidentiality: str
    submitted_at: datetime | None
    files: tuple[ShownFile, ...]
    closed: bool = False
    """Whether it is read only by those who must, each time by an act of opening."""
    hidden: bool = False
    """Whether its reader has not opened it: nothing of what it says is here."""

    @property
    def holds_closed(self) -> bool:
        """Whether a redacted copy stands in the place of one of its files."""
        return any(one.closed for one in self.files)

    def without_closed(self) -> ShownRevision:
        """Give it without the files in whose place a redacted copy stands."""
        return replace(self, files=tuple(one for one in self.files if not one.closed))

    def masked(self) -> ShownRevision:
        """Give it as those see it who have not opened it: that it exists, and no more."""
        return replace(self, title="", words="", ai_note="", particulars={}, files=(), hidden=True)


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
    consents: tuple[ShownConsent, ...]
    viewings: int
    """How often it was opened while it was closed."""
    until: datetime | None
    """When what its reader opened is closed to them again."""
    standing: Mapping[Place, ClaimStatus]
    """How the latest claim on each criterion stands, of those that it still makes."""
    activity: int | None = None
    """Which planned activity it is for: to its owner as they last said, to others as it was submitted."""
    hides_files: bool = False
    """Whether files are left out in whose place a redacted copy stands."""

    @property
    def ended(self) -> tuple[ShownConsent, ...]:
        """Give the consents that ended, of which nobody has said yet what follows."""
        return tuple(one for one in self.consents if one.unsettled)

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


def item(
    session: Session, actor: Actor, evidence: Evidence, now: datetime, known: Mapping[int, Outline] = NONE_KNOWN
) -> Item:
    """Give a piece of evidence as somebody may see it: what is not submitted is for its owner alone.

    `known`: outlines of standards that were asked for already, by their ids.
    """
    heads = _heads(session, evidence)
    learner_id, learner, centre, portfolio, viewings, planned, fulfilled, _consent = heads[0]
    mine = learner_id == actor.account_id
    rows = _claim_rows(session, evidence)
    writing = mine and evidence.edited and evidence.status != "withdrawn"
    today = day_of(now)
    joined: list[Consent | None] = [row[-1] for row in heads]
    consents = [shown_consent(one, today) for one in joined if one is not None and (mine or one.recorded)]
    revisions = _revisions(session, evidence, [one.term for one in consents], today)
    some_closed = not mine and any(one.closed or one.holds_closed for one in revisions)
    until = open_until(session, actor, evidence.id, now) if some_closed else None
    found = Item(
        row=evidence,
        learner=learner,
        centre=centre,
        portfolio=portfolio,
        mine=mine,
        writing=_writing(session, evidence) if writing else None,
        revisions=revisions,
        claims=_claims(session, evidence, rows, known, mine=mine),
        standing={place: ClaimStatus(one.status) for place, one in latest(row[0] for row in rows).items()},
        consents=tuple(consents),
        viewings=viewings,
        activity=planned if mine else fulfilled,
        until=until,
    )
    return _masked(found) if some_closed and until is None else found


def _heads(session: Session, evidence: Evidence) -> Sequence[Row[*tuple[Any, ...]]]:
    """Give whose evidence it is, how often it was opened, and what it is for, with each of its consents: at once."""
    planned = select(EvidenceActivity.activity_id).where(EvidenceActivity.evidence_id == evidence.id)
    fulfilled = select(Fulfilment.activity_id).where(Fulfilment.evidence == evidence.public_id)
    opened = select(func.count()).where(Viewing.evidence_id == evidence.id).scalar_subquery()
    return session.execute(
        select(
            Account.id,
            Account.name,
            Provider.name,
            Portfolio.public_id,
            opened,
            *(one.scalar_subquery() for one in (planned, fulfilled)),
            Consent,
        )
        .select_from(Portfolio)
        .join(Account, Account.id == Portfolio.account_id)
        .join(Provider, Provider.id == Portfolio.provider_id)
        .outerjoin(Consent, Consent.evidence_id == evidence.id)
        .where(Portfolio.id == evidence.portfolio_id)
        .order_by(Consent.id)
    ).all()


def _masked(found: Item) -> Item:
    """Take out what the closed revisions say, and what claims and consents say of them."""
    revisions = tuple(one.masked() if one.closed else one.without_closed() for one in found.revisions)
    hidden = {one.number for one in revisions if one.hidden}
    return replace(
        found,
        hides_files=any(one.holds_closed for one in found.revisions),
        revisions=revisions,
        claims=tuple(_quiet(one, hidden) for one in found.claims),
        consents=tuple(one.masked() for one in found.consents),
    )


def _quiet(claim: ShownClaim, hidden: Collection[int]) -> ShownClaim:
    earlier = tuple(one for one in claim.earlier if one.revision not in hidden)
    return replace(claim, note="" if claim.revision in hidden else claim.note, earlier=earlier)


def _writing(session: Session, evidence: Evidence) -> ShownRevision:
    held = files_now(session, evidence)
    copies = redacted_copies(session, evidence) if held else frozenset()
    files = [
        ShownFile(one.public_id, one.name, stored.size, stored.media_type, stored.sha256, stored.verdict)
        for one, stored in held
    ]
    return _shown(evidence, 0, None, tuple(replace(one, covered=one.sha256 in copies) for one in files))


def _revisions(session: Session, evidence: Evidence, terms: Collection[Term], today: date) -> tuple[ShownRevision, ...]:
    if not evidence.revision:
        return ()
    files = defaultdict(list)
    for row in session.execute(
        select(
            RevisionFile.revision_id,
            Attachment.public_id,
            Attachment.name,
            StoredFile.size,
            StoredFile.media_type,
            StoredFile.sha256,
            StoredFile.verdict,
            Attachment.closed,
            is_redacted_copy(evidence),
        )
        .join(Attachment, Attachment.id == RevisionFile.attachment_id)
        .join(StoredFile, StoredFile.id == Attachment.stored_file_id)
        .where(Attachment.evidence_id == evidence.id)
        .order_by(RevisionFile.revision_id, RevisionFile.position)
    ):
        files[row[0]].append(ShownFile(*row[1:]))
    rows = session.scalars(select(Revision).where(Revision.evidence_id == evidence.id).order_by(Revision.number.desc()))
    return tuple(
        replace(
            _shown(row, row.number, row.submitted_at, tuple(files[row.id])),
            closed=is_closed(row.number, row.confidentiality, terms, today),
        )
        for row in rows
    )


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
        said.confidentiality,
        submitted_at,
        files,
    )


def _claim_rows(session: Session, evidence: Evidence) -> list[ClaimRow]:
    rows = session.execute(
        select(Claim, EnrolledUnit, Standard, Revision.number)
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .join(Criterion, Criterion.id == Claim.criterion_id)
        .join(Standard, Standard.id == Criterion.standard_id)
        .outerjoin(Revision, Revision.id == Claim.revision_id)
        .where(Claim.evidence_id == evidence.id)
        .order_by(Claim.enrolled_unit_id, Claim.id)
    )
    return [(claim, unit, standard, number) for claim, unit, standard, number in rows]


def _claims(
    session: Session, evidence: Evidence, rows: Collection[ClaimRow], known: Mapping[int, Outline], *, mine: bool
) -> tuple[ShownClaim, ...]:
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
