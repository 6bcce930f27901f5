"""Who lets visitors in, who reads what was frozen for one, who says something of it, and who acts on its plan."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

VISIT_READ = "visit.read"
VISIT_MANAGE = "visit.manage"
VISIT_COMMENT = "visit.comment"
VISIT_ASK = "visit.ask"
VISIT_ACKNOWLEDGE = "visit.acknowledge"
VISIT_PACK = "visit.pack"
ACTION_READ = "visit-action.read"
ACTION_DO = "visit-action.do"
ACTION_CLOSE = "visit-action.close"
VISITED_READ = "visited.read"
VISITED_COMMENT = "visited.comment"

_ASSIGNED = frozenset({Relation.ASSIGNED})
_PROVIDER = frozenset({Relation.PROVIDER})
_CENTRE = {Role.QUALITY_ASSURER: _PROVIDER, Role.MANAGER: _PROVIDER}
_VISITOR_TOO = {Role.EXTERNAL_QUALITY_ASSURER: _ASSIGNED, **_CENTRE}
_STAFF = {Role.ASSESSOR: _PROVIDER, **_CENTRE, Role.ADMINISTRATOR: _PROVIDER}
"""Of these an action is for whose it is, and for those who see the visit: see `queries.reaches`."""
_OF_A_UNIT = {Role.EXTERNAL_QUALITY_ASSURER: _ASSIGNED, Role.QUALITY_ASSURER: _ASSIGNED, Role.MANAGER: _PROVIDER}

POLICY: Policy = {
    VISIT_READ: _VISITOR_TOO,
    VISIT_MANAGE: _CENTRE,
    VISIT_COMMENT: _VISITOR_TOO,
    # What a visitor asks for stands in the record of their own visit and changes nothing of the centre's data.
    VISIT_ASK: _VISITOR_TOO,
    VISIT_ACKNOWLEDGE: _CENTRE,
    VISIT_PACK: _VISITOR_TOO,
    ACTION_READ: {Role.EXTERNAL_QUALITY_ASSURER: _ASSIGNED, **_STAFF},
    ACTION_DO: _STAFF,
    ACTION_CLOSE: _VISITOR_TOO,
    VISITED_READ: _OF_A_UNIT,
    VISITED_COMMENT: _OF_A_UNIT,
}
