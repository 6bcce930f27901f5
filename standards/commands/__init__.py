"""The commands of the standards, a module for each thing that they do."""

from standards.commands.terminal import LateGroup
from standards.commands.words import SENTENCES, said

__all__ = ["SENTENCES", "standards"]

standards = LateGroup(
    "standards",
    {
        "export": "standards.commands.exporting:export",
        "find": "standards.commands.finding:find",
        "index": "standards.commands.finding:index",
        "list": "standards.commands.showing:list_standards",
        "load": "standards.commands.loading:load",
        "read": "standards.commands.reading:read",
        "show": "standards.commands.showing:show",
    },
    help=said("group"),
)
