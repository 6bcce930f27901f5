"""What is stored of a portfolio's judgements and signatures, in the shape in which its book tells it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import aliased

from assessments.judging.events.decisions import bar_key
from assessments.judging.models import (
    Acknowledgement,
    Bar,
    Decision,
    DecisionOrigin,
    Judgement,
    Reopening,
    Signature,
    UnitHold,
)
from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import SignedHead, sealed, stamp
from portfolio.evidence.models import Claim, Evidence, Revision
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.queries import all_criterion_uuids
from portfolio.people.models import Account
from standards.foundation import Facts

JUDGEMENTS = (
    select(Judgement, Evidence.public_id, Revision.public_id, Account.public_id)
    .join(Evidence, Evidence.id == Judgement.evidence_id)
    .join(Revision, Revision.id == Judgement.revision_id)
    .join(Account, Account.id == Judgement.assessor_id)
    .where(Evidence.portfolio_id == Judgement.portfolio_id)
)
CORRECTED = aliased(Decision)
DECISIONS = (
    select(
        Decision.public_id,
        Judgement.public_id,
        Claim.public_id,
        EnrolledUnit.public_id,
        Decision.criterion_id,
        Decision.outcome,
        Decision.trainee,
        Decision.standing,
        Decision.salt,
        Decision.feedback,
        CORRECTED.public_id,
        Decision.reason_salt,
        Decision.reason,
        Account.public_id,
        Decision.at,
    )
    .join(Judgement, Judgement.id == Decision.judgement_id)
    .join(Claim, Claim.id == Decision.claim_id)
    .join(Account, Account.id == Decision.assessor_id)
    .outerjoin(CORRECTED, CORRECTED.id == Decision.corrects_id)
    .join(EnrolledUnit, EnrolledUnit.id == Decision.enrolled_unit_id)
)
EARLIER = aliased(Decision)
ORIGINS = (
    select(Decision.public_id, EARLIER.public_id)
    .join(DecisionOrigin, DecisionOrigin.decision_id == Decision.id)
    .join(EARLIER, EARLIER.id == DecisionOrigin.from_id)
    .join(EnrolledUnit, EnrolledUnit.id == Decision.enrolled_unit_id)
)
SIGNED = select(SignedHead.hash).join(Portfolio, Portfolio.book_id == SignedHead.book_id)
SIGNATURES = (
    select(Signature, EnrolledUnit.public_id, Account.public_id)
    .join(EnrolledUnit, EnrolledUnit.id == Signature.enrolled_unit_id)
    .join(Account, Account.id == Signature.account_id)
    .where(EnrolledUnit.portfolio_id == Signature.portfolio_id)
)
REOPENINGS = (
    select(Reopening, EnrolledUnit.public_id, Account.public_id)
    .join(EnrolledUnit, EnrolledUnit.id == Reopening.enrolled_unit_id)
    .join(Account, Account.id == Reopening.account_id)
    .where(EnrolledUnit.portfolio_id == Reopening.portfolio_id)
)
HOLDS = select(UnitHold, EnrolledUnit.public_id).join(EnrolledUnit, EnrolledUnit.id == UnitHold.enrolled_unit_id)
BARS = (
    select(Bar, EnrolledUnit.public_id, Account.public_id)
    .join(EnrolledUnit, EnrolledUnit.id == Bar.enrolled_unit_id)
    .join(Account, Account.id == Bar.account_id)
)
ACKNOWLEDGEMENTS = (
    select(Judgement.public_id, Account.public_id, Acknowledgement.at)
    .join(Acknowledgement, Acknowledgement.judgement_id == Judgement.id)
    .join(Account, Account.id == Acknowledgement.account_id)
    .join(Evidence, Evidence.id == Judgement.evidence_id)
)


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give what is stored of a portfolio's judgements and signatures, as its book must tell it."""
    return {
        **_stored_judgements(one),
        **_stored_decisions(one),
        **_stored_origins(one),
        **_stored_signatures(one),
        **_stored_reopenings(one),
        **_stored_acknowledgements(one),
        **_stored_holds(one),
        **_stored_bars(one),
    }


def _stored_judgements(one: GatheredPortfolio) -> Facts:
    rows = one.rows(JUDGEMENTS, Evidence.portfolio_id)
    return {
        ("judgement", row.public_id): {
            "evidence": evidence,
            "revision": revision,
            "language": row.language,
            "trainee": row.trainee,
            "valid": row.valid,
            "authentic": row.authentic,
            "current": row.current,
            "feedback": sealed(row.salt, row.feedback),
            "taken_back": stamp(row.taken_back_at) if row.taken_back_at else None,
            "by": assessor,
            "at": stamp(row.at),
        }
        for row, evidence, revision, assessor in rows
    }


def _stored_decisions(one: GatheredPortfolio) -> Facts:
    uuids = all_criterion_uuids(one.session)
    rows = one.rows(DECISIONS, EnrolledUnit.portfolio_id)
    return {
        ("decision", row[0]): {
            "judgement": row[1],
            "claim": row[2],
            "unit": row[3],
            "criterion": uuids[row[4]],
            "outcome": row[5],
            "trainee": row[6],
            "standing": row[7],
            "feedback": sealed(row[8], row[9]),
            "corrects": row[10],
            "reason": sealed(row[11], row[12]) if row[11] is not None else None,
            "by": row[13],
            "at": stamp(row[14]),
        }
        for row in rows
    }


def _stored_origins(one: GatheredPortfolio) -> Facts:
    """Give which decisions were carried from an earlier version, and from which decision there."""
    rows = one.rows(ORIGINS, EnrolledUnit.portfolio_id)
    return {("origin", decision): {"decision": earlier} for decision, earlier in rows}


def _stored_signatures(one: GatheredPortfolio) -> Facts:
    signed = {row[0] for row in one.rows(SIGNED, Portfolio.id)}
    rows = one.rows(SIGNATURES, EnrolledUnit.portfolio_id)
    return {
        ("signature", row.public_id): {
            "unit": unit,
            "part": row.part,
            "trainee": row.trainee,
            "superseded": stamp(row.superseded_at) if row.superseded_at else None,
            "head": row.head,
            "sealed": row.head in signed,
            "by": person,
            "at": stamp(row.at),
        }
        for row, unit, person in rows
    }


def _stored_holds(one: GatheredPortfolio) -> Facts:
    rows = one.rows(HOLDS, EnrolledUnit.portfolio_id)
    return {
        ("hold", row.public_id): {
            "unit": unit,
            "reason": row.reason,
            "at": stamp(row.at),
            "released": stamp(row.released_at) if row.released_at else None,
        }
        for row, unit in rows
    }


def _stored_bars(one: GatheredPortfolio) -> Facts:
    uuids = all_criterion_uuids(one.session)
    rows = one.rows(BARS, EnrolledUnit.portfolio_id)
    return {bar_key(unit, uuids[row.criterion_id], person): {"at": stamp(row.at)} for row, unit, person in rows}


def _stored_reopenings(one: GatheredPortfolio) -> Facts:
    rows = one.rows(REOPENINGS, EnrolledUnit.portfolio_id)
    return {
        ("reopening", sealed(row.salt, row.reason)): {
            "unit": unit,
            "criteria": tuple(row.criteria),
            "by": person,
            "at": stamp(row.at),
        }
        for row, unit, person in rows
    }


def _stored_acknowledgements(one: GatheredPortfolio) -> Facts:
    rows = one.rows(ACKNOWLEDGEMENTS, Evidence.portfolio_id)
    return {("acknowledgement", judgement): {"by": learner, "at": stamp(at)} for judgement, learner, at in rows}
