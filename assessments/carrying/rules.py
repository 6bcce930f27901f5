"""What of a learner's unit carries over to the next version of its standard, and what is asked anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessments.judging.rules import spans
from portfolio.learning.rules import LIVE, LOCKED, ClaimStatus, Counters, CriterionState, UnitStatus
from standards.comparing import Row
from standards.foundation import Refused

MOST_AT_ONCE = 200
"""Units carried over in one act: all of them are one transaction, which others wait for."""


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

    def spans(self, fate: Fate) -> list[str]:
        """List the codes of the criteria with a fate, as short as they can be said."""
        return spans(list(self.fates), set(self.codes(fate)))

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


class Became(StrEnum):
    """What became of a criterion when a unit was carried over."""

    CARRIED = "carried"
    """It asks the same: what stood on it stands."""
    AGAIN = "again"
    """It changed: what was put to it waits for a fresh decision."""
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Step:
    """One criterion's way from the older version to the newer, by its code in each."""

    before: str | None
    after: str | None
    became: Became


def steps(rows: Iterable[Row]) -> list[Step]:
    """Say of every criterion that takes evidence where its claims go."""
    found: list[Step] = []
    for row in rows:
        old = [one.code for one in row.before if one.assessable]
        new = [one.code for one in row.after if one.assessable]
        became = Became.CARRIED if row.carries else Became.AGAIN
        found += [Step(one, other, became) for one in old for other in new]
        found += [Step(one, None, Became.GONE) for one in old if not new]
        found += [Step(None, one, Became.NEW) for one in new if not old]
    return found


def steps_as_stored(found: Iterable[Step]) -> list[tuple[str | None, str | None, str]]:
    """Write steps down as they are stored with a carrying."""
    return [(one.before, one.after, one.became.value) for one in found]


def steps_from_stored(stored: Iterable[Iterable[str | None]]) -> list[Step]:
    """Give the steps that were stored with a carrying."""
    return [Step(before, after, Became(str(became))) for before, after, became in stored]


def carried_status(became: Became, status: ClaimStatus) -> ClaimStatus | None:
    """Give how a claim stands on the newer version; none where it does not go there."""
    if became is Became.CARRIED:
        return status
    # «Not yet» closes a claim and asks nothing: there is nothing to decide afresh.
    return ClaimStatus.WAITING if became is Became.AGAIN and status in LIVE else None


def status_when_carried(status: UnitStatus, counters: Counters) -> UnitStatus:
    """Give a unit's status once it is carried over: a declaration stands only where nothing is open by it."""
    return UnitStatus.DECLARED if status is UnitStatus.DECLARED and counters.complete else UnitStatus.IN_PROGRESS


class Hindrance(StrEnum):
    """Why a unit cannot be carried over by somebody."""

    SIGNED = "signed"
    OWN = "own"


def hindrance(status: UnitStatus, learner: int, person: int | None) -> Hindrance | None:
    """Give why this person cannot carry a unit over, or none: signed units stay, and nobody acts for themselves."""
    if status in LOCKED:
        return Hindrance.SIGNED
    return Hindrance.OWN if learner == person else None


def check_carrying(status: UnitStatus, learner: int, person: int | None) -> None:
    """Check that this person may carry a unit over, or back. Raises Refused."""
    found = hindrance(status, learner, person)
    if found is Hindrance.SIGNED:
        raise Refused("carrying-signed")
    if found is Hindrance.OWN:
        raise Refused("own-portfolio")
