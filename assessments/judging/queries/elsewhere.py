"""What of a piece of evidence another provider decided, and a quality assurer here accepted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.judging.models import Decision, DecisionElsewhere
from portfolio.evidence.models import Claim, Evidence
from portfolio.people.models import Account
from standards.foundation import Text
from standards.library.models import Criterion, Standard


@dataclass(frozen=True)
class AcceptedElsewhere:
    """The criteria that somebody decided at another provider, and who accepted that here."""

    source: Text
    decided_by: str
    accepted_by: str
    criteria: tuple[str, ...]


def accepted_elsewhere(session: Session, evidence: Evidence) -> list[AcceptedElsewhere]:
    """List what stands of it, by who decided it."""
    rows = session.execute(
        select(DecisionElsewhere.source, DecisionElsewhere.decided_by, Account.name, Standard.urn, Criterion.code)
        .join(Decision, Decision.id == DecisionElsewhere.decision_id)
        .join(Claim, Claim.id == Decision.claim_id)
        .join(Account, Account.id == Decision.assessor_id)
        .join(Criterion, Criterion.id == Claim.criterion_id)
        .join(Standard, Standard.id == Criterion.standard_id)
        .where(Claim.evidence_id == evidence.id, Decision.standing.is_(True))
        .order_by(Standard.urn, Criterion.position, Decision.id)
    )
    found: dict[tuple[Text, str, str], list[str]] = {}
    for source, decided_by, accepted_by, urn, code in rows:
        found.setdefault((source, decided_by, accepted_by), []).append(f"{urn} {code}")
    return [AcceptedElsewhere(*who, tuple(criteria)) for who, criteria in found.items()]
