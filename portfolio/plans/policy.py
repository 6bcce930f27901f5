"""Who may read, write, agree, review and comment on an assessment plan."""

from __future__ import annotations

from portfolio.learning.policy import POLICY as LEARNING
from portfolio.learning.policy import PORTFOLIO_READ
from standards.foundation import Policy, Relation, Role

PLAN_READ = "plan.read"
PLAN_WRITE = "plan.write"
PLAN_AGREE = "plan.agree"
PLAN_REVIEW = "plan.review"
PLAN_COMMENT = "plan.comment"

_LEARNER = {Role.LEARNER: frozenset({Relation.OWN})}
_ASSESSOR = {Role.ASSESSOR: frozenset({Relation.ASSIGNED})}
_QUALITY_ASSURER = {Role.QUALITY_ASSURER: frozenset({Relation.ASSIGNED})}

POLICY: Policy = {
    PLAN_READ: LEARNING[PORTFOLIO_READ],
    PLAN_WRITE: _ASSESSOR,
    PLAN_AGREE: _LEARNER,
    PLAN_REVIEW: _QUALITY_ASSURER,
    PLAN_COMMENT: {**_LEARNER, **_ASSESSOR, **_QUALITY_ASSURER},
}
