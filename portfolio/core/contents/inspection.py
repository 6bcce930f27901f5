"""Looking into a file: text at once, everything that needs a parser in a child process."""

from __future__ import annotations

from pathlib import Path

from portfolio.core.contents.families import HEAD, Unacceptable, way_into
from portfolio.core.contents.texts import inspect_text
from portfolio.core.contents.workers import ask


def inspect(path: Path, name: str) -> str:
    """Give the media type that a file's content has; its name counts for texts alone. Raises Unacceptable."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise Unacceptable("file-empty")
    way = way_into(head)
    return ask(way, path) if way else inspect_text(path, name)


def make_preview(path: Path, target: Path) -> None:
    """Write a copy of an image for showing. Raises Unacceptable."""
    ask("preview", path, target)
