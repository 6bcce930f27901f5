"""Who may see, write and withdraw evidence."""

from __future__ import annotations

from portfolio.learning.policy import POLICY as LEARNING
from portfolio.learning.policy import PORTFOLIO_READ
from standards.foundation import Policy, Relation, Role

EVIDENCE_READ = "evidence.read"
EVIDENCE_WRITE = "evidence.write"

POLICY: Policy = {
    EVIDENCE_READ: LEARNING[PORTFOLIO_READ],
    EVIDENCE_WRITE: {Role.LEARNER: frozenset({Relation.OWN})},
}
