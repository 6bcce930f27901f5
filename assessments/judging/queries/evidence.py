"""One piece of evidence as its assessor and its learner look at it: the revision, its claims, and all that was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from assessments.judging.models import Acknowledgement, Decision, Judgement
from assessments.judging.rules import DECIDED
from portfolio.evidence.models import Attachment, Claim, Evidence, Revision, RevisionFile, StoredFile
from portfolio.learning.models import Assignment, EnrolledUnit, Portfolio
from portfolio.learning.rules import LOCKED, ClaimStatus, Part, UnitStatus
from portfolio.people.models import Account
from standards.foundation import Actor, Text
from standards.library.models import Standard
from standards.library.queries import ShownCriterion, outlines
from standards.statements import Given, once


@dataclass(frozen=True)
class ShownFile:
    attachment: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class ClaimToJudge:
    """A claim of a piece of evidence, with the criterion it names and how it stands."""

    public_id: str
    id: int
    status: ClaimStatus
    note: str
    revision: int | None
    """The number of the revision that it is made by."""
    unit: str
    urn: str
    unit_title: Text
    unit_status: UnitStatus
    criterion: ShownCriterion
    assigned: bool
    """Whether the reader is assigned to its unit as an assessor today."""

    @property
    def open(self) -> bool:
        """Tell whether the reader may decide it, or correct what was decided."""
        decidable = self.status is ClaimStatus.WAITING or self.status in DECIDED
        return decidable and self.assigned and self.unit_status not in LOCKED

    @property
    def decided(self) -> bool:
        return self.status in DECIDED


@dataclass(frozen=True)
class Said:
    """A decision on one claim, as it was said."""

    claim: str
    outcome: str
    feedback: str
    reason: str
    standing: bool


@dataclass(frozen=True)
class Message:
    """A judgement: one save of an assessor, with its decisions."""

    public_id: str
    id: int
    assessor: str
    trainee: bool
    at: datetime
    language: str
    feedback: str
    revision: int
    valid: bool
    authentic: bool
    current: bool
    acknowledged_at: datetime | None
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Submission:
    """A revision: when it was submitted."""

    number: int
    at: datetime
    title: str


@dataclass(frozen=True)
class EvidenceSheet:
    """All that the judging and feedback pages show of a piece of evidence."""

    row: Evidence
    revision: Revision
    portfolio: str
    learner: str
    learner_id: int
    files: tuple[ShownFile, ...]
    claims: tuple[ClaimToJudge, ...]
    messages: tuple[Message, ...]
    """Oldest first."""

    @property
    def by_claim(self) -> Mapping[str, ClaimToJudge]:
        return {claim.public_id: claim for claim in self.claims}

    @property
    def open_claims(self) -> tuple[ClaimToJudge, ...]:
        """Give the claims that the reader may decide or correct, those that wait first."""
        found = [claim for claim in self.claims if claim.open]
        return tuple(sorted(found, key=lambda claim: claim.decided))

    @property
    def closed_claims(self) -> tuple[ClaimToJudge, ...]:
        return tuple(claim for claim in self.claims if not claim.open)

    def code(self, claim: ClaimToJudge) -> str:
        """Give the code that says which criterion is meant: with its unit's, where the claims are of several."""
        several = len({one.urn for one in self.claims}) > 1
        return f"{claim.urn} {claim.criterion.code}" if several else claim.criterion.code

    def last_said(self, claim: ClaimToJudge) -> tuple[Message, Said] | None:
        """Give what was said last of a claim."""
        found = [(message, said) for message in self.messages for said in message.said if said.claim == claim.public_id]
        return found[-1] if found else None


def judged_evidence(session: Session, public_id: str) -> Evidence | None:
    """Give a piece of evidence that was ever submitted: a draft is its owner's alone."""
    return session.scalar(_submitted(), {"public_id": public_id})


@once
def _submitted(public_id: Given) -> Select[Evidence]:
    return select(Evidence).where(Evidence.public_id == public_id, Evidence.revision > 0)


def portfolio_by_id(session: Session, portfolio_id: int) -> Portfolio:
    return session.get_one(Portfolio, portfolio_id)


@once
def _frozen(portfolio_id: Given, evidence_id: Given, number: Given) -> Select[Revision, str, int, str]:
    return (
        select(Revision, Portfolio.public_id, Account.id, Account.name)
        .select_from(Revision)
        .join(Portfolio, Portfolio.id == portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(Revision.evidence_id == evidence_id, Revision.number == number)
    )


def evidence_sheet(session: Session, evidence: Evidence, actor: Actor, today: date) -> EvidenceSheet:
    """Give submitted evidence with its claims and what was said, as this reader stands to it."""
    revision, portfolio, learner_id, learner = session.execute(
        _frozen(),
        {"portfolio_id": evidence.portfolio_id, "evidence_id": evidence.id, "number": evidence.revision},
    ).one()
    return EvidenceSheet(
        evidence,
        revision,
        portfolio,
        learner,
        learner_id,
        _files(session, revision),
        _claims(session, evidence, _assigned(session, actor, evidence.portfolio_id, today)),
        _messages(session, evidence),
    )


@once
def _files_of(revision_id: Given) -> Select[str, str, str, int]:
    return (
        select(Attachment.public_id, Attachment.name, StoredFile.media_type, StoredFile.size)
        .select_from(Attachment)
        .join(RevisionFile, RevisionFile.attachment_id == Attachment.id)
        .join(StoredFile, StoredFile.id == Attachment.stored_file_id)
        .where(RevisionFile.revision_id == revision_id)
        .order_by(RevisionFile.position)
    )


def _files(session: Session, revision: Revision) -> tuple[ShownFile, ...]:
    rows = session.execute(_files_of(), {"revision_id": revision.id})
    return tuple(ShownFile(*row) for row in rows)


@once
def _assignments(portfolio_id: Given, account_id: Given, today: Given) -> Select[Assignment]:
    return select(Assignment).where(
        Assignment.portfolio_id == portfolio_id,
        Assignment.account_id == account_id,
        Assignment.part == Part.ASSESSOR.value,
        Assignment.starts <= today,
    )


def _assigned(session: Session, actor: Actor, portfolio_id: int, today: date) -> list[tuple[int | None, int | None]]:
    """Give (enrolment, unit) of the reader's assignments as an assessor in force; none = all."""
    asked = {"portfolio_id": portfolio_id, "account_id": actor.account_id, "today": today}
    rows = session.scalars(_assignments(), asked)
    return [(row.enrolment_id, row.enrolled_unit_id) for row in rows if row.ends is None or row.ends >= today]


@once
def _claimed(evidence_id: Given) -> Select[Claim, EnrolledUnit, str, Text, int | None]:
    return (
        select(Claim, EnrolledUnit, Standard.urn, Standard.title, Revision.number)
        .select_from(Claim)
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .outerjoin(Revision, Revision.id == Claim.revision_id)
        .where(Claim.evidence_id == evidence_id, Claim.status != ClaimStatus.DRAFT.value)
        .order_by(Claim.enrolled_unit_id, Claim.criterion_id, Claim.id)
    )


def _claims(
    session: Session, evidence: Evidence, assigned: list[tuple[int | None, int | None]]
) -> tuple[ClaimToJudge, ...]:
    rows = session.execute(_claimed(), {"evidence_id": evidence.id}).all()
    criteria = outlines(session, {row[1].standard_id for row in rows})
    return tuple(
        ClaimToJudge(
            public_id=claim.public_id,
            id=claim.id,
            status=ClaimStatus(claim.status),
            note=claim.note,
            revision=number,
            unit=unit.public_id,
            urn=urn,
            unit_title=title,
            unit_status=UnitStatus(unit.status),
            criterion=criteria[unit.standard_id].by_id[claim.criterion_id],
            assigned=any(
                enrolment in {None, unit.enrolment_id} and only in {None, unit.id} for enrolment, only in assigned
            ),
        )
        for claim, unit, urn, title, number in rows
    )


@once
def _said_of(evidence_id: Given) -> Select[Judgement, str, int, datetime | None, Decision, str]:
    return (
        select(Judgement, Account.name, Revision.number, Acknowledgement.at, Decision, Claim.public_id)
        .select_from(Judgement)
        .join(Account, Account.id == Judgement.assessor_id)
        .join(Revision, Revision.id == Judgement.revision_id)
        .join(Decision, Decision.judgement_id == Judgement.id)
        .join(Claim, Claim.id == Decision.claim_id)
        .outerjoin(Acknowledgement, Acknowledgement.judgement_id == Judgement.id)
        .where(Judgement.evidence_id == evidence_id)
        .order_by(Judgement.id, Decision.id)
    )


def _messages(session: Session, evidence: Evidence) -> tuple[Message, ...]:
    rows = session.execute(_said_of(), {"evidence_id": evidence.id}).all()
    said: dict[int, list[Said]] = defaultdict(list)
    heads = {}
    for judgement, name, number, read_at, decision, claim in rows:
        heads[judgement.id] = (judgement, name, number, read_at)
        said[judgement.id].append(Said(claim, decision.outcome, decision.feedback, decision.reason, decision.standing))
    return tuple(
        Message(
            judgement.public_id,
            judgement.id,
            name,
            judgement.trainee,
            judgement.at,
            judgement.language,
            judgement.feedback,
            number,
            judgement.valid,
            judgement.authentic,
            judgement.current,
            read_at,
            tuple(said[judgement.id]),
        )
        for judgement, name, number, read_at in heads.values()
    )


def submissions(session: Session, evidence: Evidence) -> list[Submission]:
    """List when a piece of evidence was submitted, revision by revision."""
    rows = session.execute(
        select(Revision.number, Revision.submitted_at, Revision.title)
        .where(Revision.evidence_id == evidence.id)
        .order_by(Revision.number)
    )
    return [Submission(*row) for row in rows]


def judgements_to_acknowledge(session: Session, evidence: Evidence, seen: int) -> list[Judgement]:
    """Give the judgements among the first `seen` of a piece of evidence that are not yet acknowledged."""
    rows = session.scalars(
        select(Judgement).where(Judgement.evidence_id == evidence.id).order_by(Judgement.id).limit(seen)
    ).all()
    known = set(
        session.scalars(
            select(Acknowledgement.judgement_id).where(Acknowledgement.judgement_id.in_([row.id for row in rows]))
        )
    )
    return [row for row in rows if row.id not in known]
