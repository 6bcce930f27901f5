"""The commands of the standards, a module for each thing that they do."""

from standards.commands import exporting, finding, loading, reading, showing
from standards.commands.terminal import standards
from standards.commands.words import SENTENCES

__all__ = ["SENTENCES", "exporting", "finding", "loading", "reading", "showing", "standards"]
