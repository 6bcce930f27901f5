"""The states of criteria and units, as they follow from claims that were changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from portfolio.learning import queries
from portfolio.learning.events import UnitAfter
from portfolio.learning.models import CriterionStatus, EnrolledUnit
from portfolio.learning.rules import (
    LOCKED,
    CriterionState,
    UnitStatus,
    after_change_of_claims,
    counted,
    is_complete,
)
from standards.foundation import Refused, Work

States = Mapping[tuple[int, int], CriterionState]
"""(enrolled unit, criterion) → the state that its live claims give."""


def settle(work: Work, states: States) -> tuple[UnitAfter, ...]:
    """Put criteria into the states that their claims give and count their units anew. Raises Refused for locked units.

    The one place that writes criterion and unit states after claims changed; a declaration is void by it.
    """
    units = queries.units_by_id(work.session, {unit for unit, _criterion in states})
    if any(UnitStatus(unit.status) in LOCKED for unit in units):
        raise Refused("unit-locked")
    rows = {(row.enrolled_unit_id, row.criterion_id): row for row in _status_rows(work, [unit.id for unit in units])}
    for unit in units:
        for (unit_id, criterion_id), state in states.items():
            if unit_id == unit.id:
                _set_state(work, unit, criterion_id, state, rows)
        _count(unit, [row for (unit_id, _), row in rows.items() if unit_id == unit.id])
    work.session.flush()
    return units_after(units)


def units_after(units: Iterable[EnrolledUnit]) -> tuple[UnitAfter, ...]:
    """Write units down as an act left them, for its entry."""
    return tuple(
        UnitAfter(unit.public_id, unit.status, unit.total, unit.met, unit.claimed, unit.referred) for unit in units
    )


def move_unit(unit: EnrolledUnit, status: UnitStatus, *, needs_countersignature: bool) -> None:
    """Put a unit into a status of signing."""
    unit.status = status.value
    unit.needs_countersignature = needs_countersignature
    unit.complete = is_complete(status, needs_countersignature=needs_countersignature)


def _status_rows(work: Work, unit_ids: list[int]) -> Iterable[CriterionStatus]:
    return work.session.scalars(select(CriterionStatus).where(CriterionStatus.enrolled_unit_id.in_(unit_ids)))


def _set_state(
    work: Work,
    unit: EnrolledUnit,
    criterion_id: int,
    state: CriterionState,
    rows: dict[tuple[int, int], CriterionStatus],
) -> None:
    key = (unit.id, criterion_id)
    row = rows.get(key)
    if state is CriterionState.OPEN:
        if row is not None:
            work.session.delete(rows.pop(key))
    elif row is None:
        rows[key] = CriterionStatus(
            enrolled_unit_id=unit.id, criterion_id=criterion_id, provider_id=unit.provider_id, state=state.value
        )
        work.session.add(rows[key])
    else:
        row.state = state.value


def _count(unit: EnrolledUnit, rows: list[CriterionStatus]) -> None:
    counters = counted(unit.total, (CriterionState(row.state) for row in rows))
    unit.met, unit.claimed, unit.referred = counters.met, counters.claimed, counters.referred
    unit.status = after_change_of_claims(UnitStatus(unit.status)).value
