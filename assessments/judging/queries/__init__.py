"""Questions about judging: what waits, how a unit stands, what was decided and signed."""

from assessments.judging.queries.claims import (
    ClaimSheet,
    ClaimToDecide,
    ClaimToJudge,
    claim_sheet,
    claims_to_decide,
    revision_put,
)
from assessments.judging.queries.evidence import (
    EvidenceSheet,
    Message,
    evidence_sheet,
    judged_evidence,
    judgements_to_acknowledge,
    portfolio_by_id,
    submissions,
)
from assessments.judging.queries.facts import stored_facts
from assessments.judging.queries.home import assigned_learners, came_back, own_programmes
from assessments.judging.queries.queue import (
    Wanted,
    caseload,
    choices,
    counts,
    units_to_countersign,
    units_to_sign,
    waiting_evidence,
)
from assessments.judging.queries.signing import (
    live_signatures,
    met_claims,
    standing_decisions,
    trainee_deciders,
    unit_standing,
    units_assigned,
)
from assessments.judging.queries.units import SHOWN, Programme, UnitSheet, programme, unit_sheet

__all__ = [
    "SHOWN",
    "ClaimSheet",
    "ClaimToDecide",
    "ClaimToJudge",
    "EvidenceSheet",
    "Message",
    "Programme",
    "UnitSheet",
    "Wanted",
    "assigned_learners",
    "came_back",
    "caseload",
    "choices",
    "claim_sheet",
    "claims_to_decide",
    "counts",
    "evidence_sheet",
    "judged_evidence",
    "judgements_to_acknowledge",
    "live_signatures",
    "met_claims",
    "own_programmes",
    "portfolio_by_id",
    "programme",
    "revision_put",
    "standing_decisions",
    "stored_facts",
    "submissions",
    "trainee_deciders",
    "unit_sheet",
    "unit_standing",
    "units_assigned",
    "units_to_countersign",
    "units_to_sign",
    "waiting_evidence",
]
