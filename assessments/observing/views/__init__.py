"""The pages of observing."""

from assessments.observing.views import offline, recording, signing, writing
from assessments.observing.views.blueprint import MENU, blueprint

__all__ = ["MENU", "blueprint", "offline", "recording", "signing", "writing"]
