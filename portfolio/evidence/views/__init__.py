"""The pages about evidence: the library, adding and changing it, one piece, its files."""

from flask_babel import lazy_gettext as _l

from portfolio.evidence.policy import EVIDENCE_WRITE
from portfolio.evidence.views import (
    acts,
    editing,
    files,
    from_device,
    items,
    library,
    mapping,
    offline,
    opening,
    people,
    pieces,
    planned,
    pointing,
    redacting,
    sheets,
    suggestions,
)
from portfolio.evidence.views.blueprint import blueprint
from portfolio.evidence.views.files import JOBS
from portfolio.web.navigation import MenuEntry

MENU = [MenuEntry(_l("My evidence"), "evidence.library", EVIDENCE_WRITE, 20)]

__all__ = [
    "JOBS",
    "MENU",
    "acts",
    "blueprint",
    "editing",
    "files",
    "from_device",
    "items",
    "library",
    "mapping",
    "offline",
    "opening",
    "people",
    "pieces",
    "planned",
    "pointing",
    "redacting",
    "sheets",
    "suggestions",
]
