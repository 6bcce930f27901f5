"""Who may see that a credential was issued, who shows it, and who looks after the keys that sign them."""

from __future__ import annotations

from portfolio.learning.policy import POLICY as LEARNING
from portfolio.learning.policy import PORTFOLIO_READ
from standards.foundation import Policy, Relation, Role

CREDENTIAL_READ = "credential.read"
CREDENTIAL_SHOW = "credential.show"
ISSUING_KEYS_READ = "issuing_keys.read"
ISSUING_KEYS_CHANGE = "issuing_keys.change"

_PROVIDER = frozenset({Relation.PROVIDER})

POLICY: Policy = {
    CREDENTIAL_READ: LEARNING[PORTFOLIO_READ],
    CREDENTIAL_SHOW: {Role.LEARNER: frozenset({Relation.OWN})},
    ISSUING_KEYS_READ: {Role.MANAGER: _PROVIDER, Role.ADMINISTRATOR: _PROVIDER},
    ISSUING_KEYS_CHANGE: {Role.ADMINISTRATOR: _PROVIDER},
}
