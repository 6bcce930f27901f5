"""Decisions, feedback, what is missing, signatures and reopening; the learner's home and unit page."""
