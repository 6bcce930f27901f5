"""Who may ask witnesses, see what came of it, and verify a testimony."""

from __future__ import annotations

from portfolio.learning.policy import POLICY as LEARNING
from portfolio.learning.policy import PORTFOLIO_READ
from standards.foundation import Policy, Relation, Role

WITNESS_READ = "witness.read"
WITNESS_ASK = "witness.ask"
WITNESS_TRACE = "witness.trace"
"""From which network and with what a witness came: for whoever weighs the testimony, not for the learner."""
WITNESS_VERIFY = "witness.verify"

POLICY: Policy = {
    WITNESS_READ: LEARNING[PORTFOLIO_READ],
    WITNESS_ASK: {Role.LEARNER: frozenset({Relation.OWN}), Role.ASSESSOR: frozenset({Relation.ASSIGNED})},
    WITNESS_TRACE: {
        role: relations for role, relations in LEARNING[PORTFOLIO_READ].items() if role is not Role.LEARNER
    },
    WITNESS_VERIFY: {Role.ASSESSOR: frozenset({Relation.ASSIGNED})},
}
