"""Who may take part in standardisation, and who prepares and chairs it."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

STANDARDISING_READ = "standardising.read"
STANDARDISING_DECIDE = "standardising.decide"
STANDARDISING_MANAGE = "standardising.manage"

_PROVIDER = frozenset({Relation.PROVIDER})
_MANAGES = {Role.QUALITY_ASSURER: _PROVIDER, Role.MANAGER: _PROVIDER}

POLICY: Policy = {
    # Which exercises are an assessor's to read is asked of each: see `queries.reaches`.
    STANDARDISING_READ: {Role.ASSESSOR: _PROVIDER, **_MANAGES},
    STANDARDISING_DECIDE: {Role.ASSESSOR: _PROVIDER, Role.QUALITY_ASSURER: _PROVIDER},
    STANDARDISING_MANAGE: _MANAGES,
}
