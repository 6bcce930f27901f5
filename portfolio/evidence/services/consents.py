"""Consents of the people in evidence: written down, withdrawn, and what becomes of the evidence then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portfolio.core.ledger import new_salt, seal, sealed
from portfolio.evidence import queries
from portfolio.evidence.events import ConsentRecorded, ConsentSettled, ConsentWithdrawn
from portfolio.evidence.models import Consent, Evidence
from portfolio.evidence.rules.people import Settlement, check_settleable, check_withdrawable
from portfolio.learning.models import Portfolio
from standards.foundation import Refused, Work


@dataclass(frozen=True)
class NewConsent:
    """Who agreed, to what, and until when."""

    who: str
    scope: str
    language: str
    until: date | None = None


@dataclass(frozen=True)
class CameConsent(NewConsent):
    """A consent that was written down elsewhere, and how it ended there."""

    given_at: datetime | None = None
    withdrawn_on: date | None = None
    reason: str | None = None
    reason_language: str | None = None
    settlement: Settlement | None = None


def bring_consents(work: Work, evidence: Evidence, came: Iterable[CameConsent]) -> None:
    """Keep with a draft what was agreed to elsewhere, and what was withdrawn; the ledger holds it once submitted."""
    before = evidence.created_at - timedelta(seconds=1)
    work.session.add_all(
        Consent(
            provider_id=evidence.provider_id,
            portfolio_id=evidence.portfolio_id,
            evidence_id=evidence.id,
            who=one.who,
            scope=one.scope,
            language=one.language,
            salt=new_salt(),
            until=one.until,
            # That it is older than its evidence here tells that it came with it.
            given_at=min(one.given_at or before, before),
            given_by_id=work.actor.account_id,
            recorded=False,
            withdrawn_on=one.withdrawn_on,
            withdrawn_reason=one.reason,
            withdrawn_language=one.reason_language,
            withdrawn_salt=None if one.withdrawn_on is None else new_salt(),
            settlement=one.settlement.value if one.settlement else None,
            # Whoever was taken out there is in nothing that is submitted here.
            last_shown=0 if one.settlement is Settlement.TAKEN_OUT else None,
        )
        for one in came
    )


def add_consent(work: Work, portfolio: Portfolio, evidence: Evidence, new: NewConsent) -> Consent:
    """Write a consent down; the ledger holds it once its evidence is submitted. Raises Refused."""
    if not new.who.strip() or not new.scope.strip():
        raise Refused("consent-needs-words")
    row = Consent(
        provider_id=evidence.provider_id,
        portfolio_id=evidence.portfolio_id,
        evidence_id=evidence.id,
        who=new.who.strip(),
        scope=new.scope.strip(),
        language=new.language,
        salt=new_salt(),
        until=new.until,
        given_at=work.now,
        given_by_id=work.actor.account_id,
        recorded=bool(evidence.revision),
    )
    work.session.add(row)
    work.session.flush()
    if row.recorded:
        _record(work, portfolio, evidence, row)
    return row


def record_consents(work: Work, portfolio: Portfolio, evidence: Evidence) -> None:
    """Put the consents that were written down with a draft into the ledger, as it is submitted."""
    if evidence.revision != 1:
        return
    for row in queries.consents_of(work.session, evidence.id):
        row.recorded = True
        _record(work, portfolio, evidence, row)
        _record_end(work, portfolio, evidence, row)


def _record_end(work: Work, portfolio: Portfolio, evidence: Evidence, row: Consent) -> None:
    """Put into the ledger how a consent ended before its evidence was first submitted here."""
    if row.settlement != Settlement.TAKEN_OUT and row.withdrawn_on is not None:
        # What is submitted now shows the person still, as far as anybody knows.
        row.last_shown = evidence.revision
    if row.withdrawn_on is not None:
        _record_withdrawal(work, portfolio, evidence, row)
    if row.settlement is not None:
        act = ConsentSettled(row.public_id, evidence.public_id, row.settlement, row.last_shown)
        work.record(portfolio.book_id, act)


def _record_withdrawal(work: Work, portfolio: Portfolio, evidence: Evidence, row: Consent) -> None:
    assert row.withdrawn_on is not None  # noqa: S101 the callers have seen to it
    reason = sealed(row.withdrawn_salt or b"", row.withdrawn_reason or "")
    on, shown = row.withdrawn_on.isoformat(), row.last_shown or 0
    work.record(portfolio.book_id, ConsentWithdrawn(row.public_id, evidence.public_id, on, reason, shown))


def _record(work: Work, portfolio: Portfolio, evidence: Evidence, row: Consent) -> None:
    words = sealed(row.salt, queries.consent_words(row))
    until = row.until.isoformat() if row.until else None
    work.record(portfolio.book_id, ConsentRecorded(row.public_id, evidence.public_id, words, until))


@dataclass(frozen=True)
class Withdrawal:
    """From when a person no longer agrees, and why."""

    on: date
    reason: str
    language: str


def withdraw_consent(work: Work, portfolio: Portfolio, consent: Consent, said: Withdrawal) -> None:
    """Record that somebody no longer agrees; their evidence is closed until that is settled. Raises Refused.

    What was written down with a draft, and nobody else has seen, is taken out; not what came from elsewhere.
    """
    evidence = queries.consented(work.session, consent)
    if not consent.recorded and not queries.came_with(consent, evidence):
        work.session.delete(consent)
        work.session.flush()
        return
    check_withdrawable(queries.term_of(consent), said.on, work.today)
    if not said.reason.strip():
        raise Refused("reason-needed")
    why = seal(said.reason)
    consent.withdrawn_on, consent.withdrawn_reason = said.on, said.reason
    consent.withdrawn_salt, consent.withdrawn_language = why.salt, said.language
    # Where it had run out and that was settled, the withdrawal is another end.
    consent.settlement, consent.last_shown = None, evidence.revision
    work.session.flush()
    if consent.recorded:
        _record_withdrawal(work, portfolio, evidence, consent)


def settle_consent(work: Work, portfolio: Portfolio, consent: Consent, how: Settlement) -> None:
    """Say what becomes of evidence whose consent ended. Raises Refused where the person is still shown."""
    evidence, term = queries.consented(work.session, consent), queries.term_of(consent)
    submitted_at = queries.last_submitted_at(work.session, evidence)
    submitted_on = queries.day_of(submitted_at) if submitted_at else None
    check_settleable(term, how, evidence.revision, submitted_on, work.today)
    consent.settlement = how.value
    if how is Settlement.TAKEN_OUT and consent.last_shown is None:
        consent.last_shown = evidence.revision - 1
    work.session.flush()
    if consent.recorded:
        act = ConsentSettled(consent.public_id, evidence.public_id, how.value, consent.last_shown)
        work.record(portfolio.book_id, act)
