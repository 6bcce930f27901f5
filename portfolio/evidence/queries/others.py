"""Other evidence of the same portfolio, whose criteria a piece may take over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from portfolio.evidence.models import Claim, Evidence
from portfolio.evidence.queries.picker import claimed_keys
from portfolio.evidence.rules import OVER, EvidenceStatus
from portfolio.learning.rules import ClaimStatus
from standards.statements import Given, columns, once

MOST_OFFERED = 50
"""The newest; of older ones nobody remembers by the title which it was."""
COPIED = frozenset(ClaimStatus) - OVER
"""Whatever became of a claim, it says what such evidence may show."""


@dataclass(frozen=True)
class Other:
    """A piece of evidence as a choice names it."""

    public_id: str
    title: str
    happened_on: date | None


def others(session: Session, portfolio_id: int, but: Evidence | None) -> list[Other]:
    """List a portfolio's evidence that claims something, the newest first, but for one piece."""
    asked = {"portfolio_id": portfolio_id, "but": but.id if but else 0}
    return [Other(*row) for row in columns(session, _others(), asked)]


@once
def _others(portfolio_id: Given, but: Given) -> Select[str, str, date | None]:
    claims = exists().where(Claim.evidence_id == Evidence.id, Claim.status.in_([one.value for one in COPIED]))
    return (
        select(Evidence.public_id, Evidence.title, Evidence.happened_on)
        .where(
            Evidence.portfolio_id == portfolio_id,
            Evidence.id != but,
            Evidence.status != EvidenceStatus.WITHDRAWN.value,
            claims,
        )
        .order_by(Evidence.changed_at.desc(), Evidence.id.desc())
        .limit(MOST_OFFERED)
    )


def keys_of_other(session: Session, portfolio_id: int, public_id: str) -> list[str]:
    """Give the criteria of open units that a piece of a portfolio's evidence claims; none where it is not of it."""
    other = session.scalar(_other(), {"portfolio_id": portfolio_id, "public_id": public_id})
    return list(claimed_keys(session, other, COPIED)) if other else []


@once
def _other(portfolio_id: Given, public_id: Given) -> Select[Evidence]:
    return select(Evidence).where(Evidence.portfolio_id == portfolio_id, Evidence.public_id == public_id)
