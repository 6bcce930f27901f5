"""Moves in a draft: up and down, in and out, parted and joined, put in and taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from itertools import zip_longest

from standards.editing.fields import categorised, pieces
from standards.editing.working import Part, Spot, Working, new_key, say, spots, words
from standards.foundation import LANGUAGES, Refused
from standards.reading.wording import LETTERS


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
    return categorised(_renumbered(changed))


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
    _join(one, other, "text", " ")
    _join_facts(one, other)
    lines = [*one.get("lines", ()), *other.get("lines", ())]
    if lines:
        one["lines"] = [min(lines), max(lines)]
    under = [*one.get("criteria", []), *other.get("criteria", [])]
    if under:
        one["criteria"] = under


def _join(one: Part, other: Part, name: str, between: str) -> None:
    for language in LANGUAGES:
        said = (words(part.get(name), language) for part in (one, other))
        translation = isinstance((other.get(name) or {}).get(language), dict)
        say(one, name, language, between.join(filter(None, said)), translation=translation)


def _join_facts(one: Part, other: Part) -> None:
    """Lose nothing of the cells of a row, nor of what a provision refers to; what it does is said by the first."""
    for kind in ("action", "provision"):
        for name, value in other.get(kind, {}).items():
            mine = one.setdefault(kind, {})
            if isinstance(value, list):
                mine[name] = [*mine.get(name, []), *value]
            elif isinstance(value, dict) and name != "category":
                _join(mine, other[kind], name, "\n")


def _split(working: Working, spot: Spot, typed: Mapping[str, str]) -> None:
    """Part a criterion where its typed words were broken into lines; what is under it stays with the last part."""
    one = spot.criterion
    parts = {language: pieces(typed.get(f"{one['key']}-text-{language}", "")) for language in LANGUAGES}
    rows = list(zip_longest(*parts.values()))
    if len(rows) < 2:
        raise Refused("split-where", criterion=one["code"])
    under = one.pop("criteria", [])
    made = [one, *({**deepcopy(one), "key": new_key(working, "c")} for _ in rows[1:])]
    for place, (part, row) in enumerate(zip(made, rows, strict=True), start=1):
        for language, said in zip(parts, row, strict=True):
            say(part, "text", language, said)
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
    working["sections"].append({"key": new_key(working, "s"), "kind": kind, "criteria": []})


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
    return {"key": new_key(working, "c"), "code": code, "text": {}}


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
