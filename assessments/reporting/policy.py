"""Who may see how far everybody is, and the record of a centre."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

COMPLETION_READ = "completion.read"
RECORD_READ = "record.read"

_PROVIDER = frozenset({Relation.PROVIDER})

POLICY: Policy = {
    COMPLETION_READ: {Role.MANAGER: _PROVIDER},
    RECORD_READ: {Role.MANAGER: _PROVIDER, Role.ADMINISTRATOR: _PROVIDER},
}
