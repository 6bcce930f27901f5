"""The pages of archives and of arriving, and the pages inside archives."""

from assessments.archive.views import archives, arrivals, foreign
from assessments.archive.views.blueprint import blueprint
from assessments.archive.views.making import JOBS

__all__ = ["JOBS", "archives", "arrivals", "blueprint", "foreign"]
