"""What a parser hands over: paragraphs, rows of tables, pages of runs of text; never more than a document holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MOST_SIGNS = 2_000_000
"""The longest suites of standards have a quarter of it."""
MOST_LINES = 60_000


class Unfit(Exception):
    """A file is no document that can be read: a code that is put into words, with its facts."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Paragraph:
    """One line of a paragraph: `listed` where a list made the mark before it, `further` for all but its first line."""

    text: str
    indent: int = 0
    listed: bool = False
    further: bool = False

    def to_json(self) -> list[Any]:
        return [self.text, self.indent, self.listed, self.further]


@dataclass(frozen=True)
class Row:
    """The cells of one row of a table, from left to right."""

    cells: tuple[tuple[Paragraph, ...], ...]

    def to_json(self) -> dict[str, Any]:
        return {"cells": [[paragraph.to_json() for paragraph in cell] for cell in self.cells]}


Node = Paragraph | Row


def node_from(value: Any) -> Node:
    """Undo `to_json` of a paragraph or a row."""
    if isinstance(value, dict):
        return Row(tuple(tuple(Paragraph(*paragraph) for paragraph in cell) for cell in value["cells"]))
    return Paragraph(*value)


@dataclass
class Extract:
    """Nodes in the order of the page, headers of its pages apart, and what is to be told of the reading."""

    nodes: list[Node] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    found: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    signs: int = 0
    lines: int = 0

    def add(self, node: Node) -> None:
        """Keep a node; raises Unfit when the document grows beyond all measure."""
        paragraphs = [node] if isinstance(node, Paragraph) else [one for cell in node.cells for one in cell]
        self.signs += sum(len(paragraph.text) for paragraph in paragraphs)
        self.lines += len(paragraphs)
        if self.signs:
            check_size(self.signs, self.lines)
        self.nodes.append(node)

    def tell(self, code: str, **facts: object) -> None:
        self.found.append((code, {name: str(fact) for name, fact in facts.items()}))

    def to_json(self) -> dict[str, Any]:
        return {"nodes": [node.to_json() for node in self.nodes], "headers": self.headers, "found": self.found}


def check_size(signs: int, lines: int) -> None:
    """Raise Unfit for a document without a sign, and for one longer than any standard."""
    if not signs:
        raise Unfit("empty")
    if signs > MOST_SIGNS or lines > MOST_LINES:
        raise Unfit("too-long", limit=str(MOST_SIGNS // 1_000_000))
