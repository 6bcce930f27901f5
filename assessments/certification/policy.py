"""Who follows certification, records it, claims, and sees where their own certificate is."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

CERTIFICATION_READ = "certification.read"
CERTIFICATION_RECORD = "certification.record"
CERTIFICATION_RELEASE = "certification.release"
CERTIFICATION_CLAIM = "certification.claim"
OWN_CERTIFICATES = "certification.own"

_PROVIDER = frozenset({Relation.PROVIDER})
_ASSIGNED = frozenset({Relation.ASSIGNED})
"""Who is quality assurer of others learns nothing of a learner here either."""
_STAFF = {Role.QUALITY_ASSURER: _ASSIGNED, Role.MANAGER: _PROVIDER, Role.ADMINISTRATOR: _PROVIDER}

POLICY: Policy = {
    CERTIFICATION_READ: _STAFF,
    CERTIFICATION_RECORD: dict.fromkeys((Role.MANAGER, Role.ADMINISTRATOR), _PROVIDER),
    CERTIFICATION_RELEASE: {Role.QUALITY_ASSURER: _ASSIGNED, Role.MANAGER: _PROVIDER},
    CERTIFICATION_CLAIM: _STAFF,
    OWN_CERTIFICATES: {Role.LEARNER: frozenset({Relation.OWN})},
}
