"""Which criteria would fall back if a piece of evidence were withdrawn."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from portfolio.evidence.models import Claim, Evidence
from portfolio.evidence.queries.states import Place, claims_of
from portfolio.evidence.rules import LIVE_CLAIMS
from portfolio.learning.rules import ClaimStatus, criterion_state
from standards.library.models import Criterion, Standard


@dataclass(frozen=True)
class Falling:
    """A criterion whose state changes when evidence is withdrawn."""

    urn: str
    code: str
    before: str
    after: str


def falling_back(session: Session, evidence: Evidence) -> list[Falling]:
    """List the criteria whose state would change if the evidence and its claims were gone."""
    own = [one for one in claims_of(session, evidence.id) if one.status in LIVE_CLAIMS]
    places = {(one.enrolled_unit_id, one.criterion_id) for one in own}
    rows = session.execute(
        select(Claim.enrolled_unit_id, Claim.criterion_id, Claim.status, Claim.evidence_id, Criterion, Standard.urn)
        .join(Criterion, Criterion.id == Claim.criterion_id)
        .join(Standard, Standard.id == Criterion.standard_id)
        .where(tuple_(Claim.enrolled_unit_id, Claim.criterion_id).in_(list(places)))
        .order_by(Claim.enrolled_unit_id, Criterion.position)
    ).all()
    now: dict[Place, list[ClaimStatus]] = defaultdict(list)
    then: dict[Place, list[ClaimStatus]] = defaultdict(list)
    names: dict[Place, tuple[str, str]] = {}
    for unit_id, criterion_id, status, evidence_id, criterion, urn in rows:
        place = (unit_id, criterion_id)
        names[place] = (urn, criterion.code)
        now[place].append(ClaimStatus(status))
        if evidence_id != evidence.id:
            then[place].append(ClaimStatus(status))
    found = [Falling(*names[one], criterion_state(now[one]).value, criterion_state(then[one]).value) for one in names]
    return [one for one in found if one.before != one.after]
