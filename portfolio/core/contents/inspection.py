"""Looking into a file: text at once, everything that needs a parser in a child process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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


def read_leap2a(path: Path) -> list[dict[str, Any]]:
    """Give the entries of a Leap2A feed, alone or in a ZIP. Raises Unacceptable."""
    found: list[dict[str, Any]] = json.loads(ask("leap2a", path))
    return found
