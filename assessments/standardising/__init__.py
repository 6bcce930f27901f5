"""Blind standardisation: the same evidence decided by several, how far they agreed, and the record of it."""
