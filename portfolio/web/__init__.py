"""Plumbing of all pages: it knows no page and no table."""
