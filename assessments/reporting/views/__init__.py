"""The pages of reports: completion, and the record of everything that was done."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from assessments.reporting.policy import COMPLETION_READ, RECORD_READ
from assessments.reporting.views import completion, record
from assessments.reporting.views.blueprint import blueprint
from portfolio.web.navigation import MenuEntry

MENU = [
    MenuEntry(_l("Completion"), "reporting.completion", COMPLETION_READ, order=40),
    MenuEntry(_l("Record"), "reporting.own_record", RECORD_READ, order=90),
]

__all__ = ["MENU", "blueprint", "completion", "record"]
