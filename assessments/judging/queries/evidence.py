"""One piece of evidence as its assessor and its learner look at it: the revision, its claims, and all that was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from assessments.judging.models import Acknowledgement, Decision, DecisionElsewhere, DecisionOrigin, Judgement
from assessments.judging.queries.claims import ClaimSheet, ClaimToJudge
from portfolio.evidence.models import Attachment, Claim, Evidence, Revision, RevisionFile, StoredFile
from portfolio.evidence.queries import Sight
from portfolio.learning.models import Portfolio
from portfolio.people.models import Account
from standards.foundation import Text
from standards.library.queries import outlines
from standards.statements import Given, columns, once


@dataclass(frozen=True)
class ShownFile:
    attachment: str
    name: str
    media_type: str
    size: int
    sha256: str
    verdict: str | None

    @property
    def public_id(self) -> str:
        return self.attachment


@dataclass(frozen=True)
class Said:
    """A decision on one claim, as it was said."""

    claim: str
    outcome: str
    feedback: str
    reason: str
    standing: bool
    decision: str
    elsewhere: DecisionElsewhere | None = None
    """Where it was made, if at another provider."""


@dataclass(frozen=True)
class Message:
    """A judgement: one save of an assessor, with its decisions."""

    public_id: str
    id: int
    assessor: str
    assessor_id: int
    trainee: bool
    at: datetime
    language: str
    feedback: str
    revision: int
    valid: bool
    authentic: bool
    current: bool
    acknowledged_at: datetime | None
    taken_back_at: datetime | None
    """When the assessor undid it; then nothing in it counts."""
    said: tuple[Said, ...]
    carried: tuple[Said, ...]
    """The same said of claims on a later version of the standard, where it stands unchanged."""

    @property
    def unread(self) -> bool:
        """Tell whether it waits for the learner's word that they have read it."""
        return self.acknowledged_at is None and self.taken_back_at is None

    @property
    def elsewhere(self) -> DecisionElsewhere | None:
        """Where its decisions were made, if at another provider: then who saved it accepted them."""
        return next((said.elsewhere for said in self.every), None)

    @property
    def every(self) -> tuple[Said, ...]:
        return (*self.said, *self.carried)


@dataclass(frozen=True)
class Submission:
    """A revision: when it was submitted."""

    number: int
    at: datetime
    title: str


@dataclass(frozen=True)
class EvidenceSheet(ClaimSheet):
    """All that the judging and feedback pages show of a piece of evidence."""

    revision: Revision
    learner: str
    files: tuple[ShownFile, ...]
    texts: Mapping[int, Text]
    """What the criteria of the claims say, by their ids."""
    messages: tuple[Message, ...]
    """Oldest first."""
    sight: Sight
    """Whether it is closed; what is hidden from its reader is not here."""

    def last_said(self, claim: ClaimToJudge) -> tuple[Message, Said] | None:
        """Give what was said last of a claim."""
        kept = (message for message in self.messages if message.taken_back_at is None)
        every = ((message, said) for message in kept for said in message.every)
        found = [one for one in every if one[1].claim == claim.public_id]
        return found[-1] if found else None


def judged_evidence(session: Session, public_id: str) -> Evidence | None:
    """Give a piece of evidence that was ever submitted: a draft is its owner's alone."""
    return session.scalar(_submitted(), {"public_id": public_id})


@once
def _submitted(public_id: Given) -> Select[Evidence]:
    return select(Evidence).where(Evidence.public_id == public_id, Evidence.revision > 0)


def portfolio_by_id(session: Session, portfolio_id: int) -> Portfolio:
    return session.get_one(Portfolio, portfolio_id)


def author_of_record(session: Session, evidence: Evidence) -> str | None:
    """Give who wrote a record of what they saw or heard; of evidence that a learner put in there is nobody."""
    return session.get_one(Account, evidence.author_id).name if evidence.record else None


@once
def _frozen(portfolio_id: Given, evidence_id: Given, number: Given) -> Select[Revision, str]:
    return (
        select(Revision, Account.name)
        .select_from(Revision)
        .join(Portfolio, Portfolio.id == portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(Revision.evidence_id == evidence_id, Revision.number == number)
    )


def evidence_sheet(session: Session, put: ClaimSheet, sight: Sight) -> EvidenceSheet:
    """Give all that is shown of submitted evidence, whose claims were read before, to somebody who sees it so."""
    evidence = put.row
    revision, learner = session.execute(
        _frozen(),
        {"portfolio_id": evidence.portfolio_id, "evidence_id": evidence.id, "number": evidence.revision},
    ).one()
    texts, messages = _texts(session, put.claims), _messages(session, evidence)
    if sight.hidden:
        claims = tuple(replace(one, note="") for one in put.claims)
        quiet = tuple(replace(one, feedback="", said=(), carried=()) for one in messages)
        return EvidenceSheet(evidence, claims, put.of_another, _masked(revision), learner, (), texts, quiet, sight)
    return EvidenceSheet(
        evidence, put.claims, put.of_another, revision, learner, _files(session, revision), texts, messages, sight
    )


def _masked(revision: Revision) -> Revision:
    """Give a row beside the stored one, with no words: of closed evidence that it exists, and no more."""
    told = ("id", "number", "happened_on", "language", "confidentiality", "submitted_at", "ai_use")
    return Revision(**{name: getattr(revision, name) for name in told}, title="", words="", ai_note="", particulars={})


def _texts(session: Session, claims: Collection[ClaimToJudge]) -> dict[int, Text]:
    found = outlines(session, {claim.standard_id for claim in claims})
    return {claim.criterion_id: found[claim.standard_id].by_id[claim.criterion_id].text for claim in claims}


@once
def _files_of(revision_id: Given) -> Select[str, str, str, int, str, str | None]:
    return (
        select(
            Attachment.public_id,
            Attachment.name,
            StoredFile.media_type,
            StoredFile.size,
            StoredFile.sha256,
            StoredFile.verdict,
        )
        .select_from(Attachment)
        .join(RevisionFile, RevisionFile.attachment_id == Attachment.id)
        .join(StoredFile, StoredFile.id == Attachment.stored_file_id)
        .where(RevisionFile.revision_id == revision_id, Attachment.closed.is_(False))
        .order_by(RevisionFile.position)
    )


def _files(session: Session, revision: Revision) -> tuple[ShownFile, ...]:
    rows = columns(session, _files_of(), {"revision_id": revision.id})
    return tuple(ShownFile(*row) for row in rows)


@once
def _said_of(
    evidence_id: Given,
) -> Select[Judgement, str, int, datetime | None, Decision, str, int | None, DecisionElsewhere | None]:
    return (
        select(
            Judgement,
            Account.name,
            Revision.number,
            Acknowledgement.at,
            Decision,
            Claim.public_id,
            DecisionOrigin.from_id,
            DecisionElsewhere,
        )
        .select_from(Judgement)
        .join(Account, Account.id == Judgement.assessor_id)
        .join(Revision, Revision.id == Judgement.revision_id)
        .join(Decision, Decision.judgement_id == Judgement.id)
        .join(Claim, Claim.id == Decision.claim_id)
        .outerjoin(DecisionOrigin, DecisionOrigin.decision_id == Decision.id)
        .outerjoin(DecisionElsewhere, DecisionElsewhere.decision_id == Decision.id)
        .outerjoin(Acknowledgement, Acknowledgement.judgement_id == Judgement.id)
        .where(Judgement.evidence_id == evidence_id)
        .order_by(Judgement.id, Decision.id)
    )


def _messages(session: Session, evidence: Evidence) -> tuple[Message, ...]:
    rows = session.execute(_said_of(), {"evidence_id": evidence.id}).all()
    said: dict[int, list[Said]] = defaultdict(list)
    carried: dict[int, list[Said]] = defaultdict(list)
    heads = {}
    for judgement, name, number, read_at, decision, claim, earlier, elsewhere in rows:
        heads[judgement.id] = (judgement, name, number, read_at)
        told = (decision.outcome, decision.feedback, decision.reason, decision.standing, decision.public_id)
        one = Said(claim, *told, elsewhere)
        (said if earlier is None else carried)[judgement.id].append(one)
    return tuple(
        Message(
            judgement.public_id,
            judgement.id,
            name,
            judgement.assessor_id,
            judgement.trainee,
            judgement.at,
            judgement.language,
            judgement.feedback,
            number,
            judgement.valid,
            judgement.authentic,
            judgement.current,
            read_at,
            judgement.taken_back_at,
            tuple(said[judgement.id]),
            tuple(carried[judgement.id]),
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
    return [row for row in rows if row.id not in known and row.taken_back_at is None]
