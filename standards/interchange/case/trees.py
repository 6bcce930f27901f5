"""Items in their order under their parents, whatever order and direction the file has them in."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from standards.drafting import Problem
from standards.interchange.case.files import Json, identifier, marred, objects, pointed_at, whole, words
from standards.interchange.case.findings import excerpt, problem, refusal

DEEPEST = 30
"""Levels of items: what nests deeper is no standard."""
CHILD = "isChildOf"
TRANSLATIONS = {"isTranslationOf", "exactMatchOf", "isPeerOf"}
ENDS = ("origin", "destination")
SHOWN = 6


@dataclass
class Item:
    """One item of a package with those under it."""

    identifier: str
    found: Json
    children: list["Item"] = field(default_factory=list)

    @property
    def name(self) -> str:
        return words(self.found.get("humanCodingScheme")) or self.identifier

    def walk(self) -> Iterator["Item"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Tree:
    """One package: its document, the items at the top, what is a translation of what, and what was amiss."""

    document: Json
    top: list[Item]
    translations: frozenset[str]
    problems: list[Problem]


@dataclass(frozen=True)
class _Place:
    child: str
    parent: str
    sequence: Any


def grown(package: Json, name: str) -> Tree:
    """Put the items of a package in their places. Raises RefusalError where they run in a circle or too deep."""
    return _Growing(package, name).tree()


class _Growing:
    def __init__(self, package: Json, name: str) -> None:
        self.package = package
        self.name = name
        self.root = identifier(package["CFDocument"])
        self.problems: list[Problem] = []
        self.items: dict[str, Item] = {}
        self.translations: set[str] = set()

    def tree(self) -> Tree:
        if marred(self.package):
            self.problems.append(problem("case-signs-left-out"))
        self._collect()
        places = self._turned(list(self._places()))
        parents = self._parents(places)
        self._refuse_circles(parents)
        children: dict[str, list[str]] = defaultdict(list)
        for key in self._ordered(places, parents):
            children[parents.get(key, self.root)].append(key)
        for key, under in children.items():
            if key != self.root:
                self.items[key].children = [self.items[one] for one in under]
        if self.items and not places:
            self.problems.append(problem("case-without-associations"))
        top = [self.items[key] for key in children[self.root]]
        return Tree(self.package["CFDocument"], top, frozenset(self.translations), self.problems)

    def _collect(self) -> None:
        for number, found in enumerate(objects(self.package.get("CFItems")), start=1):
            key = identifier(found) if found else ""
            if found is None or not key or key == self.root:
                self.problems.append(problem("case-item-unreadable", number=number))
            elif key in self.items:
                self.problems.append(problem("case-item-twice", item=key))
            else:
                self.items[key] = Item(key, found)

    def _places(self) -> Iterator[_Place]:
        for number, found in enumerate(objects(self.package.get("CFAssociations")), start=1):
            kind = words((found or {}).get("associationType"))
            if found is None or kind == CHILD or kind in TRANSLATIONS:
                origin, destination = (pointed_at((found or {}).get(f"{end}NodeURI")) for end in ENDS)
                if found is None or not origin or not destination:
                    self.problems.append(problem("case-association-unreadable", number=number))
                elif kind == CHILD:
                    yield _Place(origin, destination, found.get("sequenceNumber"))
                else:
                    self.translations |= {origin, destination}

    def _turned(self, places: list[_Place]) -> list[_Place]:
        """Turn associations that all run from parent to child: the document cannot be anybody's child."""
        above = {one.child for one in places} - {one.parent for one in places}
        if self.root not in above:
            return places
        self.problems.append(problem("case-associations-reversed"))
        return [_Place(one.parent, one.child, one.sequence) for one in places]

    def _parents(self, places: list[_Place]) -> dict[str, str]:
        parents: dict[str, str] = {}
        for place in places:
            known = place.child in self.items
            if known and parents.setdefault(place.child, place.parent) != place.parent:
                self.problems.append(problem("case-several-parents", item=self.items[place.child].name))
        for child, parent in list(parents.items()):
            if parent != self.root and parent not in self.items:
                self.problems.append(problem("case-parent-unknown", item=self.items[child].name))
                parents[child] = self.root
        return parents

    def _refuse_circles(self, parents: dict[str, str]) -> None:
        depth: dict[str, int] = {self.root: 0}
        for start in self.items:
            path: dict[str, None] = {}
            key = start
            while key not in depth:
                if key in path:
                    circle = list(path)[list(path).index(key) :]
                    shown = [excerpt(self.items[one].name) for one in [*circle[:SHOWN], key]]
                    raise refusal("case-cycle", name=self.name, items=" → ".join(shown))
                path[key] = None
                key = parents.get(key, self.root)
            for level, one in enumerate(reversed(path), start=depth[key] + 1):
                depth[one] = level
                if level > DEEPEST:
                    raise refusal("case-too-deep", name=self.name)

    def _ordered(self, places: list[_Place], parents: dict[str, str]) -> list[str]:
        """Give all items as their sequence numbers have them; without one, after those that have, as in the file."""
        numbers: dict[str, int] = {}
        for place in places:
            if place.child in numbers or parents.get(place.child) not in {place.parent, self.root}:
                continue
            number = whole(place.sequence)
            if number is not None:
                numbers[place.child] = number
            elif place.sequence is not None:
                item = self.items[place.child].name
                self.problems.append(problem("case-order-unsure", said=place.sequence, item=item))
        filed = {key: place for place, key in enumerate(self.items)}
        return sorted(self.items, key=lambda key: (key not in numbers, numbers.get(key, 0), filed[key]))
