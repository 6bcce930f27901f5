"""Questions about the library: which standards there are, and all of one as pages and rules want it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from standards.foundation import LANGUAGES, Actor, Facts, Language, Text, TextStatus
from standards.library.finding import find
from standards.library.models import Criterion, Section, Standard
from standards.library.queries.structure import (
    AskedOf,
    Outline,
    ShownCriterion,
    ShownGroup,
    ShownSection,
    criteria_by_id,
    outline,
    outlines,
)
from standards.library.rules import Contents, Slot, digest, kept_facts
from standards.paging import PAGE_SIZE, Paged, page_of, skipped

__all__ = [
    "AskedOf",
    "OtherSection",
    "Outline",
    "ShownCriterion",
    "ShownGroup",
    "ShownSection",
    "ShownStandard",
    "Wanted",
    "by_urn",
    "choosable",
    "contents",
    "criteria_by_id",
    "find",
    "listed",
    "outline",
    "outlines",
    "paragraphs",
    "readable",
    "shown",
    "standard",
    "standard_by_id",
    "standing_edition",
    "stored_facts",
    "summary",
]


@dataclass(frozen=True)
class OtherSection:
    """A part without criteria: a glossary, links."""

    kind: str
    heading: Text
    items: tuple[Text, ...]


@dataclass(frozen=True)
class ShownStandard:
    """A standard with all that its page says of it."""

    row: Standard
    outline: Outline
    overview: tuple[Text, ...]
    other_sections: tuple[OtherSection, ...]

    def worded(self, name: str, reader: Language) -> tuple[Any, Language]:
        """Give what its document says of itself in words, and in which language: the reader's where it says it so."""
        details = self.row.details
        first: Language = self.row.provenance[0]["language"] if self.row.provenance else reader
        both = {first: details.get(name)}
        if "en" in details:
            both = {"cy": details.get(name), "en": details["en"].get(name)}
        found = next((one for one in (reader, first, *LANGUAGES) if both.get(one)), first)
        return both.get(found), found

    @property
    def official(self) -> list[Language]:
        """List the languages in which all criteria that have words have official ones."""
        return [language for language in LANGUAGES if self._statuses(language) == {TextStatus.OFFICIAL}]

    @property
    def working(self) -> list[Language]:
        """List the languages in which some criteria have only a working translation."""
        return [language for language in LANGUAGES if TextStatus.WORKING_TRANSLATION in self._statuses(language)]

    def _statuses(self, language: Language) -> set[TextStatus]:
        said = (one.text.in_language(language) for one in self.outline.criteria)
        return {one.status for one in said if one is not None}


@dataclass(frozen=True)
class Wanted:
    """Which standards a list shows."""

    language: Language = "cy"
    kind: str | None = None
    by_urn: bool = False
    page: int = 1


def standard(session: Session, public_id: str) -> Standard | None:
    return session.scalar(select(Standard).where(Standard.public_id == public_id))


def standard_by_id(session: Session, standard_id: int) -> Standard | None:
    return session.get(Standard, standard_id)


def standing_edition(session: Session, owner_id: int | None, urn: str, edition: str) -> Standard | None:
    """Give what is published under an owner, URN and edition."""
    return session.scalar(
        select(Standard).where(Standard.owner_id == owner_id, Standard.urn == urn, Standard.edition == edition)
    )


def by_urn(session: Session, urn: str, owner_id: int | None = None) -> list[Standard]:
    """Give the versions of a URN in the shared library or of an owner, as they were published."""
    query = select(Standard).where(Standard.owner_id == owner_id, Standard.urn == urn)
    return list(session.scalars(query.order_by(Standard.published_at, Standard.id)))


def readable(actor: Actor) -> ColumnElement[bool]:
    """Give the condition of every list: the shared library's, and those of the provider that the actor works in."""
    return or_(Standard.owner_id.is_(None), Standard.owner_id == actor.provider_id)


def listed(session: Session, actor: Actor, wanted: Wanted) -> Paged[Standard]:
    """Give one page of the standards, in the order of the reader's alphabet or by URN."""
    condition = readable(actor)
    if wanted.kind:
        condition &= Standard.kind == wanted.kind
    total = session.scalar(select(func.count()).select_from(Standard).where(condition)) or 0
    title = Standard.sort_cy if wanted.language == "cy" else Standard.sort_en
    order = (Standard.urn, Standard.edition) if wanted.by_urn else (title, Standard.urn)
    page = page_of(wanted.page, total)
    query = select(Standard).where(condition).order_by(*order, Standard.id)
    rows = session.scalars(query.limit(PAGE_SIZE).offset(skipped(page)))
    return Paged(tuple(rows), total, page)


def choosable(session: Session, actor: Actor, language: Language, but: Collection[int] = ()) -> list[Standard]:
    """List all standards that the actor may read, for a choice; those in `but` are left out."""
    title = Standard.sort_cy if language == "cy" else Standard.sort_en
    query = select(Standard).where(readable(actor), Standard.id.not_in(but))
    return list(session.scalars(query.order_by(title, Standard.urn, Standard.edition)))


def shown(session: Session, row: Standard) -> ShownStandard:
    """Give a standard with all that its page says of it."""
    found = outline(session, row.id)
    others = row.details.get("other_sections", [])
    return ShownStandard(
        row,
        found,
        tuple(Text.from_json(one) for one in row.overview),
        tuple(
            OtherSection(
                one["kind"],
                Text.from_json(one["heading"]),
                tuple(Text.from_json(item) for item in paragraphs(one["items"])),
            )
            for one in others
        ),
    )


def paragraphs(said: Slot) -> list[dict[str, Any]]:
    """Turn the paragraphs of each language into paragraphs of both, first with first."""
    columns = ([(language, words, one["status"]) for words in one["words"]] for language, one in said.items())
    return [
        {part[0]: {"words": part[1], "status": part[2]} for part in row if part is not None}
        for row in zip_longest(*columns)
    ]


def _columns(rows: Iterable[Mapping[str, Mapping[str, str]]]) -> Slot:
    """Turn paragraphs of both languages back into the paragraphs of each."""
    found: Slot = {}
    for row in rows:
        for language, one in row.items():
            found.setdefault(language, {"words": [], "status": one["status"]})["words"].append(one["words"])
    return found


def summary(row: Standard) -> dict[str, Any]:
    """Give what a list says of a standard, as JSON."""
    return {
        "id": row.public_id,
        "urn": row.urn,
        "edition": row.edition,
        "kind": row.kind,
        "title": row.title.to_json(),
        "assessable": row.assessable,
        "digest": row.digest,
        "provenance": row.provenance,
    }


def contents(session: Session, row: Standard) -> Contents:
    """Give all texts of a standard as they are stored."""
    sections = session.scalars(select(Section).where(Section.standard_id == row.id).order_by(Section.position)).all()
    criteria = session.scalars(
        select(Criterion).where(Criterion.standard_id == row.id).order_by(Criterion.position)
    ).all()
    return _contents(row, sections, criteria)


def _contents(row: Standard, sections: Iterable[Section], criteria: Collection[Criterion]) -> Contents:
    codes = {one.id: one.code for one in criteria}
    of_section: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in criteria:
        of_section[one.section_id].append(
            {
                "code": one.code,
                "printed": one.printed,
                "parent": codes[one.parent_id] if one.parent_id is not None else None,
                "group": one.group.to_json() if one.group else {},
                "assessable": one.assessable,
                "text": one.text.to_json(),
                **kept_facts(one.facts),
            }
        )
    return {
        "title": row.title.to_json(),
        "overview": _columns(row.overview),
        "sections": [
            {
                "kind": section.kind,
                "heading": section.heading.to_json(),
                "stem": section.stem.to_json() if section.stem else {},
                "criteria": of_section[section.id],
            }
            for section in sections
        ],
        "other_sections": row.details.get("other_sections", []),
    }


def stored_facts(session: Session, owner_id: int | None) -> Facts:
    """Give the published standards of an owner, or of the shared library, as its book must tell them.

    The digest is counted again from the texts as they stand.
    """
    facts: Facts = {}
    for row in session.scalars(select(Standard).where(Standard.owner_id == owner_id).order_by(Standard.id)):
        counted = digest(contents(session, row))
        facts["standard", row.public_id] = {
            "urn": row.urn,
            "edition": row.edition,
            "digest": counted if counted == row.digest else f"{counted}, stored as {row.digest}",
            "about": digest(row.about),
        }
    return facts
