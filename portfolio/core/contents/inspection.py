"""Looking into a file: text at once, everything that needs a parser in a child process."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portfolio.core.contents.families import HEAD, Unacceptable, way_into
from portfolio.core.contents.texts import inspect_text
from portfolio.core.contents.workers import ask, copy


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


def make_clean(path: Path, target: Path, media_type: str) -> None:
    """Write a copy of sound or film that holds nothing else. Raises Unacceptable, or Occupied."""
    copy("clean", path, target, media_type)


@dataclass(frozen=True)
class Words:
    """What an office document says, by sheet or slide, and whether it says more."""

    parts: list[tuple[str, str]]
    cut: bool


def read_words(path: Path) -> Words:
    """Give the words of an office document. Raises Unacceptable."""
    found = json.loads(ask("words", path))
    parts = [(str(name), "\n".join(lines).strip()) for name, lines in found["parts"]]
    return Words([(name, words) for name, words in parts if words], found["cut"])


def count_pages(path: Path) -> int:
    """Tell how many pages a document has; one, where it is a picture. Raises Unacceptable."""
    return int(ask("pages", path))


def draw_page(path: Path, target: Path, number: int) -> None:
    """Write a page of a document as a picture. Raises Unacceptable."""
    ask("page", path, target, more=str(number))


def redact(path: Path, target: Path, boxes: Iterable[Sequence[int]]) -> str:
    """Write a copy of a picture or document with boxes burnt in; gives its media type. Raises Unacceptable."""
    return ask("redact", path, target, more=json.dumps([list(one) for one in boxes]))


def read_badge(path: Path) -> dict[str, Any]:
    """Give what a badge says and what was signed of it, or why its words are not understood. Raises Unacceptable."""
    found: dict[str, Any] = json.loads(ask("badge", path))
    return found


def read_leap2a(path: Path) -> list[dict[str, Any]]:
    """Give the entries of a Leap2A feed, alone or in a ZIP. Raises Unacceptable."""
    found: list[dict[str, Any]] = json.loads(ask("leap2a", path))
    return found
