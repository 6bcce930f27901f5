"""Who may give criteria for a discussion, hold it, and read of it."""

from __future__ import annotations

from portfolio.learning.policy import POLICY as LEARNING
from portfolio.learning.policy import PORTFOLIO_READ
from standards.foundation import Policy, Relation, Role

DISCUSSION_READ = "discussion.read"
DISCUSSION_HOLD = "discussion.hold"

POLICY: Policy = {
    DISCUSSION_READ: LEARNING[PORTFOLIO_READ],
    DISCUSSION_HOLD: {Role.ASSESSOR: frozenset({Relation.ASSIGNED})},
}
