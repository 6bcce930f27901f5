"""Who may take a portfolio away and bring one, and who accepts what was decided elsewhere."""

from __future__ import annotations

from portfolio.learning.policy import POLICY as LEARNING
from portfolio.learning.policy import PORTFOLIO_READ
from standards.foundation import Policy, Relation, Role

ARCHIVE_MAKE = "archive.make"
ARRIVAL_MAKE = "arrival.make"
ARRIVAL_READ = "arrival.read"
ARRIVAL_ACCEPT = "arrival.accept"

_OWN = frozenset({Relation.OWN})

POLICY: Policy = {
    # Whoever owns a portfolio meets it as its learner for ever; no membership is needed.
    ARCHIVE_MAKE: {Role.LEARNER: _OWN},
    ARRIVAL_MAKE: {Role.LEARNER: _OWN},
    ARRIVAL_READ: LEARNING[PORTFOLIO_READ],
    ARRIVAL_ACCEPT: {Role.QUALITY_ASSURER: frozenset({Relation.ASSIGNED})},
}
