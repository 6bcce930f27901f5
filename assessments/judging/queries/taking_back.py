"""What an assessor saved last, and whether anybody has acted on it since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, case, exists, select
from sqlalchemy.orm import Session, aliased

from assessments.judging.models import Acknowledgement, Decision, DecisionElsewhere, Judgement
from assessments.judging.rules import TAKEN_BACK_WITHIN, Outcome, SavedJudgement
from portfolio.evidence.models import Claim, Evidence, Revision
from portfolio.evidence.queries import closed
from portfolio.evidence.rules import EvidenceStatus
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.rules import UnitStatus
from standards.foundation import Actor
from standards.statements import Given, columns, once

EARLIER = aliased(Decision)


@dataclass(frozen=True)
class JustJudged:
    """A save that its assessor may undo still, if nobody acts on it meanwhile."""

    judgement: str
    evidence: str
    title: str
    """Empty where the evidence is closed."""
    language: str
    at: datetime

    @property
    def until(self) -> datetime:
        return self.at + TAKEN_BACK_WITHIN


@dataclass(frozen=True)
class MadeDecision:
    """A decision of a save, with all that undoing it changes."""

    row: Decision
    claim: Claim
    unit: EnrolledUnit
    corrects: Decision | None
    elsewhere: DecisionElsewhere | None

    @property
    def moved(self) -> bool:
        """Tell whether it is no longer as the save left it, or was made at another provider."""
        as_left = self.row.standing and self.claim.status == Outcome(self.row.outcome).claim_status
        return not as_left or self.unit.status != UnitStatus.IN_PROGRESS or self.elsewhere is not None


def just_judged(session: Session, actor: Actor, now: datetime, today: date) -> JustJudged | None:
    """Give what somebody saved last, within the time in which it may be undone and while all of it stands."""
    asked = {"account_id": actor.account_id, "since": now - TAKEN_BACK_WITHIN, "today": today}
    return next((JustJudged(*row) for row in columns(session, _last_saved(), asked)), None)


@once
def _last_saved(account_id: Given, since: Given, today: Given) -> Select[str, str, str, str, datetime]:
    gone = exists().where(Decision.judgement_id == Judgement.id, Decision.standing.is_(False))
    elsewhere = select(DecisionElsewhere.decision_id).join(Decision, Decision.id == DecisionElsewhere.decision_id)
    title = case((closed(today), ""), else_=Revision.title)
    return (
        select(Judgement.public_id, Evidence.public_id, title, Revision.language, Judgement.at)
        .join(Evidence, Evidence.id == Judgement.evidence_id)
        .join(Revision, and_(Revision.id == Judgement.revision_id, Revision.number == Evidence.revision))
        .where(
            Judgement.assessor_id == account_id,
            Judgement.at >= since,
            Judgement.taken_back_at.is_(None),
            Evidence.status == EvidenceStatus.SUBMITTED.value,
            ~exists().where(Acknowledgement.judgement_id == Judgement.id),
            ~gone,
            ~elsewhere.where(Decision.judgement_id == Judgement.id).exists(),
        )
        .order_by(Judgement.id.desc())
        .limit(1)
    )


def own_judgement(session: Session, actor: Actor, evidence: Evidence, public_id: str) -> Judgement | None:
    """Give a judgement of a piece of evidence that somebody saved."""
    return session.scalar(
        select(Judgement).where(
            Judgement.public_id == public_id,
            Judgement.evidence_id == evidence.id,
            Judgement.assessor_id == actor.account_id,
        )
    )


def made_in(session: Session, judgement: Judgement) -> list[MadeDecision]:
    """List the decisions of a save, oldest first: the ledger tells them in this order."""
    rows = session.execute(
        select(Decision, Claim, EnrolledUnit, EARLIER, DecisionElsewhere)
        .join(Claim, Claim.id == Decision.claim_id)
        .join(EnrolledUnit, EnrolledUnit.id == Decision.enrolled_unit_id)
        .outerjoin(EARLIER, EARLIER.id == Decision.corrects_id)
        .outerjoin(DecisionElsewhere, DecisionElsewhere.decision_id == Decision.id)
        .where(Decision.judgement_id == judgement.id)
        .order_by(Decision.id)
    )
    return [MadeDecision(*row) for row in rows]


def saved(session: Session, evidence: Evidence, judgement: Judgement, made: list[MadeDecision]) -> SavedJudgement:
    """Give what the rule of taking back looks at."""
    revision = session.get_one(Revision, judgement.revision_id)
    left = evidence.status == EvidenceStatus.SUBMITTED and revision.number == evidence.revision
    return SavedJudgement(
        assessor=judgement.assessor_id,
        at=judgement.at,
        taken_back=judgement.taken_back_at is not None,
        acknowledged=session.get(Acknowledgement, judgement.id) is not None,
        moved=not left or any(one.moved for one in made),
    )
