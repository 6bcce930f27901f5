"""The pages of question sets."""

from assessments.questioning.views import writing
from assessments.questioning.views.blueprint import MENU, blueprint

__all__ = ["MENU", "blueprint", "writing"]
