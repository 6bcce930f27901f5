"""The pages of assessment plans: reading one, writing it, and saying what one has to say of it."""

from portfolio.plans.views import reading, saying, writing
from portfolio.plans.views.blueprint import blueprint

__all__ = ["blueprint", "reading", "saying", "writing"]
