"""Portfolios, enrolments, chosen units, assignments, and the states of criteria and units."""
