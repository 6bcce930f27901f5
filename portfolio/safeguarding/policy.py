"""Who may report a safeguarding concern, read one, and say who reads them."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

SAFEGUARDING_REPORT = "safeguarding.report"
SAFEGUARDING_READ = "safeguarding.read"
SAFEGUARDING_SET = "safeguarding.set"

_PROVIDER = frozenset({Relation.PROVIDER})
_ANYBODY = dict.fromkeys(Role, _PROVIDER)

POLICY: Policy = {
    SAFEGUARDING_REPORT: _ANYBODY,
    # Whoever is named reads, in whatever role they are here: for all others there is nothing to read.
    SAFEGUARDING_READ: _ANYBODY,
    SAFEGUARDING_SET: {Role.MANAGER: _PROVIDER, Role.ADMINISTRATOR: _PROVIDER},
}
