"""What of a learner's unit carries over to the next version of its standard, and what is asked anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portfolio.learning.rules import CriterionState
from standards.comparing import Row


class Fate(StrEnum):
    """How a criterion of the newer version would stand for a learner."""

    CARRIED = "carried"
    """Met on the older version, and nothing changed: the decision stands."""
    STANDS = "stands"
    """Claimed or referred, and nothing changed: it goes on as it is."""
    AGAIN = "again"
    """There is evidence, and the criterion changed: claimed again, for a fresh decision."""
    OPEN = "open"
    """Nothing was put to it: new, or not begun."""


@dataclass(frozen=True)
class Plan:
    """What carrying over would come to for one unit."""

    fates: Mapping[str, Fate]
    """Code of each criterion of the newer version that takes evidence → how it would stand."""
    lost: tuple[str, ...]
    """Codes of criteria of the older version with evidence that the newer no longer asks."""

    def codes(self, fate: Fate) -> list[str]:
        return [code for code, found in self.fates.items() if found is fate]

    def number(self, fate: Fate) -> int:
        return len(self.codes(fate))


def plan(rows: Iterable[Row], states: Mapping[str, CriterionState]) -> Plan:
    """Plan what carries over; `states` gives how criteria of the older version stand, by their codes."""
    fates: dict[str, Fate] = {}
    lost: list[str] = []
    for row in rows:
        begun = [one.code for one in row.before if states.get(one.code, CriterionState.OPEN) != CriterionState.OPEN]
        asked = [one.code for one in row.after if one.assessable]
        fates.update(dict.fromkeys(asked, _fate(row, begun, states)))
        if not asked:
            lost += begun
    return Plan(fates, tuple(lost))


def _fate(row: Row, begun: list[str], states: Mapping[str, CriterionState]) -> Fate:
    if not begun:
        return Fate.OPEN
    if not row.carries:
        return Fate.AGAIN
    met = all(states[code] == CriterionState.MET for code in begun)
    return Fate.CARRIED if met else Fate.STANDS
