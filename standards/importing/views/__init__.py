"""The pages of imports: sending documents, the list, the workbench of one, its pairing, its end, and the register."""

from __future__ import annotations

from standards.importing.views import ending, pairing, register, sending, workbench
from standards.importing.views.blueprint import blueprint

__all__ = ["blueprint", "ending", "pairing", "register", "sending", "workbench"]
