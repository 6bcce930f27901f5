"""Who may see how far everybody is."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

COMPLETION_READ = "completion.read"

POLICY: Policy = {COMPLETION_READ: {Role.MANAGER: frozenset({Relation.PROVIDER})}}
