"""Who lets visitors in, who reads what was frozen for one, and who says something of it."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

VISIT_READ = "visit.read"
VISIT_MANAGE = "visit.manage"
VISIT_COMMENT = "visit.comment"
VISITED_READ = "visited.read"
VISITED_COMMENT = "visited.comment"

_ASSIGNED = frozenset({Relation.ASSIGNED})
_PROVIDER = frozenset({Relation.PROVIDER})
_CENTRE = {Role.QUALITY_ASSURER: _PROVIDER, Role.MANAGER: _PROVIDER}
_OF_A_UNIT = {Role.EXTERNAL_QUALITY_ASSURER: _ASSIGNED, Role.QUALITY_ASSURER: _ASSIGNED, Role.MANAGER: _PROVIDER}

POLICY: Policy = {
    VISIT_READ: {Role.EXTERNAL_QUALITY_ASSURER: _ASSIGNED, **_CENTRE},
    VISIT_MANAGE: _CENTRE,
    VISIT_COMMENT: {Role.EXTERNAL_QUALITY_ASSURER: _ASSIGNED, **_CENTRE},
    VISITED_READ: _OF_A_UNIT,
    VISITED_COMMENT: _OF_A_UNIT,
}
