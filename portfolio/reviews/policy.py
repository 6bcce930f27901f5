"""Who may read, write and sign a progress review, say that an action is done, and say how often reviews are held."""

from __future__ import annotations

from portfolio.learning.policy import LEARNERS_READ, PORTFOLIO_READ
from portfolio.learning.policy import POLICY as LEARNING
from standards.foundation import Policy, Relation, Role

REVIEW_READ = "review.read"
REVIEW_WRITE = "review.write"
REVIEW_AGREE = "review.agree"
REVIEW_ACT = "review.act"
REVIEW_TRACE = "review.trace"
"""From which network and with what an employer came: for whoever weighs the signature, not for the learner."""
REVIEWS_DUE = "review.due"
REVIEW_INTERVAL = "review.interval"

_LEARNER = {Role.LEARNER: frozenset({Relation.OWN})}
_ASSESSOR = {Role.ASSESSOR: frozenset({Relation.ASSIGNED})}
_PROVIDER = frozenset({Relation.PROVIDER})

POLICY: Policy = {
    REVIEW_READ: LEARNING[PORTFOLIO_READ],
    REVIEW_WRITE: _ASSESSOR,
    REVIEW_AGREE: _LEARNER,
    REVIEW_ACT: {**_LEARNER, **_ASSESSOR},
    REVIEW_TRACE: {role: grants for role, grants in LEARNING[PORTFOLIO_READ].items() if role is not Role.LEARNER},
    REVIEWS_DUE: LEARNING[LEARNERS_READ],
    REVIEW_INTERVAL: {Role.MANAGER: _PROVIDER, Role.ADMINISTRATOR: _PROVIDER},
}
