"""Questions about judging: what waits, how a unit stands, what was decided and signed."""

from assessments.judging.queries.facts import stored_facts
from assessments.judging.queries.signing import (
    claims_to_decide,
    live_signatures,
    met_claims,
    standing_decisions,
    trainee_deciders,
    unit_standing,
    units_assigned,
)

__all__ = [
    "claims_to_decide",
    "live_signatures",
    "met_claims",
    "standing_decisions",
    "stored_facts",
    "trainee_deciders",
    "unit_standing",
    "units_assigned",
]
