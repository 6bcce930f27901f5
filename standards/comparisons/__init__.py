"""Versions of one standard side by side, and what people settle of what became of its criteria."""
