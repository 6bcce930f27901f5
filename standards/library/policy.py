"""Who may read the library and who may publish into it."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

STANDARDS_READ = "standards.read"
STANDARDS_PUBLISH = "standards.publish"

_PROVIDER = frozenset({Relation.PROVIDER})

POLICY: Policy = {
    STANDARDS_READ: dict.fromkeys(Role, _PROVIDER),
    STANDARDS_PUBLISH: {Role.MANAGER: _PROVIDER, Role.ADMINISTRATOR: _PROVIDER},
}
