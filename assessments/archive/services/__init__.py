"""Keeping an archive of a portfolio, taking one in, and accepting what came with it."""

from assessments.archive.services.arriving import accept, arrive
from assessments.archive.services.foreign import take_in
from assessments.archive.services.keeping import Prepared, keep

__all__ = ["Prepared", "accept", "arrive", "keep", "take_in"]
