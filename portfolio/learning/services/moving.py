"""Moving enrolments from one version of their qualification to another."""

from __future__ import annotations

from collections.abc import Collection

from portfolio.core.database import hold_portfolios
from portfolio.learning import queries
from portfolio.learning.events import EnrolmentMoved, UnitOffered
from portfolio.learning.queries import ToMove
from portfolio.learning.rules import check_move
from standards.foundation import Refused, Work
from standards.qualifications.models import Qualification


def move_enrolments(work: Work, wanted: Qualification, enrolments: Collection[str]) -> int:
    """Move enrolments (by public id) to a version of their qualification; tells how many.

    Each unit must stand on a standard that the version offers; claims and decisions stay as they are. All or none.
    Raises Refused.
    """
    named = queries.to_move(work.session, work.actor, wanted, "cy", enrolments)
    hold_portfolios(work.session, {one.portfolio.id for one in named})
    found = queries.to_move(work.session, work.actor, wanted, "cy", enrolments)
    if not found or len(found) != len(set(enrolments)):
        raise Refused("move-not-there")
    for one in found:
        check_move(one.hindrance)
    for one in found:
        _move(work, wanted, one)
    return len(found)


def _move(work: Work, wanted: Qualification, one: ToMove) -> None:
    offered = {unit.public_id: one.offered[standard.id] for unit, standard in one.units}
    one.row.qualification_id = wanted.id
    for unit, _standard in one.units:
        unit.unit_id = offered[unit.public_id].id
    work.session.flush()
    units = tuple(UnitOffered(unit, of_version.public_id) for unit, of_version in offered.items())
    before = one.qualification.public_id
    act = EnrolmentMoved(one.row.public_id, before, wanted.public_id, wanted.version, units)
    work.record(one.portfolio.book_id, act)
