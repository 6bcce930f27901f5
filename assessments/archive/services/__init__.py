"""Keeping an archive of a portfolio, taking one in, and accepting what came with it."""

from assessments.archive.services.arriving import accept, arrive, count
from assessments.archive.services.foreign import take_in
from assessments.archive.services.keeping import Prepared, keep
from assessments.archive.services.making import MAKE, ask, go_on, keep_checksum

__all__ = [
    "MAKE",
    "Prepared",
    "accept",
    "arrive",
    "ask",
    "count",
    "go_on",
    "keep",
    "keep_checksum",
    "take_in",
]
