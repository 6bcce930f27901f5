"""Who may ask witnesses, see what came of it, and verify a testimony."""

from __future__ import annotations

from portfolio.learning.policy import POLICY as LEARNING
from portfolio.learning.policy import PORTFOLIO_READ
from standards.foundation import Policy, Relation, Role

WITNESS_READ = "witness.read"
WITNESS_ASK = "witness.ask"
WITNESS_VERIFY = "witness.verify"

POLICY: Policy = {
    WITNESS_READ: LEARNING[PORTFOLIO_READ],
    WITNESS_ASK: {Role.LEARNER: frozenset({Relation.OWN}), Role.ASSESSOR: frozenset({Relation.ASSIGNED})},
    WITNESS_VERIFY: {Role.ASSESSOR: frozenset({Relation.ASSIGNED})},
}
