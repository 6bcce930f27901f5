"""The pages of judging: home, units, the queue, judging, feedback and signing."""

from assessments.judging.views import criteria, feedback, home, judge, phrases, queue, signing, taking_back, units
from assessments.judging.views.blueprint import MENU, blueprint

__all__ = [
    "MENU",
    "blueprint",
    "criteria",
    "feedback",
    "home",
    "judge",
    "phrases",
    "queue",
    "signing",
    "taking_back",
    "units",
]
