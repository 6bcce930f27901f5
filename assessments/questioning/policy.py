"""Who may read and write sets of questions: no learner, as the marking guide stands in them."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

QUESTIONS_READ = "questions.read"
QUESTIONS_WRITE = "questions.write"

_PROVIDER = frozenset({Relation.PROVIDER})

POLICY: Policy = {
    QUESTIONS_READ: {Role.ASSESSOR: _PROVIDER, Role.QUALITY_ASSURER: _PROVIDER, Role.MANAGER: _PROVIDER},
    QUESTIONS_WRITE: {Role.ASSESSOR: _PROVIDER, Role.MANAGER: _PROVIDER},
}
