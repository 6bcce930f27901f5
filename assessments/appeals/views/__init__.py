"""The pages of appeals and complaints, and the letters that tell of them."""

from assessments.appeals.views import answering, beginning, cases, counted, course
from assessments.appeals.views.blueprint import FOOTER, MENU, blueprint
from assessments.appeals.views.letters import JOBS

__all__ = ["FOOTER", "JOBS", "MENU", "answering", "beginning", "blueprint", "cases", "counted", "course"]
