"""Who may appeal and complain, handle a case, answer a stage of it, and count cases."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

CASES_READ = "cases.read"
CASE_READ = "case.read"
CASE_FOLLOW = "case.follow"
CASE_MANAGE = "case.manage"
CASE_DECIDE = "case.decide"
APPEAL_WRITE = "appeal.write"
COMPLAINT_WRITE = "complaint.write"
COMPLAINT_LOG = "complaint.log"
CASES_COUNT = "cases.count"

_PROVIDER = frozenset({Relation.PROVIDER})
_ANYBODY = {role: frozenset({Relation.OWN, Relation.PROVIDER}) for role in Role}
"""Which of the cases at a centre are whose is asked of each: see `queries.reaches`."""
_MANAGER = {Role.MANAGER: _PROVIDER}

POLICY: Policy = {
    CASES_READ: _ANYBODY,
    CASE_READ: _ANYBODY,
    CASE_FOLLOW: _ANYBODY,
    CASE_MANAGE: _MANAGER,
    CASE_DECIDE: dict.fromkeys((Role.ASSESSOR, Role.QUALITY_ASSURER, Role.MANAGER), _PROVIDER),
    APPEAL_WRITE: {Role.LEARNER: frozenset({Relation.OWN})},
    COMPLAINT_WRITE: _ANYBODY,
    COMPLAINT_LOG: _MANAGER,
    CASES_COUNT: _MANAGER,
}
