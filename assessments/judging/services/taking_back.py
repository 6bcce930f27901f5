"""Undoing a save of decisions at once: its claims stand as they did before, and the record tells both."""

from __future__ import annotations

from assessments.judging import queries
from assessments.judging.events import JudgementTakenBack
from assessments.judging.models import Judgement
from assessments.judging.queries import MadeDecision
from assessments.judging.rules import Outcome, check_taking_back
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Evidence
from portfolio.learning.models import Portfolio
from portfolio.learning.rules import ClaimStatus
from standards.foundation import Work


def take_back(work: Work, portfolio: Portfolio, evidence: Evidence, judgement: Judgement) -> None:
    """Undo a save, as the assessor who made it: soon, and while nobody has acted on it. Raises Refused."""
    made = queries.made_in(work.session, judgement)
    saved = queries.saved(work.session, evidence, judgement, made)
    check_taking_back(saved, work.actor.account_id, work.now)
    for one in made:
        _undo(one)
    judgement.taken_back_at = work.now
    work.session.flush()
    after = evidence_services.settle_claims(work, [one.claim for one in made])
    evidence_services.recount_waiting(work, [evidence.id])
    decisions = tuple(one.row.public_id for one in made)
    work.record(portfolio.book_id, JudgementTakenBack(judgement.public_id, decisions, after))


def _undo(made: MadeDecision) -> None:
    """Let a decision stand no longer, and what it corrected stand again."""
    made.row.standing = False
    if made.corrects is None:
        made.claim.status = ClaimStatus.WAITING.value
    else:
        made.corrects.standing = True
        made.claim.status = Outcome(made.corrects.outcome).claim_status.value
