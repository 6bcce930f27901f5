"""A draft as somebody works on it: plain data with a key for every part, and a walk through its criteria."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from standards.drafting import Draft
from standards.foundation import LANGUAGES, TextStatus
from standards.interchange.yaml_file import from_plain, to_plain

Working = dict[str, Any]
"""A draft as it is worked on: as its file would hold it, with a `key` in every section and criterion."""
Part = dict[str, Any]


def begun(draft: Draft, first: int = 1) -> Working:
    """Give a reading as it is first worked on, its keys from `first` on; its problems are settled beside it."""
    working = {"urn": None, "title": {}, **to_plain(replace(draft, problems=()))}
    working["next"] = first
    for section in working["sections"]:
        section["key"] = new_key(working, "s")
        for criterion in within(section["criteria"]):
            criterion["key"] = new_key(working, "c")
    for other in working.setdefault("other_sections", []):
        other["key"] = new_key(working, "o")
    return working


def finished(working: Working) -> Draft:
    """Give the draft that the worked data says; words outside the criteria that were all taken out leave nothing."""
    others = [other for other in working["other_sections"] if other["items"]]
    return from_plain({**working, "other_sections": others})


def new_key(working: Working, letter: str) -> str:
    number = working["next"]
    working["next"] = number + 1
    return f"{letter}{number}"


@dataclass(frozen=True)
class Spot:
    """Where a criterion stands: among which others, under what, in which section."""

    siblings: list[Part]
    index: int
    parent: Part | None
    section: Part
    depth: int = 0

    @property
    def criterion(self) -> Part:
        return self.siblings[self.index]

    @property
    def last(self) -> bool:
        return self.index == len(self.siblings) - 1


def spots(working: Working) -> Iterator[Spot]:
    """Every criterion in the order of the standard."""
    for section in working["sections"]:
        yield from _spots(section["criteria"], None, section, 0)


def _spots(siblings: list[Part], parent: Part | None, section: Part, depth: int) -> Iterator[Spot]:
    for index, criterion in enumerate(siblings):
        yield Spot(siblings, index, parent, section, depth)
        yield from _spots(criterion.get("criteria", []), criterion, section, depth + 1)


def within(criteria: list[Part]) -> Iterator[Part]:
    for criterion in criteria:
        yield criterion
        yield from within(criterion.get("criteria", []))


def languages_of(working: Working) -> list[str]:
    return [language for language in LANGUAGES if language in working["languages"]]


def own_languages(working: Working) -> set[str]:
    """Give the languages in which some words are the document's own; where there is none yet, those it was read in."""
    texts = [spot.criterion.get("text", {}) for spot in spots(working)]
    own = {language for text in texts for language, said in text.items() if not isinstance(said, dict)}
    return own or set(working["languages"])


def say(part: Part, name: str, language: str, said: Any, inner: str = "text", *, translation: bool = False) -> None:
    """Put words into one language; a working translation that is mended is one still, a new one where it is said."""
    value = dict(part.get(name) or {})
    before = value.get(language)
    if said and (isinstance(before, dict) or (translation and before is None)):
        value[language] = {"status": TextStatus.WORKING_TRANSLATION.value, **(before or {}), inner: said}
    elif said:
        value[language] = said
    else:
        value.pop(language, None)
    if value or name in {"text", "title", "items"}:
        part[name] = value
    else:
        part.pop(name, None)


def words(value: Part | None, language: str) -> str:
    said = (value or {}).get(language, "")
    return str(said["text"] if isinstance(said, dict) else said)


def paragraphs(value: Part | None, language: str) -> list[str]:
    said = (value or {}).get(language, [])
    return list(said["paragraphs"] if isinstance(said, dict) else said)
