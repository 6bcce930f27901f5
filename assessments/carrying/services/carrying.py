"""Carrying units over to a later version of their standard."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from sqlalchemy import insert

from assessments.carrying import queries
from assessments.carrying.events import ClaimCarried, CriterionCarried, UnitCarried
from assessments.carrying.models import CarriedClaim, Carrying
from assessments.carrying.queries import UnitToCarry, Whom
from assessments.carrying.rules import check_carrying, status_when_carried, steps, steps_as_stored
from assessments.carrying.services.claims import Move, follow, moved_claims, put_in_place
from assessments.carrying.services.drafts import move_drafts
from assessments.carrying.services.ways import Way, looked_at, onward, ways
from portfolio.core.database import hold_portfolios
from portfolio.core.ledger import sealed
from portfolio.evidence.models import Claim
from portfolio.evidence.rules import UNSENT
from portfolio.learning import services as learning
from portfolio.learning.rules import ClaimStatus, Counters, UnitStatus
from standards.comparisons.queries import Compared
from standards.foundation import Changed, Refused, Work
from standards.library.models import Criterion


@dataclass
class Carriage:
    """One unit on its way: how it stood, and what becomes of its claims."""

    unit: UnitToCarry
    status: UnitStatus
    total: int
    claims: list[Claim]
    moves: list[Move] = field(default_factory=list)
    row: Carrying | None = None


def carry(work: Work, found: Compared, whom: Whom, seen: str) -> tuple[int, int]:
    """Carry units over to the later version; tells how many were, and how many remain for another act.

    Raises Refused where a unit cannot be, or there is none, and Changed where the comparison is no longer as seen.
    """
    if looked_at(found) != seen:
        raise Changed("carrying-comparison-changed")
    units, _total = queries.units_to_carry(work.session, work.actor, found, whom)
    hold_portfolios(work.session, {one.row.portfolio_id for one in units})
    units, total = queries.units_to_carry(work.session, work.actor, found, whom)
    if not units:
        raise Refused("carrying-nobody")
    for one in units:
        check_carrying(UnitStatus(one.row.status), one.learner_id, work.actor.account_id)
    taken = ways(work.session, found, steps(found.comparison.rows))
    carriages = _begin(work, units, taken)
    put_in_place(work, [move for one in carriages for move in one.moves])
    for one in units:
        one.row.standard_id, one.row.total, one.row.touched = found.after.id, found.after.assessable, True
    _supersede(work, found, carriages)
    _stand(work, carriages)
    for carriage in carriages:
        _record(work, found, carriage, taken)
    return len(units), total - len(units)


def _stand(work: Work, carriages: Iterable[Carriage]) -> None:
    """Put units into the status that follows: a declaration is void where anything is open by it."""
    for one in carriages:
        unit = one.unit.row
        counters = Counters(unit.total, unit.met, unit.claimed, unit.referred)
        unit.status = status_when_carried(one.status, counters).value
        cast("Carrying", one.row).status_after = unit.status
    work.session.flush()


def _begin(work: Work, units: Sequence[UnitToCarry], taken: Sequence[Way]) -> list[Carriage]:
    """Make the claims on the later version; drafts go along."""
    by_unit = queries.claims_of_units(work.session, [one.row.id for one in units])
    found = []
    for one in units:
        claims = by_unit.get(one.row.id, [])
        live = [claim for claim in claims if claim.status not in UNSENT]
        moves = moved_claims(work, live, taken)
        move_drafts(work, claims, onward(taken), moves)
        found.append(Carriage(one, UnitStatus(one.row.status), one.row.total, live, moves))
    return found


def _supersede(work: Work, found: Compared, carriages: Collection[Carriage]) -> None:
    """Let every earlier claim give way, and remember how it stood; states and counters follow."""
    for one in carriages:
        one.row = _row(work, found, one)
    work.session.add_all(one.row for one in carriages if one.row is not None)
    work.session.flush()
    rows = [row for one in carriages for row in _became(one)]
    if rows:
        work.session.execute(insert(CarriedClaim), rows)
    claims = [claim for one in carriages for claim in one.claims]
    for claim in claims:
        # What its owner was changing about it stays: it may have nowhere to go, and undoing gives it back.
        claim.status = ClaimStatus.SUPERSEDED.value
    work.session.flush()
    follow(work, [*claims, *(move.claim for one in carriages for move in one.moves)])


def _row(work: Work, found: Compared, one: Carriage) -> Carrying:
    unit = one.unit.row
    return Carrying(
        provider_id=unit.provider_id,
        portfolio_id=unit.portfolio_id,
        enrolled_unit_id=unit.id,
        before_id=found.before.id,
        after_id=found.after.id,
        total_before=one.total,
        status_before=one.status.value,
        status_after=one.status.value,
        ways=steps_as_stored(steps(found.comparison.rows)),
        account_id=cast("int", work.actor.account_id),
        at=work.now,
    )


def _became(one: Carriage) -> Iterator[dict[str, object]]:
    """Tell of each earlier claim how it stood, and which claims took its place."""
    row = cast("Carrying", one.row)
    kept = {"provider_id": row.provider_id, "carrying_id": row.id}
    moved = set()
    for move in one.moves:
        for claim in move.earlier:
            moved.add(claim.id)
            yield {
                **kept,
                "from_id": claim.id,
                "from_status": claim.status,
                "claim_id": move.claim.id,
                "status": move.claim.status,
            }
    for claim in one.claims:
        if claim.id not in moved:
            yield {**kept, "from_id": claim.id, "from_status": claim.status, "claim_id": None, "status": None}


def _record(work: Work, found: Compared, one: Carriage, taken: Sequence[Way]) -> None:
    unit, row = one.unit.row, cast("Carrying", one.row)
    act = UnitCarried(
        carrying=row.public_id,
        unit=unit.public_id,
        before=found.before.public_id,
        standard=found.after.public_id,
        digest=found.after.digest,
        total=unit.total,
        criteria=tuple(CriterionCarried(_uuid(way.before), _uuid(way.after), way.became.value) for way in taken),
        claims=tuple(_carried(move, {way.after.id: way.after for way in taken if way.after}) for move in one.moves),
        superseded=tuple(claim.public_id for claim in one.claims),
        units_after=learning.units_after([unit]),
    )
    work.record(one.unit.book_id, act)


def _uuid(criterion: Criterion | None) -> str | None:
    return str(criterion.uuid) if criterion is not None else None


def _carried(move: Move, criteria: Mapping[int, Criterion]) -> ClaimCarried:
    claim, decision = move.claim, move.decision
    return ClaimCarried(
        earlier=move.earlier[0].public_id,
        claim=claim.public_id,
        criterion=str(criteria[claim.criterion_id].uuid),
        status=claim.status,
        note=sealed(claim.salt, claim.note),
        decision=decision.public_id if decision else None,
        feedback=sealed(decision.salt, decision.feedback) if decision else None,
    )
