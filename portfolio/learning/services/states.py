"""The states of criteria and units, as they follow from claims that were changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Delete, Select, Update, delete, insert, select, update

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
from standards.statements import Given, Many, columns, once

States = Mapping[tuple[int, int], CriterionState]
"""(enrolled unit, criterion) → the state that its live claims give."""


def settle(work: Work, states: States) -> tuple[UnitAfter, ...]:
    """Put criteria into the states that their claims give and count their units anew. Raises Refused for locked units.

    The one place that writes criterion and unit states after claims changed; a declaration is void by it.
    """
    # Whoever changed claims has their units at hand already.
    units = [work.session.get_one(EnrolledUnit, unit_id) for unit_id in sorted({unit for unit, _criterion in states})]
    if any(UnitStatus(unit.status) in LOCKED for unit in units):
        raise Refused("unit-locked")
    before = _stored(work, [unit.id for unit in units])
    _store(work, {unit.id: unit.provider_id for unit in units}, before, states)
    after = {**before, **states}
    for unit in units:
        _count(unit, [state for (unit_id, _criterion), state in after.items() if unit_id == unit.id])
    work.session.flush()
    return units_after(units)


def units_after(units: Iterable[EnrolledUnit]) -> tuple[UnitAfter, ...]:
    """Write units down as an act left them, for its entry."""
    return tuple(
        UnitAfter(unit.public_id, unit.status, unit.total, unit.met, unit.claimed, unit.referred) for unit in units
    )


def move_unit(
    unit: EnrolledUnit, status: UnitStatus, *, needs_countersignature: bool, awaits: str | None = None
) -> None:
    """Put a unit into a status of signing; `awaits`: whose signature a signed one still needs."""
    unit.status = status.value
    unit.needs_countersignature = needs_countersignature
    unit.awaits = awaits
    unit.complete = is_complete(status, awaits)


def _stored(work: Work, unit_ids: list[int]) -> States:
    rows = columns(work.session, _of_units(), {"unit_ids": unit_ids})
    return {(unit_id, criterion_id): CriterionState(state) for unit_id, criterion_id, state in rows}


@once
def _of_units(unit_ids: Many) -> Select[int, int, str]:
    return select(CriterionStatus.enrolled_unit_id, CriterionStatus.criterion_id, CriterionStatus.state).where(
        CriterionStatus.enrolled_unit_id.in_(unit_ids)
    )


def _store(work: Work, providers: Mapping[int, int], before: States, states: States) -> None:
    """Write down the states that changed; what is open has no row. `providers` gives whose each unit is."""
    made: list[dict[str, object]] = []
    moved: dict[tuple[int, CriterionState], list[int]] = defaultdict(list)
    for (unit_id, criterion_id), state in states.items():
        known = before.get((unit_id, criterion_id), CriterionState.OPEN)
        if known is CriterionState.OPEN and state is not known:
            made.append(
                {
                    "enrolled_unit_id": unit_id,
                    "criterion_id": criterion_id,
                    "provider_id": providers[unit_id],
                    "state": state.value,
                }
            )
        elif state is not known:
            moved[unit_id, state].append(criterion_id)
    if made:
        work.session.execute(insert(CriterionStatus), made)
    for (unit_id, state), criterion_ids in moved.items():
        asked = {"unit_id": unit_id, "criterion_ids": criterion_ids}
        if state is CriterionState.OPEN:
            work.session.execute(_gone(), asked)
        else:
            work.session.execute(_moved(), {**asked, "to": state.value})


@once
def _gone(unit_id: Given, criterion_ids: Many) -> Delete:
    return delete(CriterionStatus).where(*_at(unit_id, criterion_ids)).execution_options(synchronize_session=False)


@once
def _moved(unit_id: Given, criterion_ids: Many, to: Given) -> Update:
    put = update(CriterionStatus).where(*_at(unit_id, criterion_ids)).values(state=to)
    return put.execution_options(synchronize_session=False)


def _at(unit_id: Given, criterion_ids: Many) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return CriterionStatus.enrolled_unit_id == unit_id, CriterionStatus.criterion_id.in_(criterion_ids)


def _count(unit: EnrolledUnit, states: Iterable[CriterionState]) -> None:
    counters = counted(unit.total, states)
    unit.met, unit.claimed, unit.referred = counters.met, counters.claimed, counters.referred
    unit.status = after_change_of_claims(UnitStatus(unit.status)).value
