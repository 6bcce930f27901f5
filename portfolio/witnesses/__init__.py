"""Slice: testimony of witnesses who have no account, asked for by a link that works once."""
