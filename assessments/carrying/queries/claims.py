"""Questions of the claims that carrying a unit over moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.evidence.models import Claim, Evidence
from portfolio.evidence.rules import LIVE_CLAIMS, UNSENT
from standards.library.models import Criterion, Standard


def criteria_by_code(session: Session, standard: Standard) -> dict[str, Criterion]:
    rows = session.scalars(select(Criterion).where(Criterion.standard_id == standard.id).order_by(Criterion.position))
    return {row.code: row for row in rows}


def claims_of_units(session: Session, unit_ids: Collection[int]) -> Mapping[int, list[Claim]]:
    """Give by unit the claims that carrying it over moves, oldest first: those that count, and those never sent."""
    moved = [status.value for status in (*LIVE_CLAIMS, *UNSENT)]
    rows = session.scalars(
        select(Claim).where(Claim.enrolled_unit_id.in_(unit_ids), Claim.status.in_(moved)).order_by(Claim.id)
    )
    found: dict[int, list[Claim]] = defaultdict(list)
    for claim in rows:
        found[claim.enrolled_unit_id].append(claim)
    return found


def claims_by_id(session: Session, claim_ids: Collection[int]) -> dict[int, Claim]:
    return {row.id: row for row in session.scalars(select(Claim).where(Claim.id.in_(claim_ids)))}


def evidence_by_id(session: Session, evidence_ids: Collection[int]) -> Sequence[Evidence]:
    return session.scalars(select(Evidence).where(Evidence.id.in_(evidence_ids)).order_by(Evidence.id)).all()
