"""Several pieces of a portfolio's evidence at once: to choose from, and with what each of them claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portfolio.evidence.models import Claim, Evidence
from portfolio.evidence.queries.states import Place, latest
from portfolio.evidence.rules import EvidenceStatus
from portfolio.learning.rules import ClaimStatus
from standards.statements import Given, Many, once

MOST_AT_ONCE = 100
"""The newest: whoever has more chooses older ones one by one."""


@dataclass(frozen=True)
class Piece:
    """A piece of evidence that may be put to criteria, and how its last claim on each stands."""

    row: Evidence
    claims: dict[Place, ClaimStatus]


def open_evidence(session: Session, portfolio_id: int) -> list[Evidence]:
    """List a portfolio's evidence that its owner may put to criteria and is not withdrawn, the newest first."""
    return list(session.scalars(_open(), {"portfolio_id": portfolio_id}))


@once
def _open(portfolio_id: Given) -> Select[Evidence]:
    return (
        select(Evidence)
        .where(
            Evidence.portfolio_id == portfolio_id,
            Evidence.status != EvidenceStatus.WITHDRAWN.value,
            Evidence.record.is_(None),
        )
        .order_by(Evidence.changed_at.desc(), Evidence.id.desc())
        .limit(MOST_AT_ONCE)
    )


def chosen_pieces(session: Session, portfolio_id: int, public_ids: Collection[str]) -> list[Piece]:
    """Give those of a portfolio's open evidence that were chosen, each with its claims."""
    rows = [row for row in open_evidence(session, portfolio_id) if row.public_id in public_ids]
    claims: dict[int, list[Claim]] = defaultdict(list)
    for claim in session.scalars(_claims(), {"evidence_ids": [row.id for row in rows]}) if rows else ():
        claims[claim.evidence_id].append(claim)
    return [
        Piece(row, {place: ClaimStatus(one.status) for place, one in latest(claims[row.id]).items()}) for row in rows
    ]


@once
def _claims(evidence_ids: Many) -> Select[Claim]:
    return select(Claim).where(Claim.evidence_id.in_(evidence_ids)).order_by(Claim.id)
