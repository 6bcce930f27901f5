"""Changes of quality assurance: setting the strategy, drawing what is sampled, and sampling it."""

from assessments.quality.services.planning import draw_again, make_plan
from assessments.quality.services.rebalancing import rebalance_plans
from assessments.quality.services.samples import answer, close, open_sample, report
from assessments.quality.services.strategies import set_strategy

__all__ = ["answer", "close", "draw_again", "make_plan", "open_sample", "rebalance_plans", "report", "set_strategy"]
