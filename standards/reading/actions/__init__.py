"""A framework of actions, printed as a table and perhaps scanned, becomes a draft that says how sure each cell is."""

from standards.reading.actions.framework import is_framework, read_actions

__all__ = ["is_framework", "read_actions"]
