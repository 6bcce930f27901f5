"""A whole suite in one file: the part that holds the standard asked for."""

from dataclasses import dataclass, replace

from standards.reading.document import Document, Line
from standards.reading.problems import refusal
from standards.reading.urns import normal, opening
from standards.reading.wording import OVERVIEW, PERFORMANCE, heading_of


@dataclass(frozen=True)
class Unit:
    urn: str
    start: int


def one_of(document: Document, urn: str | None) -> Document:
    """Give the document, or of a suite the lines of the standard named; raises RefusalError if none is."""
    units = _units(document.lines)
    if len(units) < 2:
        return document
    listed = ", ".join(unit.urn for unit in units)
    if urn is None:
        raise refusal("several-standards", urns=listed)
    ends = [unit.start for unit in units[1:]] + [len(document.lines)]
    for unit, end in zip(units, ends, strict=True):
        if normal(unit.urn) == normal(urn):
            return replace(document, lines=document.lines[unit.start : end])
    raise refusal("urn-not-in-file", urn=urn, urns=listed)


def _units(lines: tuple[Line, ...]) -> list[Unit]:
    """Start a unit at the URN nearest above its first heading; an element's code is no URN."""
    units: list[Unit] = []
    nearest: Unit | None = None
    criteria_to_come = False
    for index, line in enumerate(lines):
        known = heading_of(line.text) if line.text else None
        if known is not None and known.kind in {OVERVIEW, PERFORMANCE}:
            if nearest and not criteria_to_come:
                units += [nearest] if _is_new(nearest, units) else []
            criteria_to_come = known.kind == OVERVIEW
            nearest = None
            continue
        found = opening(line.text) if 0 < len(line.text) <= 250 else None
        if found and not (nearest and found.urn.startswith(f"{nearest.urn}.")):
            nearest = nearest if nearest and normal(nearest.urn) == normal(found.urn) else Unit(found.urn, index)
    return units


def _is_new(unit: Unit, before: list[Unit]) -> bool:
    known = {normal(other.urn) for other in before}
    return normal(unit.urn) not in known and not any(unit.urn.startswith(f"{urn}.") for urn in known)
