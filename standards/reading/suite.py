"""A whole suite in one file: the part that holds the standard asked for."""

import re
from dataclasses import dataclass, replace

from standards.reading.document import Document, Line
from standards.reading.problems import refusal
from standards.reading.urns import normal, opening
from standards.reading.wording import OVERVIEW, PERFORMANCE, Known, heading_of

PAGED = re.compile(r"[^\d\s.…]\s*(?:[.…]\s*)*\s\d{1,3}$")


@dataclass(frozen=True)
class Unit:
    urn: str
    start: int


def several(document: Document) -> tuple[str, ...]:
    """Give the URNs of the standards in a file that holds more than one."""
    units = _units(_without_contents(document.lines))
    return tuple(unit.urn for unit in units) if len(units) > 1 else ()


def one_of(document: Document, urn: str | None) -> Document:
    """Give the document, or of a suite the lines of the standard named; raises RefusalError if none is."""
    lines = _without_contents(document.lines)
    units = _units(lines)
    if len(units) < 2:
        return replace(document, lines=lines)
    listed = ", ".join(unit.urn for unit in units)
    if urn is None:
        raise refusal("several-standards", urns=listed)
    ends = [unit.start for unit in units[1:]] + [len(lines)]
    for unit, end in zip(units, ends, strict=True):
        if normal(unit.urn) == normal(urn):
            return replace(document, lines=lines[unit.start : end])
    raise refusal("urn-not-in-file", urn=urn, urns=listed)


def _without_contents(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Drop what stands before the standards of a suite: a list of URNs with their pages, up to its last line."""
    first = next((index for index in range(len(lines)) if _heading_at(lines, index)), 0)
    listed = [index for index in range(first) if _is_listed(lines, index)]
    urns = [normal(found.urn) for index in listed if (found := opening(lines[index].text))]
    after = (opening(line.text) for line in lines[listed[-1] + 1 : first + 1]) if listed else iter(())
    again = any(found is not None and normal(found.urn) in urns for found in after)
    return lines[listed[-1] + 1 :] if again else lines


def _is_listed(lines: tuple[Line, ...], index: int) -> bool:
    return bool(PAGED.search(lines[index].text)) and opening(lines[index].text) is not None


def _units(lines: tuple[Line, ...]) -> list[Unit]:
    """Start a unit at the URN nearest above its first heading; an element's code is no URN."""
    units: list[Unit] = []
    nearest: Unit | None = None
    criteria_to_come = False
    for index, line in enumerate(lines):
        known = _heading_at(lines, index)
        if known is not None:
            if nearest and not criteria_to_come:
                units += [nearest] if _is_new(nearest, units, headed=known.kind == OVERVIEW) else []
            criteria_to_come = known.kind == OVERVIEW
            nearest = None
            continue
        found = opening(line.text) if 0 < len(line.text) <= 250 else None
        if found and not (nearest and found.urn.startswith(f"{nearest.urn}.")):
            nearest = nearest if nearest and normal(nearest.urn) == normal(found.urn) else Unit(found.urn, index)
    return units


def _heading_at(lines: tuple[Line, ...], index: int) -> Known | None:
    """Find the heading of an overview or of criteria, on one line or broken over two."""
    pieces = [line.text for line in lines[index : index + 2]]
    for text in (pieces[0], " ".join(pieces) if all(pieces) else ""):
        known = heading_of(text) if text else None
        if known is not None and known.kind in {OVERVIEW, PERFORMANCE}:
            return known
    return None


def _is_new(unit: Unit, before: list[Unit], *, headed: bool) -> bool:
    """Tell a standard from an element, which has a letter or a decimal of its own but no overview."""
    known = {normal(other.urn) for other in before}
    lettered = not headed and any(_unlettered(unit.urn) == _unlettered(other.urn) for other in before)
    return normal(unit.urn) not in known and not lettered and not any(unit.urn.startswith(f"{urn}.") for urn in known)


def _unlettered(urn: str) -> str:
    return re.sub(r"(?<=\d)[a-z]$", "", urn)
