"""The pages of professional discussions."""

from assessments.discussing.views import giving, holding
from assessments.discussing.views.blueprint import blueprint

__all__ = ["blueprint", "giving", "holding"]
