"""Opening closed evidence, which is recorded."""

from __future__ import annotations

from portfolio.core.ledger import new_salt, sealed
from portfolio.evidence.events import EvidenceOpened
from portfolio.evidence.models import Evidence, Viewing
from portfolio.learning.models import Portfolio
from standards.foundation import Work


def open_evidence(work: Work, portfolio: Portfolio, evidence: Evidence, why: str, language: str) -> Viewing:
    """Record that somebody opened closed evidence; for a while they can read it."""
    row = Viewing(
        provider_id=evidence.provider_id,
        portfolio_id=evidence.portfolio_id,
        evidence_id=evidence.id,
        account_id=work.actor.account_id,
        role=work.role,
        at=work.now,
        why=why.strip(),
        language=language,
        salt=new_salt(),
    )
    work.session.add(row)
    work.session.flush()
    act = EvidenceOpened(row.public_id, evidence.public_id, row.role, sealed(row.salt, row.why))
    work.record(portfolio.book_id, act)
    return row
