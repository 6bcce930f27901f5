"""The claims on a later version that take the earlier ones' places, each with the decision that stands for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import insert

from assessments.carrying.rules import Became, carried_status
from assessments.carrying.services.ways import Way
from assessments.judging.models import Decision, DecisionOrigin
from assessments.judging.queries import standing_decisions
from portfolio.core.ledger import new_salt
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Claim, ClaimOrigin
from portfolio.learning.rules import ClaimStatus
from standards.foundation import Work

NOTE_AT_MOST = 1000


@dataclass
class Move:
    """Claims on the earlier version and the one that takes their place, with the decision that stands for it."""

    earlier: list[Claim]
    claim: Claim
    decided: Decision | None = None
    decision: Decision | None = None


def moved_claims(work: Work, claims: Iterable[Claim], taken: Iterable[Way]) -> list[Move]:
    """Make one claim by evidence and criterion: two criteria that became one are claimed once."""
    onward: dict[int, list[Way]] = defaultdict(list)
    for way in taken:
        if way.before is not None:
            onward[way.before.id].append(way)
    made: dict[tuple[int, int], Move] = {}
    for claim in claims:
        for way in onward[claim.criterion_id]:
            status = carried_status(way.became, ClaimStatus(claim.status))
            if way.after is None or status is None:
                continue
            place = (claim.evidence_id, way.after.id)
            if way.became is Became.AGAIN and place in made:
                _merge(made[place], claim)
            else:
                key = place if way.became is Became.AGAIN else (claim.evidence_id, -claim.id)
                made[key] = Move([claim], _copy(work, claim, way.after.id, status))
    return list(made.values())


def _copy(work: Work, claim: Claim, criterion_id: int, status: ClaimStatus) -> Claim:
    return Claim(
        provider_id=claim.provider_id,
        portfolio_id=claim.portfolio_id,
        evidence_id=claim.evidence_id,
        revision_id=claim.revision_id,
        enrolled_unit_id=claim.enrolled_unit_id,
        criterion_id=criterion_id,
        note=claim.note,
        salt=new_salt(),
        status=status.value,
        draft_note=claim.draft_note,
        leaving=claim.leaving,
        made_at=work.now,
    )


def _merge(move: Move, claim: Claim) -> None:
    move.earlier.append(claim)
    both = f"{move.claim.note}\n{claim.note}".strip()
    if claim.note not in move.claim.note and len(both) <= NOTE_AT_MOST:
        move.claim.note = both


def put_in_place(work: Work, moves: Collection[Move]) -> None:
    """Let the new claims take the earlier ones' places, each with the decision that stands for it."""
    work.session.add_all(move.claim for move in moves)
    decisions = standing_decisions(work.session, [claim.id for move in moves for claim in move.earlier])
    work.session.flush()
    for move in moves:
        move.decided = decisions.get(move.earlier[0].id) if move.claim.status == move.earlier[0].status else None
        if move.decided is not None:
            move.decision = _stands(move.decided, move.claim)
            work.session.add(move.decision)
    work.session.flush()
    _link(work, moves)


def _stands(decided: Decision, claim: Claim) -> Decision:
    """Give a decision as it stands for a later version: the same person's, of the same time, on the same evidence."""
    return Decision(
        provider_id=decided.provider_id,
        judgement_id=decided.judgement_id,
        claim_id=claim.id,
        enrolled_unit_id=decided.enrolled_unit_id,
        criterion_id=claim.criterion_id,
        assessor_id=decided.assessor_id,
        trainee=decided.trainee,
        outcome=decided.outcome,
        feedback=decided.feedback,
        salt=new_salt(),
        corrects_id=None,
        standing=True,
        at=decided.at,
    )


def _link(work: Work, moves: Iterable[Move]) -> None:
    claims, decisions = [], []
    for one in moves:
        provider_id = one.claim.provider_id
        claims.append({"claim_id": one.claim.id, "provider_id": provider_id, "from_id": one.earlier[0].id})
        if one.decision is not None and one.decided is not None:
            decisions.append({"decision_id": one.decision.id, "provider_id": provider_id, "from_id": one.decided.id})
    if claims:
        work.session.execute(insert(ClaimOrigin), claims)
    if decisions:
        work.session.execute(insert(DecisionOrigin), decisions)


def follow(work: Work, claims: Collection[Claim]) -> None:
    """Let states, counters and what waits follow from claims that were changed and flushed."""
    if claims:
        evidence_services.settle_claims(work, claims)
        evidence_services.recount_waiting(work, {claim.evidence_id for claim in claims})
