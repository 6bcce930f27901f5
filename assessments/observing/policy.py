"""Who may observe, and who signs the record of it."""

from __future__ import annotations

from portfolio.evidence.policy import EVIDENCE_READ
from portfolio.evidence.policy import POLICY as EVIDENCE
from standards.foundation import Policy, Relation, Role

OBSERVATION_WRITE = "observation.write"
"""Whoever wrote it, and nobody else; on record it goes only of learners assigned to them."""
OBSERVATION_READ = "observation.read"
OBSERVATION_SIGN = "observation.sign"

POLICY: Policy = {
    OBSERVATION_WRITE: {Role.ASSESSOR: frozenset({Relation.PROVIDER})},
    OBSERVATION_READ: EVIDENCE[EVIDENCE_READ],
    OBSERVATION_SIGN: {Role.LEARNER: frozenset({Relation.OWN})},
}
