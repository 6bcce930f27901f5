"""Who may read and set the strategy, plan what is sampled, sample, and answer."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

QUALITY_READ = "quality.read"
QUALITY_SET = "quality.set"
QUALITY_PLAN = "quality.plan"
SAMPLE_READ = "sample.read"
SAMPLE_WRITE = "sample.write"
SAMPLE_ANSWER = "sample.answer"

_ASSIGNED = frozenset({Relation.ASSIGNED})
_PROVIDER = frozenset({Relation.PROVIDER})

POLICY: Policy = {
    QUALITY_READ: {Role.QUALITY_ASSURER: _PROVIDER, Role.MANAGER: _PROVIDER},
    QUALITY_SET: {Role.MANAGER: _PROVIDER},
    QUALITY_PLAN: {Role.QUALITY_ASSURER: _PROVIDER, Role.MANAGER: _PROVIDER},
    SAMPLE_READ: {
        Role.ASSESSOR: frozenset({Relation.ASSIGNED, Relation.COUNTERSIGNING}),
        Role.QUALITY_ASSURER: _ASSIGNED,
        Role.MANAGER: _PROVIDER,
    },
    SAMPLE_WRITE: {Role.QUALITY_ASSURER: _ASSIGNED},
    SAMPLE_ANSWER: {Role.ASSESSOR: _ASSIGNED},
}
