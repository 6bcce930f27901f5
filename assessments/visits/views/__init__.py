"""The pages of external visits: of the centre, of whoever visits, and of the learner whose work is shown."""

from assessments.visits.views import pack, planning, sampled, visiting
from assessments.visits.views.blueprint import MENU, blueprint
from assessments.visits.views.letters import JOBS

__all__ = ["JOBS", "MENU", "blueprint", "pack", "planning", "sampled", "visiting"]
