"""Who may see a portfolio, and who may enrol and assign."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

PORTFOLIO_READ = "portfolio.read"
PORTFOLIO_RECORD = "portfolio.record"
ENROLMENT_MANAGE = "enrolment.manage"
LEARNERS_READ = "learners.read"

_OWN = frozenset({Relation.OWN})
_ASSIGNED = frozenset({Relation.ASSIGNED})
_ASSESSING = frozenset({Relation.ASSIGNED, Relation.COUNTERSIGNING})
_PROVIDER = frozenset({Relation.PROVIDER})

_READERS = {
    Role.LEARNER: _OWN,
    Role.ASSESSOR: _ASSESSING,
    Role.QUALITY_ASSURER: _ASSIGNED,
    Role.MANAGER: _PROVIDER,
}

POLICY: Policy = {
    PORTFOLIO_READ: _READERS,
    PORTFOLIO_RECORD: _READERS,
    ENROLMENT_MANAGE: {Role.MANAGER: _PROVIDER},
    LEARNERS_READ: {Role.ASSESSOR: _ASSESSING, Role.QUALITY_ASSURER: _ASSIGNED, Role.MANAGER: _PROVIDER},
}
