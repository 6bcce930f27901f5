"""The pages of qualifications: reading them, and making one of groups and units."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from portfolio.web.navigation import MenuEntry
from standards.qualifications.policy import QUALIFICATIONS_READ
from standards.qualifications.views import evidence_rules, parts, wholes
from standards.qualifications.views.blueprint import blueprint

MENU = [MenuEntry(_l("Qualifications"), "qualifications.qualifications", QUALIFICATIONS_READ, order=50)]

__all__ = ["MENU", "blueprint", "evidence_rules", "parts", "wholes"]
