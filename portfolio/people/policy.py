"""Who may do what with a provider's people."""

from __future__ import annotations

from standards.foundation import Policy, Relation, Role

PEOPLE_READ = "people.read"
PEOPLE_MANAGE = "people.manage"
INTEREST_DECLARE = "interest.declare"
INTEREST_DECIDE = "interest.decide"
SUITABILITY_MANAGE = "suitability.manage"
SETTINGS_READ = "settings.read"
SETTINGS_CHANGE = "settings.change"

_PROVIDER = frozenset({Relation.PROVIDER})

POLICY: Policy = {
    PEOPLE_READ: {Role.MANAGER: _PROVIDER, Role.ADMINISTRATOR: _PROVIDER},
    PEOPLE_MANAGE: {Role.MANAGER: _PROVIDER, Role.ADMINISTRATOR: _PROVIDER},
    INTEREST_DECLARE: dict.fromkeys((Role.ASSESSOR, Role.QUALITY_ASSURER, Role.MANAGER), _PROVIDER),
    INTEREST_DECIDE: {Role.MANAGER: _PROVIDER},
    SUITABILITY_MANAGE: {Role.MANAGER: _PROVIDER},
    SETTINGS_READ: {Role.MANAGER: _PROVIDER, Role.ADMINISTRATOR: _PROVIDER},
    SETTINGS_CHANGE: {Role.ADMINISTRATOR: _PROVIDER},
}
