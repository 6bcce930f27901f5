"""Who plans and records monitoring of assessors, who reads it, and who answers."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

MONITORING_READ = "monitoring.read"
MONITORING_WRITE = "monitoring.write"
MONITORING_OWN = "monitoring.own"

_PROVIDER = frozenset({Relation.PROVIDER})

POLICY: Policy = {
    MONITORING_READ: {Role.QUALITY_ASSURER: _PROVIDER, Role.MANAGER: _PROVIDER},
    MONITORING_WRITE: {Role.QUALITY_ASSURER: _PROVIDER},
    MONITORING_OWN: {Role.ASSESSOR: _PROVIDER},
}
