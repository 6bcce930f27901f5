"""Questions about judging: what waits, how a unit stands, what was decided and signed."""

from assessments.judging.queries.claims import (
    ClaimSheet,
    ClaimToDecide,
    ClaimToJudge,
    claim_sheet,
    claims_by_key,
    claims_to_decide,
    revision_put,
)
from assessments.judging.queries.countersigning import ToCountersign, countersigning
from assessments.judging.queries.elsewhere import AcceptedElsewhere, accepted_elsewhere
from assessments.judging.queries.evidence import (
    EvidenceSheet,
    Message,
    author_of_record,
    evidence_sheet,
    judged_evidence,
    judgements_to_acknowledge,
    portfolio_by_id,
    submissions,
)
from assessments.judging.queries.evidence_rules import not_current, unmet_of
from assessments.judging.queries.facts import portfolio_facts
from assessments.judging.queries.home import assigned_learners, came_back, own_programmes, unsettled_consents
from assessments.judging.queries.next_waiting import Behind, NextWaiting, next_waiting
from assessments.judging.queries.phrases import phrase_book, phrases_in
from assessments.judging.queries.queue import (
    Wanted,
    caseload,
    choices,
    counts,
    units_to_countersign,
    units_to_sign,
    units_to_verify,
    verifying,
    waiting_evidence,
)
from assessments.judging.queries.signing import (
    live_signatures,
    makers,
    met_claims,
    open_holds,
    standing_decisions,
    trainee_deciders,
    unit_standing,
    units_assigned,
)
from assessments.judging.queries.taking_back import JustJudged, MadeDecision, just_judged, made_in, own_judgement, saved
from assessments.judging.queries.units import SHOWN, Programme, UnitSheet, programme, unit_sheet

__all__ = [
    "SHOWN",
    "AcceptedElsewhere",
    "Behind",
    "ClaimSheet",
    "ClaimToDecide",
    "ClaimToJudge",
    "EvidenceSheet",
    "JustJudged",
    "MadeDecision",
    "Message",
    "NextWaiting",
    "Programme",
    "ToCountersign",
    "UnitSheet",
    "Wanted",
    "accepted_elsewhere",
    "assigned_learners",
    "author_of_record",
    "came_back",
    "caseload",
    "choices",
    "claim_sheet",
    "claims_by_key",
    "claims_to_decide",
    "countersigning",
    "counts",
    "evidence_sheet",
    "judged_evidence",
    "judgements_to_acknowledge",
    "just_judged",
    "live_signatures",
    "made_in",
    "makers",
    "met_claims",
    "next_waiting",
    "not_current",
    "open_holds",
    "own_judgement",
    "own_programmes",
    "phrase_book",
    "phrases_in",
    "portfolio_by_id",
    "portfolio_facts",
    "programme",
    "revision_put",
    "saved",
    "standing_decisions",
    "submissions",
    "trainee_deciders",
    "unit_sheet",
    "unit_standing",
    "units_assigned",
    "units_to_countersign",
    "units_to_sign",
    "units_to_verify",
    "unmet_of",
    "unsettled_consents",
    "verifying",
    "waiting_evidence",
]
