"""The pages of standardisation: of whoever puts exercises together and chairs them, and of those who take part."""

from assessments.standardising.views import exercises, holding, pieces, results
from assessments.standardising.views.blueprint import MENU, blueprint

__all__ = ["MENU", "blueprint", "exercises", "holding", "pieces", "results"]
