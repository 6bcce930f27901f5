"""Carrying units over to a later version of their standard, and taking that back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from sqlalchemy import insert

from assessments.carrying import queries
from assessments.carrying.events import CarryingUndone, ClaimCarried, CriterionCarried, UnitCarried
from assessments.carrying.models import CarriedClaim, Carrying
from assessments.carrying.queries import UnitToCarry, Whom
from assessments.carrying.rules import (
    Became,
    Step,
    carried_status,
    check_carrying,
    status_when_carried,
    steps,
)
from assessments.judging.models import Decision, DecisionOrigin
from assessments.judging.queries import standing_decisions
from portfolio.core.database import hold_portfolios
from portfolio.core.ledger import new_salt, sealed
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Claim, ClaimOrigin
from portfolio.learning import services as learning
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.rules import ClaimStatus, Counters, UnitStatus
from standards.comparisons.queries import Compared
from standards.foundation import Changed, Refused, Work
from standards.library.models import Criterion

NOTE_AT_MOST = 1000


@dataclass(frozen=True)
class Way:
    """The way of one criterion, with its rows in both versions."""

    before: Criterion | None
    after: Criterion | None
    became: Became


@dataclass
class Move:
    """Claims on the earlier version and the one that takes their place, with the decision that stands for it."""

    earlier: list[Claim]
    claim: Claim
    decided: Decision | None = None
    decision: Decision | None = None


@dataclass
class Carriage:
    """One unit on its way: how it stood, and what becomes of its claims."""

    unit: UnitToCarry
    status: UnitStatus
    total: int
    claims: list[Claim]
    moves: list[Move] = field(default_factory=list)
    row: Carrying | None = None


def looked_at(found: Compared) -> str:
    """Write down what becomes of every criterion: a form knows by it whether it shows what still stands."""
    return ",".join(f"{one.before or ''}>{one.after or ''}:{one.became}" for one in steps(found.comparison.rows))


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
    ways = _ways(work, found, steps(found.comparison.rows))
    carriages = _begin(work, units, ways)
    _move(work, carriages)
    for one in units:
        one.row.standard_id, one.row.total, one.row.touched = found.after.id, found.after.assessable, True
    _supersede(work, found, carriages)
    _stand(work, carriages)
    for carriage in carriages:
        _record(work, found, carriage, ways)
    return len(units), total - len(units)


def _stand(work: Work, carriages: Iterable[Carriage]) -> None:
    """Put units into the status that follows: a declaration is void where anything is open by it."""
    for one in carriages:
        unit = one.unit.row
        counters = Counters(unit.total, unit.met, unit.claimed, unit.referred)
        unit.status = status_when_carried(one.status, counters).value
        cast("Carrying", one.row).status_after = unit.status
    work.session.flush()


def _ways(work: Work, found: Compared, planned: Iterable[Step]) -> list[Way]:
    older = queries.criteria_by_code(work.session, found.before)
    younger = queries.criteria_by_code(work.session, found.after)
    return [
        Way(older[one.before] if one.before else None, younger[one.after] if one.after else None, one.became)
        for one in planned
    ]


def _begin(work: Work, units: Sequence[UnitToCarry], ways: Iterable[Way]) -> list[Carriage]:
    """Make the claims on the later version; drafts, which only their owner sees, go along."""
    by_unit = queries.claims_of_units(work.session, [one.row.id for one in units])
    onward: dict[int, list[Way]] = {}
    for way in ways:
        if way.before is not None:
            onward.setdefault(way.before.id, []).append(way)
    found = []
    for one in units:
        claims = by_unit.get(one.row.id, [])
        live = [claim for claim in claims if claim.status != ClaimStatus.DRAFT]
        first = {was: next((way.after.id for way in there if way.after), None) for was, there in onward.items()}
        _redirect(work, [claim for claim in claims if claim.status == ClaimStatus.DRAFT], first)
        carriage = Carriage(one, UnitStatus(one.row.status), one.row.total, live)
        carriage.moves += _moves(work, live, onward)
        found.append(carriage)
    return found


def _moves(work: Work, claims: Iterable[Claim], onward: dict[int, list[Way]]) -> list[Move]:
    """Make one claim by evidence and criterion: two criteria that became one are claimed once."""
    made: dict[tuple[int, int], Move] = {}
    for claim in claims:
        for way in onward.get(claim.criterion_id, []):
            status = carried_status(way.became, ClaimStatus(claim.status))
            if way.after is None or status is None:
                continue
            place = (claim.evidence_id, way.after.id)
            if way.became is Became.AGAIN and place in made:
                _merge(made[place], claim)
            else:
                key = place if way.became is Became.AGAIN else (claim.evidence_id, -claim.id)
                made[key] = Move([claim], _copy(work, claim, way.after.id, status))
    return list(made.values())


def _copy(work: Work, claim: Claim, criterion_id: int, status: ClaimStatus) -> Claim:
    return Claim(
        provider_id=claim.provider_id,
        portfolio_id=claim.portfolio_id,
        evidence_id=claim.evidence_id,
        revision_id=claim.revision_id,
        enrolled_unit_id=claim.enrolled_unit_id,
        criterion_id=criterion_id,
        note=claim.note,
        salt=new_salt(),
        status=status.value,
        draft_note=claim.draft_note,
        leaving=claim.leaving,
        made_at=work.now,
    )


def _merge(move: Move, claim: Claim) -> None:
    move.earlier.append(claim)
    both = f"{move.claim.note}\n{claim.note}".strip()
    if claim.note not in move.claim.note and len(both) <= NOTE_AT_MOST:
        move.claim.note = both


def _redirect(work: Work, drafts: Iterable[Claim], to: dict[int, int | None]) -> None:
    """Let drafts of claims name the criteria of the other version; where there is none, they are not made."""
    taken = set()
    for draft in drafts:
        criterion_id = to.get(draft.criterion_id)
        if criterion_id is None or (draft.evidence_id, criterion_id) in taken:
            work.session.delete(draft)
        else:
            draft.criterion_id = criterion_id
            taken.add((draft.evidence_id, criterion_id))


def _move(work: Work, carriages: Collection[Carriage]) -> None:
    """Let the new claims take the earlier ones' places, each with the decision that stands for it."""
    moves = [move for one in carriages for move in one.moves]
    work.session.add_all(move.claim for move in moves)
    claims = [claim for one in carriages for claim in one.claims]
    decisions = standing_decisions(work.session, [claim.id for claim in claims])
    work.session.flush()
    for move in moves:
        move.decided = decisions.get(move.earlier[0].id) if move.claim.status == move.earlier[0].status else None
        if move.decided is not None:
            move.decision = _stands(move.decided, move.claim)
            work.session.add(move.decision)
    work.session.flush()
    _link(work, moves)


def _stands(decided: Decision, claim: Claim) -> Decision:
    """Give a decision as it stands for a later version: the same person's, of the same time, on the same evidence."""
    return Decision(
        provider_id=decided.provider_id,
        judgement_id=decided.judgement_id,
        claim_id=claim.id,
        enrolled_unit_id=decided.enrolled_unit_id,
        criterion_id=claim.criterion_id,
        assessor_id=decided.assessor_id,
        trainee=decided.trainee,
        outcome=decided.outcome,
        feedback=decided.feedback,
        salt=new_salt(),
        corrects_id=None,
        standing=True,
        at=decided.at,
    )


def _link(work: Work, moves: Iterable[Move]) -> None:
    claims, decisions = [], []
    for one in moves:
        provider_id = one.claim.provider_id
        claims.append({"claim_id": one.claim.id, "provider_id": provider_id, "from_id": one.earlier[0].id})
        if one.decision is not None and one.decided is not None:
            decisions.append({"decision_id": one.decision.id, "provider_id": provider_id, "from_id": one.decided.id})
    if claims:
        work.session.execute(insert(ClaimOrigin), claims)
    if decisions:
        work.session.execute(insert(DecisionOrigin), decisions)


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
        claim.status, claim.leaving, claim.draft_note = ClaimStatus.SUPERSEDED.value, False, None
    work.session.flush()
    _follow(work, [*claims, *(move.claim for one in carriages for move in one.moves)])


def _follow(work: Work, claims: Collection[Claim]) -> None:
    if claims:
        evidence_services.settle_claims(work, claims)
        evidence_services.recount_waiting(work, {claim.evidence_id for claim in claims})


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


def _record(work: Work, found: Compared, one: Carriage, ways: Iterable[Way]) -> None:
    unit, row = one.unit.row, cast("Carrying", one.row)
    act = UnitCarried(
        carrying=row.public_id,
        unit=unit.public_id,
        before=found.before.public_id,
        standard=found.after.public_id,
        digest=found.after.digest,
        total=unit.total,
        criteria=tuple(CriterionCarried(_uuid(way.before), _uuid(way.after), way.became.value) for way in ways),
        claims=tuple(_carried(move, {way.after.id: way.after for way in ways if way.after}) for move in one.moves),
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


def undo(work: Work, found: Compared, public_id: str) -> None:
    """Take a carrying back: the unit stands as it did before. Raises Refused once anything was decided or claimed."""
    known = queries.carrying_to_undo(work.session, work.actor, found, public_id)
    if known is None:
        raise Refused("carrying-not-there")
    hold_portfolios(work.session, [known[0].portfolio_id])
    carrying, unit, undoable = queries.carrying_to_undo(work.session, work.actor, found, public_id) or known
    check_carrying(UnitStatus(unit.row.status), unit.learner_id, work.actor.account_id)
    if not undoable or carrying.undone_at is not None:
        raise Refused("carrying-decided-since")
    _redirect_back(work, found, unit.row)
    claims = _give_back(work, queries.moves_of(work.session, carrying))
    unit.row.standard_id, unit.row.total = carrying.before_id, carrying.total_before
    carrying.undone_at = work.now
    work.session.flush()
    _follow(work, claims)
    unit.row.status = carrying.status_before
    work.session.flush()
    after = learning.units_after([unit.row])
    act = CarryingUndone(carrying.public_id, unit.row.public_id, found.before.public_id, after)
    work.record(unit.book_id, act)


def _give_back(work: Work, moves: Sequence[CarriedClaim]) -> list[Claim]:
    """Let the earlier claims stand as they did, and those that had taken their places no longer."""
    made = {one.claim_id for one in moves if one.claim_id is not None}
    claims = queries.claims_by_id(work.session, made | {one.from_id for one in moves})
    for decision in standing_decisions(work.session, made).values():
        decision.standing = False
    for one in moves:
        earlier = claims[one.from_id]
        earlier.status = one.from_status
        if one.claim_id is not None and earlier.status == ClaimStatus.WAITING:
            # What its owner is changing for the next revision goes back with it.
            later = claims[one.claim_id]
            earlier.leaving, earlier.draft_note = later.leaving, later.draft_note
    for claim_id in made:
        claims[claim_id].status, claims[claim_id].leaving = ClaimStatus.WITHDRAWN.value, False
        claims[claim_id].draft_note = None
    return list(claims.values())


def _redirect_back(work: Work, found: Compared, unit: EnrolledUnit) -> None:
    claims = queries.claims_of_units(work.session, [unit.id]).get(unit.id, [])
    back: dict[int, int | None] = {}
    for way in _ways(work, found, steps(found.comparison.rows)):
        if way.after is not None and way.before is not None:
            back.setdefault(way.after.id, way.before.id)
    _redirect(work, [claim for claim in claims if claim.status == ClaimStatus.DRAFT], back)
