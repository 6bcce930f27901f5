"""Who may put a translation beside evidence, and take one away: those who may read the evidence read both."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

AID_ATTACH = "aid.attach"

POLICY: Policy = {
    AID_ATTACH: {Role.LEARNER: frozenset({Relation.OWN}), Role.ASSESSOR: frozenset({Relation.ASSIGNED})},
}
