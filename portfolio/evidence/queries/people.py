"""Questions about the people in evidence: their consents, and which of it is closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import canonical_text, sealed
from portfolio.core.work import LONDON
from portfolio.evidence.models import Consent, Evidence, Revision
from portfolio.evidence.rules import EvidenceStatus
from portfolio.evidence.rules.people import Confidentiality, ConsentState, Settlement, Term
from standards.foundation import Facts
from standards.statements import Given, once

AT_MOST = 50
"""Of what a start page lists."""


@dataclass(frozen=True)
class ShownConsent:
    """A consent as pages show it."""

    public_id: str
    who: str
    scope: str
    language: str
    until: date | None
    recorded: bool
    state: ConsentState
    settlement: str | None
    withdrawn_on: date | None
    reason: str
    reason_language: str
    term: Term

    @property
    def unsettled(self) -> bool:
        """Whether it ended, and nobody has said yet what becomes of the evidence."""
        return self.state is not ConsentState.STANDS and self.settlement is None

    def masked(self) -> ShownConsent:
        """Give how it stands without what was written down."""
        return replace(self, who="", scope="", reason="")


@dataclass(frozen=True)
class UnsettledConsent:
    """A consent that ended, and the evidence that somebody is shown in without it."""

    public_id: str
    evidence: str
    language: str


def day_of(now: datetime) -> date:
    """Give the date in Europe/London, by which consents run out."""
    return now.astimezone(LONDON).date()


def consent(session: Session, public_id: str) -> Consent | None:
    return session.scalar(select(Consent).where(Consent.public_id == public_id))


def consented(session: Session, row: Consent) -> Evidence:
    return session.get_one(Evidence, row.evidence_id)


def last_submitted_at(session: Session, evidence: Evidence) -> datetime | None:
    """Tell when the last revision was submitted."""
    wanted = (Revision.evidence_id == evidence.id, Revision.number == evidence.revision)
    return session.scalar(select(Revision.submitted_at).where(*wanted))


def consents_of(session: Session, evidence_id: int) -> list[Consent]:
    """List the consents that were written down for a piece of evidence, oldest first."""
    return list(session.scalars(_consents(), {"evidence_id": evidence_id}))


@once
def _consents(evidence_id: Given) -> Select[Consent]:
    return select(Consent).where(Consent.evidence_id == evidence_id).order_by(Consent.id)


def came_with(row: Consent, evidence: Evidence) -> bool:
    """Tell whether a consent came with its evidence from elsewhere: it is older than the evidence is here."""
    return row.given_at < evidence.created_at


def term_of(row: Consent) -> Term:
    settled = Settlement(row.settlement) if row.settlement else None
    return Term(row.until, row.withdrawn_on, settled, row.last_shown)


def shown_consent(row: Consent, today: date) -> ShownConsent:
    term = term_of(row)
    return ShownConsent(
        row.public_id,
        row.who,
        row.scope,
        row.language,
        row.until,
        row.recorded,
        term.state(today),
        row.settlement,
        row.withdrawn_on,
        row.withdrawn_reason or "",
        row.withdrawn_language or row.language,
        term,
    )


def unsettled_consents(session: Session, own: Select[int], today: date) -> list[UnsettledConsent]:
    """List the consents that ended in these portfolios and wait for word of what becomes of the evidence."""
    rows = session.execute(
        select(Consent.public_id, Evidence.title, Evidence.language)
        .join(Evidence, Evidence.id == Consent.evidence_id)
        .where(
            Evidence.portfolio_id.in_(own),
            Consent.settlement.is_(None),
            _ended(today),
            Evidence.status != EvidenceStatus.WITHDRAWN,
        )
        .order_by(Consent.id)
        .limit(AT_MOST)
    )
    return [UnsettledConsent(*row) for row in rows]


def _ended(today: Any) -> ColumnElement[bool]:
    return or_(Consent.withdrawn_on.is_not(None), Consent.until < today)


def ended_unsettled(today: Any) -> ColumnElement[bool]:
    """Give the condition that a consent for a piece of evidence, a draft too, ended and nobody said what follows."""
    ended = (Consent.evidence_id == Evidence.id, Consent.settlement.is_(None), _ended(today))
    return exists().where(*ended).correlate(Evidence)


def closed(today: Any) -> ColumnElement[bool]:
    """Give the condition that a revision is closed, as the rule says of one: for lists that join it to its evidence."""
    shows_still = and_(
        Consent.settlement == Settlement.TAKEN_OUT.value,
        Consent.last_shown >= Revision.number,
    )
    # Said which rows are meant, as this stands in subqueries of subqueries too.
    kept = (
        exists()
        .where(
            Consent.evidence_id == Evidence.id,
            Consent.recorded.is_(True),
            or_(shows_still, and_(Consent.settlement.is_(None), _ended(today))),
        )
        .correlate(Evidence, Revision)
    )
    return or_(Revision.confidentiality == Confidentiality.RESTRICTED.value, kept)


def consent_words(row: Consent) -> str:
    """Write down what the seal of a consent stands for."""
    return canonical_text(who=row.who, scope=row.scope)


CONSENTS = (
    select(Consent, Evidence.public_id)
    .join(Evidence, Evidence.id == Consent.evidence_id)
    .where(Consent.recorded.is_(True))
)


def stored_consents(one: GatheredPortfolio) -> Facts:
    """Give what is stored of a portfolio's consents, as its book must tell it."""
    rows = one.rows(CONSENTS, Consent.portfolio_id)
    return {("consent", row.public_id): _told(row, evidence) for row, evidence in rows}


def _told(row: Consent, evidence: str) -> dict[str, object]:
    salt, reason = row.withdrawn_salt, row.withdrawn_reason
    return {
        "evidence": evidence,
        "words": sealed(row.salt, consent_words(row)),
        "until": row.until.isoformat() if row.until else None,
        "withdrawn_on": row.withdrawn_on.isoformat() if row.withdrawn_on else None,
        "reason": sealed(salt, reason) if salt is not None and reason is not None else None,
        "settlement": row.settlement,
        "last_shown": row.last_shown,
    }
