"""Carrying units over to a later version of their standard, and taking that back."""

from assessments.carrying.services.carrying import carry
from assessments.carrying.services.undoing import undo
from assessments.carrying.services.ways import looked_at

__all__ = ["carry", "looked_at", "undo"]
