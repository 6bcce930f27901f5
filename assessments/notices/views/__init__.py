"""The pages of notices, their letters, and the calendar of due dates."""

from assessments.notices.services import tell, write_letters
from assessments.notices.views import calendar, choosing, notices
from assessments.notices.views.blueprint import blueprint
from assessments.notices.views.letters import JOBS

TICKS = (tell, write_letters)

__all__ = ["JOBS", "TICKS", "blueprint", "calendar", "choosing", "notices"]
