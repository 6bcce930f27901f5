"""Two people mended one draft: what the other changed, and how what was typed stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from standards.editing.fields import Fields, fields_of, kind_of, normal
from standards.editing.working import Working, spots


@dataclass(frozen=True)
class Change:
    """One thing that somebody changed: `what` is a field's kind, or added, removed or moved; `where` a code."""

    what: str
    where: str = ""


@dataclass(frozen=True)
class Reconciled:
    """What the form shows again: nothing typed is lost, and nothing of the other's either."""

    fields: Fields
    theirs: Fields
    """Of fields that both changed: what the other saved."""
    lost: tuple[tuple[str, str], ...] = ()
    """What was typed into something that is gone: its code, the words."""


def changes(before: Working, now: Working) -> tuple[Change, ...]:
    """List what is different, in the order of the draft."""
    was, fields, codes = fields_of(before), fields_of(now), _codes(now)
    gone = _codes(before)
    found = [Change("removed", code) for key, code in gone.items() if key not in codes]
    found += [Change("added", code) for key, code in codes.items() if key not in gone]
    if [key for key in gone if key in codes] != [key for key in codes if key in gone]:
        found.append(Change("moved"))
    for name, said in fields.items():
        # Codes follow from places, which are told already.
        if name in was and was[name] != said and not name.endswith("-code"):
            found.append(_change(name, codes))
    return tuple(dict.fromkeys(found))


def _change(name: str, codes: Mapping[str, str]) -> Change:
    return Change(kind_of(name), codes.get(name.partition("-")[0], ""))


def _codes(working: Working) -> dict[str, str]:
    return {spot.criterion["key"]: str(spot.criterion["code"]) for spot in spots(working)}


def reconciled(before: Working, now: Working, typed: Mapping[str, str]) -> Reconciled:
    """Put what was typed over what stands now, field by field; where both changed it, the typed words are shown."""
    was, stands = fields_of(before), fields_of(now)
    fields, theirs = dict(stands), {}
    for name, said in typed.items():
        if name not in was or normal(name, said) == normal(name, was[name]):
            continue
        if name not in stands:
            continue
        fields[name] = said
        if stands[name] not in (was[name], said):
            theirs[name] = stands[name]
    codes = _codes(before)
    lost = tuple(
        (codes.get(name.split("-")[0], ""), said)
        for name, said in typed.items()
        if name in was and name not in stands and said.strip() and normal(name, said) != normal(name, was[name])
    )
    return Reconciled(fields, theirs, lost)
