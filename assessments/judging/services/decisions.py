"""Deciding the claims of one revision in one save, and the learner's acknowledgement of what came back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assessments.judging import queries
from assessments.judging.events import Decided, EvidenceJudged, FeedbackAcknowledged
from assessments.judging.models import Acknowledgement, Decision, DecisionElsewhere
from assessments.judging.models import Judgement as JudgementRow
from assessments.judging.queries import ClaimToDecide
from assessments.judging.rules import (
    Judgement,
    Outcome,
    RulesOfEvidence,
    check_author,
    check_decision,
    check_not_barred,
    check_not_own,
)
from assessments.judging.services.signing import check_interest
from portfolio.core.ledger import sealed
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Evidence
from portfolio.learning.models import Portfolio
from portfolio.learning.rules import ClaimStatus, UnitStatus
from standards.foundation import Changed, Refused, Text, Work


@dataclass(frozen=True)
class NewJudgement:
    """What an assessor says of one revision: the rules of evidence, feedback on the whole, a judgement by claim."""

    evidence_version: int
    """The version of the evidence that was looked at."""
    rules: RulesOfEvidence
    language: str
    feedback: str
    by_claim: Mapping[str, Judgement]
    """Public id of a claim → what is said of it."""


@dataclass(frozen=True)
class Elsewhere:
    """Who decided a claim at another provider, and when."""

    source: Text
    by: str
    at: datetime | None


def judge(work: Work, portfolio: Portfolio, evidence: Evidence, new: NewJudgement) -> JudgementRow:
    """Decide claims of a piece of evidence in one save. Raises Refused, and Changed where somebody was first."""
    check_not_own(work.actor.account_id, portfolio.account_id)
    check_interest(work, portfolio)
    check_author(work.actor.account_id, evidence.author_id if evidence.record else None)
    if evidence.version != new.evidence_version:
        raise Changed("judged-meanwhile")
    if not new.by_claim:
        raise Refused("nothing-decided")
    claims = queries.claims_to_decide(work, evidence, new.by_claim.keys())
    if claims.keys() != new.by_claim.keys():
        raise Refused("claim-not-of-evidence")
    if not all(claim.assigned for claim in claims.values()):
        raise Refused("unit-not-assigned")
    trainee = not work.actor.qualified_at(evidence.provider_id)
    return _save(work, portfolio, evidence, claims, new, trainee=trainee)[0]


def accept_elsewhere(
    work: Work, portfolio: Portfolio, evidence: Evidence, elsewhere: Mapping[str, Elsewhere], language: str
) -> JudgementRow:
    """Let what another provider found met count here, on the word of the quality assurer who accepts it.

    Claims by public id. It is the quality assurer's judgement: who they are decides what they may sample later.
    Raises Refused where a claim does not wait.
    """
    check_not_own(work.actor.account_id, portfolio.account_id)
    claims = queries.claims_to_decide(work, evidence, elsewhere.keys())
    met = dict.fromkeys(claims, Judgement(Outcome.MET))
    new = NewJudgement(evidence.version, RulesOfEvidence(True, True, True), language, "", met)  # noqa: FBT003 three answers
    judgement, made = _save(work, portfolio, evidence, claims, new, trainee=False)
    for claim, decision in made:
        told = elsewhere[claim.row.public_id]
        row = DecisionElsewhere(
            decision_id=decision.id,
            provider_id=decision.provider_id,
            source=told.source,
            decided_by=told.by,
            decided_at=told.at,
        )
        work.session.add(row)
    work.session.flush()
    return judgement


def _save(
    work: Work,
    portfolio: Portfolio,
    evidence: Evidence,
    claims: Mapping[str, ClaimToDecide],
    new: NewJudgement,
    *,
    trainee: bool,
) -> tuple[JudgementRow, list[tuple[ClaimToDecide, Decision]]]:
    """Write the decisions down, let states follow, and record the act."""
    pairs = {(claim.unit.id, claim.row.criterion_id) for claim in claims.values()}
    check_not_barred(work.actor.account_id, queries.barred(work.session, pairs))
    for public_id, claim in claims.items():
        status, unit = ClaimStatus(claim.row.status), UnitStatus(claim.unit.status)
        check_decision(status, new.by_claim[public_id], new.rules, unit)
    revision_id, revision = queries.revision_put(work.session, evidence)
    judgement = _judgement(work, portfolio, evidence, revision_id, new, trainee=trainee)
    made = _decide(work, judgement, claims, new.by_claim)
    after = evidence_services.settle_claims(work, [claim.row for claim in claims.values()])
    evidence_services.recount_waiting(work, [evidence.id])
    act = EvidenceJudged(
        judgement=judgement.public_id,
        evidence=evidence.public_id,
        revision=revision,
        language=judgement.language,
        trainee=judgement.trainee,
        valid=judgement.valid,
        authentic=judgement.authentic,
        current=judgement.current,
        feedback=sealed(judgement.salt, judgement.feedback),
        decisions=tuple(_decided(claim, decision) for claim, decision in made),
        units_after=after,
    )
    work.record(portfolio.book_id, act)
    return judgement, made


def acknowledge(work: Work, portfolio: Portfolio, judgement: JudgementRow) -> None:
    """Record that the learner has read the feedback of a judgement; once said, it stays said. Raises Refused."""
    if work.actor.account_id != portfolio.account_id:
        raise Refused("not-your-portfolio")
    if work.session.get(Acknowledgement, judgement.id) is not None:
        return
    row = Acknowledgement(
        judgement_id=judgement.id,
        provider_id=judgement.provider_id,
        account_id=portfolio.account_id,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record(portfolio.book_id, FeedbackAcknowledged(judgement.public_id))


def _judgement(
    work: Work, portfolio: Portfolio, evidence: Evidence, revision_id: int, new: NewJudgement, *, trainee: bool
) -> JudgementRow:
    judgement = JudgementRow(
        provider_id=evidence.provider_id,
        portfolio_id=portfolio.id,
        evidence_id=evidence.id,
        revision_id=revision_id,
        assessor_id=work.actor.account_id,
        trainee=trainee,
        valid=new.rules.valid,
        authentic=new.rules.authentic,
        current=new.rules.current,
        language=new.language,
        feedback=new.feedback.strip(),
        salt=secrets.token_bytes(32),
        at=work.now,
    )
    work.session.add(judgement)
    work.session.flush()
    return judgement


def _decide(
    work: Work, judgement: JudgementRow, claims: Mapping[str, ClaimToDecide], said: Mapping[str, Judgement]
) -> list[tuple[ClaimToDecide, Decision]]:
    """Write one decision for each claim; an earlier one that it corrects stands no longer."""
    made = []
    for public_id, claim in claims.items():
        if claim.standing is not None:
            claim.standing.standing = False
        decision = _decision(judgement, claim, said[public_id])
        claim.row.status = said[public_id].outcome.claim_status.value
        work.session.add(decision)
        made.append((claim, decision))
    work.session.flush()
    return made


def _decision(judgement: JudgementRow, claim: ClaimToDecide, said: Judgement) -> Decision:
    corrected = claim.standing
    return Decision(
        provider_id=judgement.provider_id,
        judgement_id=judgement.id,
        claim_id=claim.row.id,
        enrolled_unit_id=claim.unit.id,
        criterion_id=claim.row.criterion_id,
        assessor_id=judgement.assessor_id,
        trainee=judgement.trainee,
        outcome=said.outcome.value,
        feedback=said.feedback.strip(),
        salt=secrets.token_bytes(32),
        corrects_id=corrected.id if corrected else None,
        reason=said.corrects.strip() if corrected else "",
        reason_salt=secrets.token_bytes(32) if corrected else None,
        standing=True,
        at=judgement.at,
    )


def _decided(claim: ClaimToDecide, decision: Decision) -> Decided:
    """Tell a decision as its entry does."""
    return Decided(
        decision=decision.public_id,
        claim=claim.row.public_id,
        unit=claim.unit.public_id,
        criterion=str(claim.criterion),
        outcome=decision.outcome,
        feedback=sealed(decision.salt, decision.feedback),
        corrects=claim.standing.public_id if claim.standing else None,
        reason=sealed(decision.reason_salt, decision.reason) if decision.reason_salt else None,
    )
