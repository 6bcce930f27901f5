"""The pages of archives, and the pages inside them."""

from assessments.archive.views import archives as _archives
from assessments.archive.views.blueprint import blueprint

__all__ = ["blueprint"]

_ = _archives
