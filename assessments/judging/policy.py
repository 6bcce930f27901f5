"""Who may judge, sign, countersign, verify and reopen."""

from __future__ import annotations

from portfolio.learning.policy import POLICY as LEARNING
from portfolio.learning.policy import PORTFOLIO_READ
from standards.foundation import Policy, Relation, Role

QUEUE_READ = "queue.read"
EVIDENCE_JUDGE = "evidence.judge"
FEEDBACK_ACKNOWLEDGE = "feedback.acknowledge"
UNIT_READ = "unit.read"
UNIT_DECLARE = "unit.declare"
UNIT_SIGN = "unit.sign"
UNIT_COUNTERSIGN = "unit.countersign"
UNIT_VERIFY = "unit.verify"
UNIT_REOPEN = "unit.reopen"

_OWN = frozenset({Relation.OWN})
_ASSIGNED = frozenset({Relation.ASSIGNED})
_PROVIDER = frozenset({Relation.PROVIDER})

POLICY: Policy = {
    QUEUE_READ: {Role.ASSESSOR: frozenset({Relation.ASSIGNED, Relation.COUNTERSIGNING})},
    EVIDENCE_JUDGE: {Role.ASSESSOR: _ASSIGNED},
    FEEDBACK_ACKNOWLEDGE: {Role.LEARNER: _OWN},
    UNIT_READ: LEARNING[PORTFOLIO_READ],
    UNIT_DECLARE: {Role.LEARNER: _OWN},
    UNIT_SIGN: {Role.ASSESSOR: _ASSIGNED},
    UNIT_COUNTERSIGN: {Role.ASSESSOR: frozenset({Relation.COUNTERSIGNING})},
    UNIT_VERIFY: {Role.QUALITY_ASSURER: _ASSIGNED},
    UNIT_REOPEN: {Role.ASSESSOR: _ASSIGNED, Role.QUALITY_ASSURER: _ASSIGNED, Role.MANAGER: _PROVIDER},
}
