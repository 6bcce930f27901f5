"""The pages of quality assurance: the strategy, plans with their draws, and samples."""

from assessments.quality.services import rebalance_plans
from assessments.quality.views import coverage, plans, samples, strategy
from assessments.quality.views.blueprint import MENU, blueprint

TICKS = (rebalance_plans,)

__all__ = ["MENU", "TICKS", "blueprint", "coverage", "plans", "samples", "strategy"]
