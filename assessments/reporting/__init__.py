"""Completion: who has met what, as pages and as a spreadsheet."""
