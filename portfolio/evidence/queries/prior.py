"""Prior learning that was put forward at a provider: when, to which unit, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.evidence.models import Claim, Evidence
from portfolio.evidence.rules import LIVE_CLAIMS, EvidenceKind
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.rules import ClaimStatus
from standards.foundation import Text
from standards.library.models import Standard

FIRST, ALL, MET = "first_made", "all_made", "met"


@dataclass(frozen=True)
class PriorLearning:
    """What one piece of evidence claims of one unit, without its words and whose it is."""

    portfolio_id: int
    urn: str
    title: Text
    first: datetime
    claimed: int
    met: int


def prior_learning(session: Session, provider_id: int) -> list[PriorLearning]:
    """List the prior learning that a provider's learners put forward and did not take back, by unit."""
    counted = (
        select(
            Claim.portfolio_id,
            Claim.enrolled_unit_id,
            func.min(Claim.made_at).label(FIRST),
            func.count().label(ALL),
            func.count().filter(Claim.status == ClaimStatus.MET.value).label(MET),
        )
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .where(
            Claim.provider_id == provider_id,
            Evidence.kind == EvidenceKind.PRIOR_LEARNING.value,
            Claim.status.in_([one.value for one in LIVE_CLAIMS]),
        )
        .group_by(Claim.portfolio_id, Claim.enrolled_unit_id, Claim.evidence_id)
        .subquery()
    )
    rows = session.execute(
        select(
            counted.c.portfolio_id,
            Standard.urn,
            Standard.title,
            counted.c[FIRST],
            counted.c[ALL],
            counted.c[MET],
        )
        .join(EnrolledUnit, EnrolledUnit.id == counted.c.enrolled_unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .order_by(counted.c[FIRST].desc(), counted.c.enrolled_unit_id)
    )
    return [PriorLearning(*row) for row in rows]
