"""Taking back that a unit was carried over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessments.carrying import queries
from assessments.carrying.events import CarryingUndone
from assessments.carrying.models import CarriedClaim
from assessments.carrying.rules import check_carrying, steps_from_stored
from assessments.carrying.services.claims import follow
from assessments.carrying.services.drafts import move_drafts
from assessments.carrying.services.ways import back, ways
from assessments.judging.queries import standing_decisions
from portfolio.core.database import hold_portfolios
from portfolio.evidence.models import Claim
from portfolio.learning import services as learning
from portfolio.learning.rules import ClaimStatus, UnitStatus
from standards.comparisons.queries import Compared
from standards.foundation import Refused, Work


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
    drafts = queries.claims_of_units(work.session, [unit.row.id]).get(unit.row.id, [])
    move_drafts(work, drafts, back(ways(work.session, found, steps_from_stored(carrying.ways))))
    claims = _give_back(work, queries.moves_of(work.session, carrying))
    unit.row.standard_id, unit.row.total = carrying.before_id, carrying.total_before
    carrying.undone_at = work.now
    work.session.flush()
    follow(work, claims)
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
        claims[one.from_id].status = one.from_status
    _take_back_changes(claims, moves)
    for claim_id in made:
        claims[claim_id].status, claims[claim_id].leaving = ClaimStatus.WITHDRAWN.value, False
        claims[claim_id].draft_note = None
    return list(claims.values())


def _take_back_changes(claims: Mapping[int, Claim], moves: Sequence[CarriedClaim]) -> None:
    """Let what its owner has changed about a waiting claim since, for the next revision, go back with it."""
    stood = {one.from_id: _changes(claims[one.from_id]) for one in moves}
    copied: set[int] = set()
    for one in moves:
        # Of several claims that became one the first was copied: what changed, changed about that.
        if one.claim_id is None or one.claim_id in copied:
            continue
        copied.add(one.claim_id)
        earlier, now = claims[one.from_id], _changes(claims[one.claim_id])
        if earlier.status == ClaimStatus.WAITING and now != stood[one.from_id]:
            earlier.leaving, earlier.draft_note = now


def _changes(claim: Claim) -> tuple[bool, str | None]:
    return claim.leaving, claim.draft_note
