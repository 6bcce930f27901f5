"""The acts of judging as the ledger keeps them."""

from assessments.judging.events.decisions import (
    CLAIM_STATUS,
    STANDING,
    Decided,
    EvidenceJudged,
    FeedbackAcknowledged,
    JudgementTakenBack,
)
from assessments.judging.events.signing import (
    HOLDS,
    OVERTURNED,
    SIGNATURES,
    UnitCountersigned,
    UnitDeclared,
    UnitHeld,
    UnitReleased,
    UnitReopened,
    UnitSigned,
    UnitVerified,
)

__all__ = [
    "ACTS",
    "CLAIM_STATUS",
    "HOLDS",
    "OVERTURNED",
    "SIGNATURES",
    "STANDING",
    "Decided",
    "EvidenceJudged",
    "FeedbackAcknowledged",
    "JudgementTakenBack",
    "UnitCountersigned",
    "UnitDeclared",
    "UnitHeld",
    "UnitReleased",
    "UnitReopened",
    "UnitSigned",
    "UnitVerified",
]

ACTS = (
    EvidenceJudged,
    JudgementTakenBack,
    UnitDeclared,
    UnitSigned,
    UnitCountersigned,
    UnitVerified,
    UnitHeld,
    UnitReleased,
    UnitReopened,
    FeedbackAcknowledged,
)
