"""The fields by which a draft is edited: what stands in each, and the draft with what was typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from typing import get_args

from standards.editing.working import Part, Working, languages_of, own_languages, paragraphs, say, spots, words
from standards.facts import Modality
from standards.foundation import LANGUAGES, Language

Fields = dict[str, str]
"""Name of a field → what stands in it."""

FACTS = ("approved", "review", "version", "developed_by", "originating_organisation", "validity", "status")
LISTS = ("original_urns", "suites", "occupations", "keywords", "soc_codes")
"""Of the whole standard: each of their entries on a line of its own."""
CELLS = ("purpose", "examples", "keys", "who", "resources", "time", "maturity")
"""Of a row of a framework of actions; its category is the heading that it stands under."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "validity": ("current", "legacy", "archive"),
    "status": ("original", "tailored"),
    "modality": get_args(Modality),
}
"""Fields that hold one of a few codes, or nothing."""
PARAGRAPH = re.compile(r"\n[ \t]*\n+")
SPACES = re.compile(r"[^\S\n]+")
TICKED = "y"


def fields_of(working: Working) -> Fields:
    """Give every field by which the draft is edited, with what stands in it."""
    metadata = working.get("metadata", {})
    found = {"urn": working["urn"] or "", **{name: metadata.get(name) or "" for name in FACTS}}
    found |= {name: "\n".join(metadata.get(name, ())) for name in LISTS}
    found |= {f"title-{language}": words(working["title"], language) for language in LANGUAGES}
    for language in languages_of(working):
        found[f"overview-{language}"] = "\n\n".join(paragraphs(working.get("overview"), language))
        for section in working["sections"]:
            found[f"{section['key']}-heading-{language}"] = words(section.get("heading"), language)
            found[f"{section['key']}-stem-{language}"] = words(section.get("stem"), language)
        for other in working["other_sections"]:
            found[f"{other['key']}-heading-{language}"] = words(other.get("heading"), language)
            found[f"{other['key']}-items-{language}"] = "\n\n".join(paragraphs(other["items"], language))
    for spot in spots(working):
        found |= _criterion_fields(working, spot.criterion)
    return found


def _criterion_fields(working: Working, one: Part) -> Fields:
    key = one["key"]
    found = {f"{key}-code": one["code"], f"{key}-assessable": TICKED if one.get("assessable", True) else ""}
    for language in languages_of(working):
        found[f"{key}-text-{language}"] = words(one.get("text"), language)
        found[f"{key}-group-{language}"] = words(one.get("group"), language)
        if working["kind"] == "actions":
            found |= {f"{key}-{cell}-{language}": words(one.get("action", {}).get(cell), language) for cell in CELLS}
        if working["kind"] == "legislation":
            found[f"{key}-closing-{language}"] = words(one.get("provision", {}).get("closing"), language)
    if working["kind"] == "legislation":
        found[f"{key}-modality"] = one.get("provision", {}).get("modality") or ""
    return found


def kind_of(name: str) -> str:
    """Give what a field holds, whatever it belongs to: title, text, code, validity."""
    key, *rest = name.split("-")
    return rest[0] if rest and key not in {"title", "overview"} else key


def normal(name: str, said: str) -> str:
    """Clean what was typed as the reader cleans what it reads: single spaces, lines and paragraphs where they count."""
    text = said.replace("\r\n", "\n").replace("\r", "\n")
    kind = kind_of(name)
    if kind in {"overview", "items"}:
        parts = (" ".join(part.split()) for part in PARAGRAPH.split(text))
        return "\n\n".join(filter(None, parts))
    return "\n".join(pieces(text)) if kind in {*LISTS, *CELLS} else " ".join(text.split())


def pieces(said: str) -> list[str]:
    """Part what was typed where a line was broken."""
    return [piece for line in said.splitlines() if (piece := SPACES.sub(" ", line).strip())]


def with_fields(
    working: Working, typed: Mapping[str, str], translations: Collection[Language] | None = None
) -> Working:
    """Give the draft with what was typed; a text that says the same stays exactly as it is.

    Where a text had no words, those in a language of `translations` are a working translation: unless it is given,
    in every language but the document's own.
    """
    changed = deepcopy(working)
    own = own_languages(working)
    translated = {one for one in LANGUAGES if one not in own} if translations is None else set(translations)
    keyed = {part["key"]: part for part in (*changed["sections"], *changed["other_sections"])}
    keyed |= {spot.criterion["key"]: spot.criterion for spot in spots(changed)}
    for name, said in _changes(working, typed):
        key, *rest = name.split("-")
        what, language = (rest[0] if rest else "", rest[-1] if rest else "")
        if key in keyed:
            _put_part(keyed[key], what, language, said, translation=language in translated)
        else:
            _put(changed, key, language, said, translation=language in translated)
    return categorised(changed)


def _changes(working: Working, typed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, before in fields_of(working).items():
        said = normal(name, typed.get(name, before))
        if said != normal(name, before):
            yield name, said


def _put(working: Working, name: str, language: str, said: str, *, translation: bool) -> None:
    """Put a field of the whole standard."""
    if name == "urn":
        working["urn"], working["urn_from"] = said or None, "given"
    elif name in FACTS:
        working.setdefault("metadata", {})[name] = said or None
    elif name in LISTS:
        working.setdefault("metadata", {})[name] = said.split("\n") if said else []
    elif name == "overview":
        say(working, name, language, _paragraphs(said), "paragraphs", translation=translation)
    else:
        say(working, "title", language, said, translation=translation)


def _paragraphs(said: str) -> list[str]:
    return PARAGRAPH.split(said) if said else []


def _put_part(part: Part, name: str, language: str, said: str, *, translation: bool) -> None:
    """Put a field of a section or a criterion."""
    if name == "items":
        say(part, name, language, _paragraphs(said), "paragraphs", translation=translation)
    elif name == "code":
        part["code"] = said
    elif name == "assessable":
        part["assessable"] = said == TICKED
    elif name == "modality":
        part.setdefault("provision", {})["modality"] = said or None
    elif name in {*CELLS, "closing"}:
        held = part.setdefault("action" if name in CELLS else "provision", {})
        say(held, name, language, said, translation=translation)
    else:
        say(part, name, language, said, translation=translation)


def categorised(working: Working) -> Working:
    """Let each row of a framework of actions have for its category the heading that it stands under now."""
    if working["kind"] == "actions":
        for section in working["sections"]:
            for spot in spots({"sections": [section]}):
                _categorise(spot.criterion, section.get("heading"))
    return working


def _categorise(criterion: Part, heading: Part | None) -> None:
    if heading:
        criterion.setdefault("action", {})["category"] = deepcopy(heading)
    else:
        criterion.get("action", {}).pop("category", None)
