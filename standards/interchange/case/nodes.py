"""A standard as CASE sees it: items under items, each known by a stored criterion."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal
from uuid import UUID

from standards.drafting import NO_TEXT, Criterion, Draft, Section
from standards.foundation import LANGUAGES, Language, Text
from standards.identity import beside, criterion_id

Role = Literal["document", "section", "group", "criterion"]
ROLES: tuple[Role, ...] = ("document", "section", "group", "criterion")
PARTS = ("itself", "place", "translation")


@dataclass(frozen=True)
class Node:
    """A section, a group of criteria or a criterion, in its place.

    `root` is the id of the first criterion in it: that one is stored, and never changes once it is published.
    """

    role: Role
    root: UUID
    text: Text
    kind: str
    place: int
    parent: "Node | None" = None
    section: Section | None = None
    criterion: Criterion | None = None

    def identifier(self, language: Language, part: str = "itself") -> UUID:
        return beside(self.root, _name(self.role, language, part))


def _name(role: Role, language: Language, part: str) -> str:
    return f"CASE|{role}|{language}|{part}"


@dataclass(frozen=True)
class Belonging:
    """How an identifier belongs to a stored criterion: as what, in the package of which language."""

    role: Role
    language: Language
    part: str


def criterion_item(criterion: UUID, language: Language) -> UUID:
    """Give the identifier of a criterion's item in the package of a language."""
    return beside(criterion, _name("criterion", language, "itself"))


def candidates(identifier: UUID) -> dict[UUID, Belonging]:
    """Give the criteria by which an identifier of a package may be known, each with how it would belong to it."""
    return {
        beside(identifier, _name(role, language, part)): Belonging(role, language, part)
        for role in ROLES
        for language in LANGUAGES
        for part in PARTS
    }


def languages(draft: Draft) -> tuple[Language, ...]:
    """Give the languages in which the title or criteria have words."""
    texts = [draft.title, *(criterion.text for criterion in draft.criteria())]
    return tuple(one for one in LANGUAGES if any(text.in_language(one) for text in texts))


def document(draft: Draft, edition: str) -> Node:
    """Give the node of the whole standard. Raises ValueError where it has no criterion."""
    first = next(draft.criteria(), None)
    if first is None:
        raise ValueError("a standard without criteria cannot be exchanged")
    return Node("document", criterion_id(draft.urn or "", edition, first.code), draft.title, draft.kind, 1)


def nodes(draft: Draft, edition: str) -> Iterator[Node]:
    """Give every item, each after its parent; a section without criteria is none."""
    walk = _Walk(draft.urn or "", edition)
    for place, section in enumerate(draft.sections, start=1):
        if section.criteria:
            yield from walk.section(section, place)


@dataclass(frozen=True)
class _Walk:
    urn: str
    edition: str

    def _root(self, criterion: Criterion) -> UUID:
        return criterion_id(self.urn, self.edition, criterion.code)

    def section(self, section: Section, place: int) -> Iterator[Node]:
        root = self._root(section.criteria[0])
        head = Node("section", root, section.heading, section.kind, place, section=section)
        yield head
        taken = 0
        for heading, members in groupby(section.criteria, key=heading_of):
            parent, first = head, taken + 1
            together = list(members)
            if heading != NO_TEXT:
                parent, first = Node("group", self._root(together[0]), heading, section.kind, taken + 1, head), 1
                yield parent
            yield from self._criteria(together, parent, first)
            taken += 1 if heading != NO_TEXT else len(together)

    def _criteria(self, criteria: Iterable[Criterion], parent: Node, first: int) -> Iterator[Node]:
        for place, one in enumerate(criteria, start=first):
            node = Node("criterion", self._root(one), one.text, parent.kind, place, parent, criterion=one)
            yield node
            yield from self._criteria(one.criteria, node, 1)


def heading_of(criterion: Criterion) -> Text:
    """Give the sub-heading that a criterion stands under, without words where there is none."""
    return criterion.group if criterion.group and criterion.group.to_json() else NO_TEXT
