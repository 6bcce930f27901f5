"""The pages about evidence: the library, adding and changing it, one piece, its files."""

from flask_babel import lazy_gettext as _l

from portfolio.evidence.policy import EVIDENCE_WRITE
from portfolio.evidence.views import (
    acts,
    editing,
    files,
    items,
    library,
    mapping,
    pieces,
    pointing,
    sheets,
    suggestions,
)
from portfolio.evidence.views.blueprint import blueprint
from portfolio.web.navigation import MenuEntry

MENU = [MenuEntry(_l("My evidence"), "evidence.library", EVIDENCE_WRITE, 20)]

__all__ = [
    "MENU",
    "acts",
    "blueprint",
    "editing",
    "files",
    "items",
    "library",
    "mapping",
    "pieces",
    "pointing",
    "sheets",
    "suggestions",
]
