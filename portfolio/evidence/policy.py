"""Who may see, write and withdraw evidence."""

from __future__ import annotations

from portfolio.learning.policy import POLICY as LEARNING
from portfolio.learning.policy import PORTFOLIO_READ
from standards.foundation import Policy, Relation, Role

EVIDENCE_READ = "evidence.read"
EVIDENCE_WRITE = "evidence.write"
EVIDENCE_ORIGINAL = "evidence.original"
"""To have a photograph or recording with all that camera or phone wrote into it; others get a copy without."""
CONSENT_WITHDRAW = "consent.withdraw"
EVIDENCE_OPEN = "evidence.open"

POLICY: Policy = {
    EVIDENCE_ORIGINAL: {Role.LEARNER: frozenset({Relation.OWN})},
    EVIDENCE_READ: LEARNING[PORTFOLIO_READ],
    EVIDENCE_WRITE: {Role.LEARNER: frozenset({Relation.OWN})},
    # Closed evidence: those who judge it or assure its quality; its owner need not open it.
    EVIDENCE_OPEN: {
        Role.ASSESSOR: frozenset({Relation.ASSIGNED, Relation.COUNTERSIGNING}),
        Role.QUALITY_ASSURER: frozenset({Relation.ASSIGNED}),
    },
    # Whom somebody tells that they no longer agree, must be able to say so.
    CONSENT_WITHDRAW: {
        Role.LEARNER: frozenset({Relation.OWN}),
        Role.ASSESSOR: frozenset({Relation.ASSIGNED}),
        Role.MANAGER: frozenset({Relation.PROVIDER}),
    },
}
