"""The pages of quality assurance: the strategy, plans with their draws, and samples."""

from assessments.quality.views import coverage, plans, samples, strategy
from assessments.quality.views.blueprint import MENU, blueprint

__all__ = ["MENU", "blueprint", "coverage", "plans", "samples", "strategy"]
