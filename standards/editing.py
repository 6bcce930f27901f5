"""A person's mending of a draft: plain data with a key for every part, the fields that are typed, and moves in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from standards.drafting import Draft
from standards.foundation import LANGUAGES, Refused
from standards.interchange.yaml_file import from_plain, to_plain
from standards.reading.wording import LETTERS

Working = dict[str, Any]
"""A draft as it is worked on: as its file would hold it, with a `key` in every section and criterion."""
Part = dict[str, Any]
Fields = dict[str, str]
"""Name of a field → what stands in it."""

FACTS = ("approved", "review", "version", "developed_by")
PARAGRAPH = re.compile(r"\n[ \t]*\n+")
SPACES = re.compile(r"[^\S\n]+")
TICKED = "y"


def begun(draft: Draft, first: int = 1) -> Working:
    """Give a reading as it is first worked on, its keys from `first` on; its problems are settled beside it."""
    working = {"urn": None, "title": {}, **to_plain(replace(draft, problems=()))}
    working["next"] = first
    for section in working["sections"]:
        section["key"] = _new_key(working, "s")
        for criterion in _within(section["criteria"]):
            criterion["key"] = _new_key(working, "c")
    for other in working.setdefault("other_sections", []):
        other["key"] = _new_key(working, "o")
    return working


def finished(working: Working) -> Draft:
    """Give the draft that the worked data says; words outside the criteria that were all taken out leave nothing."""
    others = [other for other in working["other_sections"] if other["items"]]
    return from_plain({**working, "other_sections": others})


def _new_key(working: Working, letter: str) -> str:
    number = working["next"]
    working["next"] = number + 1
    return f"{letter}{number}"


# Walking


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


def _within(criteria: list[Part]) -> Iterator[Part]:
    for criterion in criteria:
        yield criterion
        yield from _within(criterion.get("criteria", []))


# Fields


def languages_of(working: Working) -> list[str]:
    return [language for language in LANGUAGES if language in working["languages"]]


def fields_of(working: Working) -> Fields:
    """Give every field by which the draft is edited, with what stands in it."""
    metadata = working.get("metadata", {})
    found = {"urn": working["urn"] or "", **{name: metadata.get(name) or "" for name in FACTS}}
    for language in languages_of(working):
        found[f"title-{language}"] = _words(working["title"], language)
        found[f"overview-{language}"] = "\n\n".join(_paragraphs(working.get("overview"), language))
        for section in working["sections"]:
            found[f"{section['key']}-heading-{language}"] = _words(section.get("heading"), language)
            found[f"{section['key']}-stem-{language}"] = _words(section.get("stem"), language)
        for other in working["other_sections"]:
            found[f"{other['key']}-heading-{language}"] = _words(other.get("heading"), language)
            found[f"{other['key']}-items-{language}"] = "\n\n".join(_paragraphs(other["items"], language))
        for spot in spots(working):
            one = spot.criterion
            found[f"{one['key']}-text-{language}"] = _words(one.get("text"), language)
            found[f"{one['key']}-group-{language}"] = _words(one.get("group"), language)
    for spot in spots(working):
        found[f"{spot.criterion['key']}-code"] = spot.criterion["code"]
        found[f"{spot.criterion['key']}-assessable"] = TICKED if spot.criterion.get("assessable", True) else ""
    return found


def normal(name: str, said: str) -> str:
    """Clean what was typed as the reader cleans what it reads: single spaces, paragraphs where the field has them."""
    text = said.replace("\r\n", "\n").replace("\r", "\n")
    if name.startswith("overview") or "-items-" in name:
        parts = (" ".join(part.split()) for part in PARAGRAPH.split(text))
        return "\n\n".join(filter(None, parts))
    return " ".join(text.split())


def pieces(said: str) -> list[str]:
    """Part what was typed where a line was broken."""
    return [piece for line in said.splitlines() if (piece := SPACES.sub(" ", line).strip())]


def with_fields(working: Working, typed: Mapping[str, str]) -> Working:
    """Give the draft with what was typed; a text that says the same stays exactly as it is."""
    changed = deepcopy(working)
    standing = fields_of(working)
    keyed = {part["key"]: part for part in (*changed["sections"], *changed["other_sections"])}
    keyed |= {spot.criterion["key"]: spot.criterion for spot in spots(changed)}
    for name, before in standing.items():
        said = normal(name, typed.get(name, before))
        if said != normal(name, before):
            _put(changed, keyed, name, said)
    return changed


def _put(working: Working, keyed: Mapping[str, Part], name: str, said: str) -> None:
    key, *rest = name.split("-")
    if name == "urn":
        working["urn"], working["urn_from"] = said or None, "given"
    elif name in FACTS:
        working.setdefault("metadata", {})[name] = said or None
    elif key == "title":
        _say(working, "title", rest[0], said)
    elif key == "overview":
        _say(working, "overview", rest[0], PARAGRAPH.split(said) if said else [], "paragraphs")
    elif rest[0] == "items":
        _say(keyed[key], "items", rest[1], PARAGRAPH.split(said) if said else [], "paragraphs")
    elif rest == ["code"]:
        keyed[key]["code"] = said
    elif rest == ["assessable"]:
        keyed[key]["assessable"] = said == TICKED
    else:
        _say(keyed[key], rest[0], rest[1], said)


def _say(part: Part, name: str, language: str, said: Any, inner: str = "text") -> None:
    """Put words into one language; a working translation that is mended is one still."""
    value = dict(part.get(name) or {})
    before = value.get(language)
    if said:
        value[language] = {**before, inner: said} if isinstance(before, dict) else said
    else:
        value.pop(language, None)
    if value or name in {"text", "title", "items"}:
        part[name] = value
    else:
        part.pop(name, None)


def _words(value: Part | None, language: str) -> str:
    said = (value or {}).get(language, "")
    return str(said["text"] if isinstance(said, dict) else said)


def _paragraphs(value: Part | None, language: str) -> list[str]:
    said = (value or {}).get(language, [])
    return list(said["paragraphs"] if isinstance(said, dict) else said)


# Moves


def moved(working: Working, move: str, key: str, typed: Mapping[str, str]) -> Working:
    """Give the draft after one move: of the criterion or section with this key. Raises Refused where it cannot be."""
    changed = deepcopy(working)
    if move in SECTION_MOVES:
        SECTION_MOVES[move](changed, key)
    else:
        spot = next((one for one in spots(changed) if one.criterion["key"] == key), None)
        if spot is None or move not in MOVES:
            raise Refused("edit-impossible")
        MOVES[move](changed, spot, typed)
    return _renumbered(changed)


def _up(working: Working, spot: Spot, _typed: Mapping[str, str]) -> None:
    _step(working, spot, -1)


def _down(working: Working, spot: Spot, _typed: Mapping[str, str]) -> None:
    _step(working, spot, 1)


def _step(working: Working, spot: Spot, by: int) -> None:
    """Change places with the neighbour; at the edge of a section, go over into the next."""
    place = spot.index + by
    if 0 <= place < len(spot.siblings):
        spot.siblings.insert(place, spot.siblings.pop(spot.index))
        return
    sections = working["sections"]
    place = next(index for index, one in enumerate(sections) if one is spot.section) + by
    if spot.parent is not None or not 0 <= place < len(sections):
        raise Refused("edit-impossible")
    criterion = spot.siblings.pop(spot.index)
    others = sections[place]["criteria"]
    others.insert(0 if by > 0 else len(others), criterion)


def _nest(_working: Working, spot: Spot, _typed: Mapping[str, str]) -> None:
    if spot.index == 0:
        raise Refused("edit-impossible")
    criterion = spot.siblings.pop(spot.index)
    criterion["assessable"] = False
    spot.siblings[spot.index - 1].setdefault("criteria", []).append(criterion)


def _unnest(working: Working, spot: Spot, _typed: Mapping[str, str]) -> None:
    parent = spot.parent
    above = next((one for one in spots(working) if one.criterion is parent), None)
    if parent is None or above is None:
        raise Refused("edit-impossible")
    criterion = spot.siblings.pop(spot.index)
    criterion["assessable"] = parent.get("assessable", True)
    above.siblings.insert(above.index + 1, criterion)


def _merge(_working: Working, spot: Spot, _typed: Mapping[str, str]) -> None:
    """Join the next criterion to this one: words, lines and what is under it."""
    if spot.last:
        raise Refused("edit-impossible")
    one, other = spot.criterion, spot.siblings.pop(spot.index + 1)
    for language in LANGUAGES:
        joined = " ".join(filter(None, (_words(one.get("text"), language), _words(other.get("text"), language))))
        _say(one, "text", language, joined)
    lines = [*one.get("lines", ()), *other.get("lines", ())]
    if lines:
        one["lines"] = [min(lines), max(lines)]
    under = [*one.get("criteria", []), *other.get("criteria", [])]
    if under:
        one["criteria"] = under


def _split(working: Working, spot: Spot, typed: Mapping[str, str]) -> None:
    """Part a criterion where its typed words were broken into lines; what is under it stays with the last part."""
    one = spot.criterion
    parts = {language: pieces(typed.get(f"{one['key']}-text-{language}", "")) for language in LANGUAGES}
    rows = list(zip_longest(*parts.values()))
    if len(rows) < 2:
        raise Refused("split-where", criterion=one["code"])
    under = one.pop("criteria", [])
    made = [one, *({**deepcopy(one), "key": _new_key(working, "c")} for _ in rows[1:])]
    for place, (part, row) in enumerate(zip(made, rows, strict=True), start=1):
        for language, said in zip(parts, row, strict=True):
            _say(part, "text", language, said)
        if place > 1:
            part["code"] = f"{one['code']}-{place}"
            part.pop("printed", None)
    if under:
        made[-1]["criteria"] = under
    spot.siblings[spot.index : spot.index + 1] = made


def _remove(_working: Working, spot: Spot, _typed: Mapping[str, str]) -> None:
    spot.siblings.pop(spot.index)


def _add(working: Working, spot: Spot, _typed: Mapping[str, str]) -> None:
    new = _empty(working, f"{spot.criterion['code']}-2")
    new["assessable"] = spot.criterion.get("assessable", True)
    spot.siblings.insert(spot.index + 1, new)


def _add_to(working: Working, key: str) -> None:
    section = _section(working, key)
    section["criteria"].append(_empty(working, f"{key}-{len(section['criteria']) + 1}"))


def _add_section(working: Working, kind: str) -> None:
    if kind not in SECTION_KINDS:
        raise Refused("edit-impossible")
    working["sections"].append({"key": _new_key(working, "s"), "kind": kind, "criteria": []})


def _remove_section(working: Working, key: str) -> None:
    section = _section(working, key)
    if section["criteria"]:
        raise Refused("section-not-empty")
    working["sections"].remove(section)


def _section(working: Working, key: str) -> Part:
    found: Part | None = next((one for one in working["sections"] if one["key"] == key), None)
    if found is None:
        raise Refused("edit-impossible")
    return found


def _empty(working: Working, code: str) -> Part:
    return {"key": _new_key(working, "c"), "code": code, "text": {}}


SECTION_KINDS = ("performance", "knowledge", "scope", "behaviours", "skills", "values", "duties", "list", "actions")
MOVES: dict[str, Callable[[Working, Spot, Mapping[str, str]], None]] = {
    "up": _up,
    "down": _down,
    "nest": _nest,
    "unnest": _unnest,
    "merge": _merge,
    "split": _split,
    "remove": _remove,
    "add": _add,
}
SECTION_MOVES: dict[str, Callable[[Working, str], None]] = {
    "add-to": _add_to,
    "add-section": _add_section,
    "remove-section": _remove_section,
}


def _renumbered(working: Working) -> Working:
    """Give the criteria of a NOS their numbers by position; other kinds keep the codes of their document."""
    if working["kind"] != "nos":
        return working
    counts: dict[str, int] = {}
    for section in working["sections"]:
        letter = LETTERS.get(section["kind"], section["kind"][:1].upper())
        for criterion in section["criteria"]:
            counts[letter] = counts.get(letter, 0) + 1
            criterion["code"] = f"{letter}{counts[letter]}"
            _renumber_under(criterion)
    return working


def _renumber_under(criterion: Part) -> None:
    taken: set[str] = set()
    for position, child in enumerate(criterion.get("criteria", []), start=1):
        printed = str(child.get("printed") or "")
        part = printed if printed.isalpha() and printed not in taken else str(position)
        taken.add(part)
        child["code"] = f"{criterion['code']}.{part}"
        _renumber_under(child)
