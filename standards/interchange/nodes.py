"""YAML as plain data that still knows its lines; words stay as they are typed, never turned into other things."""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from standards.interchange.faults import Fault, fault

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one in C where PyYAML was built with it: a library of a thousand files waits for nothing else as long."""
DEEPEST = 40
Path = tuple[str | int, ...]
# Only these keys hold anything but words.
NUMBERS = frozenset({"lines", "line", "n"})
SWITCHES = frozenset({"assessable", "consent"})
FRACTIONS = "confidence"
FRACTION = re.compile(r"[01](\.\d+)?")


@dataclass
class Tree:
    """The data of a file, where each part of it stands, and what was wrong with the YAML itself."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Path) -> int:
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_tree(text: str) -> Tree:
    tree = Tree()
    try:
        tree.faults += _forbidden(text)
        if not tree.faults:
            node = yaml.compose(text, Loader=LOADER)
            tree.data = _plain(node, (), tree) if node is not None else None
    except yaml.YAMLError as error:
        tree.faults.append(_syntax(error))
    return tree


def _syntax(error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return fault("sign", 1)
    # The reader's own words are English only.
    return fault("syntax", mark.line + 1, column=mark.column + 1)


def _forbidden(text: str) -> list[Fault]:
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if getattr(event, "anchor", None):
            return [fault("alias", _line(event))]
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return [fault("too-deep", _line(event))]
    return []


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _plain(node: yaml.Node, path: Path, tree: Tree) -> Any:
    tree.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, tree)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, index), tree) for index, child in enumerate(node.value)]
    return _scalar(node, path)


def _mapping(node: yaml.MappingNode, path: Path, tree: Tree) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
        line = key_node.start_mark.line + 1
        if key in data:
            tree.faults.append(fault("duplicate-key", line, key=key))
            continue
        tree.lines[(*path, key)] = line
        data[key] = _plain(value_node, (*path, key), tree)
    return data


def _scalar(node: yaml.Node, path: Path) -> Any:
    keys = [part for part in path if isinstance(part, str)]
    key = keys[-1] if keys else ""
    if node.tag == "tag:yaml.org,2002:null":
        return None
    if key in NUMBERS and node.tag == "tag:yaml.org,2002:int" and node.value.isdigit():
        return int(node.value)
    if key in SWITCHES and node.value in {"true", "false"}:
        return node.value == "true"
    if FRACTIONS in keys and not getattr(node, "style", None) and FRACTION.fullmatch(node.value):
        return float(node.value)
    return node.value
