"""Safeguarding concerns: kept apart from every portfolio, its record and its archive."""
