"""Who may read qualifications and who may make them."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

QUALIFICATIONS_READ = "qualifications.read"
QUALIFICATIONS_MANAGE = "qualifications.manage"

_PROVIDER = frozenset({Relation.PROVIDER})

POLICY: Policy = {
    QUALIFICATIONS_READ: dict.fromkeys(Role, _PROVIDER),
    QUALIFICATIONS_MANAGE: {Role.MANAGER: _PROVIDER, Role.ADMINISTRATOR: _PROVIDER},
}
