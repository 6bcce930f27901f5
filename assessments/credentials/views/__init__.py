"""Pages of credentials: the learner's, the keys that sign them, and what the world may read."""

from assessments.credentials.views import keys, open_to_all, units, verifying
from assessments.credentials.views.blueprint import blueprint
from assessments.credentials.views.keys import MENU
from assessments.credentials.views.reactions import REACTIONS

__all__ = ["MENU", "REACTIONS", "blueprint", "keys", "open_to_all", "units", "verifying"]
