"""Qualifications: units in groups with rules of combination."""
