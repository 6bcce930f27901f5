"""Who reads and writes the restricted registers; a learner reads their own adjustments."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

REGISTERS_READ = "registers.read"
REGISTERS_WRITE = "registers.write"
OWN_ADJUSTMENTS = "registers.own"

_PROVIDER = frozenset({Relation.PROVIDER})
_KEEPERS = {Role.QUALITY_ASSURER: _PROVIDER, Role.MANAGER: _PROVIDER}

POLICY: Policy = {
    REGISTERS_READ: _KEEPERS,
    REGISTERS_WRITE: _KEEPERS,
    OWN_ADJUSTMENTS: {Role.LEARNER: _PROVIDER},
}
