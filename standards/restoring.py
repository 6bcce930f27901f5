"""A stored standard becomes a draft again, to be written as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from standards.drafting import Criterion, Draft, Metadata, OtherSection, Paragraphs, Section, Source
from standards.foundation import LANGUAGES, Text, TextStatus

FILE_TYPE = "application/yaml"


def draft_of(head: Mapping[str, Any], contents: Mapping[str, Any]) -> Draft:
    """Give the draft of a version: `head` says what a list says of it, with its metadata; `contents` all its texts."""
    details: dict[str, Any] = {
        name: tuple(said) if isinstance(said, list) else said for name, said in head["metadata"].items()
    }
    urn_from = details.pop("urn_from", "given")
    details.pop("other_sections", None)
    return Draft(
        kind=head["kind"],
        urn=head["urn"],
        urn_from=urn_from,
        title=Text.from_json(contents["title"]),
        languages=tuple(language for language in LANGUAGES if language in contents["title"]),
        source=_source(head),
        overview=_paragraphs(contents["overview"]),
        sections=tuple(_section(one) for one in contents["sections"]),
        metadata=Metadata(**details),
        other_sections=tuple(
            OtherSection(one["kind"], Text.from_json(one["heading"]), _paragraphs(one["items"]))
            for one in contents["other_sections"]
        ),
    )


def _source(head: Mapping[str, Any]) -> Source:
    """Give the document that the official words were first read from; without one, the texts stand for themselves."""
    for one in head["provenance"]:
        return Source(one["name"], one["sha256"], one["media_type"])
    return Source(head["urn"], head["digest"], FILE_TYPE)


def _section(said: Mapping[str, Any]) -> Section:
    under: dict[str | None, list[Mapping[str, Any]]] = {}
    for one in said["criteria"]:
        under.setdefault(one["parent"], []).append(one)

    def built(one: Mapping[str, Any]) -> Criterion:
        return Criterion(
            code=one["code"],
            text=Text.from_json(one["text"]),
            printed=one["printed"],
            group=Text.from_json(one["group"]) if one["group"] else None,
            assessable=one["assessable"],
            criteria=tuple(built(child) for child in under.get(one["code"], ())),
        )

    criteria = tuple(built(one) for one in under.get(None, ()))
    return Section(said["kind"], Text.from_json(said["heading"]), Text.from_json(said["stem"]), criteria)


def _paragraphs(said: Mapping[str, Mapping[str, Any]]) -> Paragraphs:
    def words(language: str) -> tuple[str, ...]:
        return tuple(said[language]["words"]) if language in said else ()

    def status(language: str) -> TextStatus:
        return TextStatus(said[language]["status"]) if language in said else TextStatus.OFFICIAL

    return Paragraphs(words("cy"), words("en"), status("cy"), status("en"))
