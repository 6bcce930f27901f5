"""What is stored of a portfolio's judgements and signatures, in the shape in which its book tells it."""

from __future__ import annotations

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session, aliased

from assessments.judging.models import (
    Acknowledgement,
    Decision,
    DecisionOrigin,
    Judgement,
    Reopening,
    Signature,
    UnitHold,
)
from portfolio.core.ledger import SignedHead, sealed, stamp
from portfolio.evidence.models import Claim, Evidence, Revision
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.queries import all_criterion_uuids, portfolio_of_book
from portfolio.people.models import Account
from standards.foundation import Facts

PORTFOLIO: BindParameter[int] = bindparam("portfolio")
JUDGEMENTS = (
    select(Judgement, Evidence.public_id, Revision.public_id, Account.public_id)
    .join(Evidence, Evidence.id == Judgement.evidence_id)
    .join(Revision, Revision.id == Judgement.revision_id)
    .join(Account, Account.id == Judgement.assessor_id)
    .where(Evidence.portfolio_id == PORTFOLIO, Judgement.portfolio_id == PORTFOLIO)
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
    .where(EnrolledUnit.portfolio_id == PORTFOLIO)
)
EARLIER = aliased(Decision)
ORIGINS = (
    select(Decision.public_id, EARLIER.public_id)
    .join(DecisionOrigin, DecisionOrigin.decision_id == Decision.id)
    .join(EARLIER, EARLIER.id == DecisionOrigin.from_id)
    .join(EnrolledUnit, EnrolledUnit.id == Decision.enrolled_unit_id)
    .where(EnrolledUnit.portfolio_id == PORTFOLIO)
)
SIGNATURES = (
    select(Signature, EnrolledUnit.public_id, Account.public_id)
    .join(EnrolledUnit, EnrolledUnit.id == Signature.enrolled_unit_id)
    .join(Account, Account.id == Signature.account_id)
    .where(EnrolledUnit.portfolio_id == PORTFOLIO, Signature.portfolio_id == PORTFOLIO)
)
REOPENINGS = (
    select(Reopening, EnrolledUnit.public_id, Account.public_id)
    .join(EnrolledUnit, EnrolledUnit.id == Reopening.enrolled_unit_id)
    .join(Account, Account.id == Reopening.account_id)
    .where(EnrolledUnit.portfolio_id == PORTFOLIO, Reopening.portfolio_id == PORTFOLIO)
)
HOLDS = (
    select(UnitHold, EnrolledUnit.public_id)
    .join(EnrolledUnit, EnrolledUnit.id == UnitHold.enrolled_unit_id)
    .where(EnrolledUnit.portfolio_id == PORTFOLIO)
)
ACKNOWLEDGEMENTS = (
    select(Judgement.public_id, Account.public_id, Acknowledgement.at)
    .join(Acknowledgement, Acknowledgement.judgement_id == Judgement.id)
    .join(Account, Account.id == Acknowledgement.account_id)
    .join(Evidence, Evidence.id == Judgement.evidence_id)
    .where(Evidence.portfolio_id == PORTFOLIO)
)


def stored_facts(session: Session, book_id: int) -> Facts:
    """Give what is stored of a portfolio's judgements and signatures, as its book must tell it."""
    portfolio_id = portfolio_of_book(session, book_id)
    if portfolio_id is None:
        return {}
    return {
        **_stored_judgements(session, portfolio_id),
        **_stored_decisions(session, portfolio_id),
        **_stored_origins(session, portfolio_id),
        **_stored_signatures(session, portfolio_id, book_id),
        **_stored_reopenings(session, portfolio_id),
        **_stored_acknowledgements(session, portfolio_id),
        **_stored_holds(session, portfolio_id),
    }


def _stored_judgements(session: Session, portfolio_id: int) -> Facts:
    rows = session.execute(JUDGEMENTS, {"portfolio": portfolio_id})
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


def _stored_decisions(session: Session, portfolio_id: int) -> Facts:
    uuids = all_criterion_uuids(session)
    rows = session.execute(DECISIONS, {"portfolio": portfolio_id})
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


def _stored_origins(session: Session, portfolio_id: int) -> Facts:
    """Give which decisions were carried from an earlier version, and from which decision there."""
    rows = session.execute(ORIGINS, {"portfolio": portfolio_id})
    return {("origin", decision): {"decision": earlier} for decision, earlier in rows}


def _stored_signatures(session: Session, portfolio_id: int, book_id: int) -> Facts:
    signed = set(session.scalars(select(SignedHead.hash).where(SignedHead.book_id == book_id)))
    rows = session.execute(SIGNATURES, {"portfolio": portfolio_id})
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


def _stored_holds(session: Session, portfolio_id: int) -> Facts:
    rows = session.execute(HOLDS, {"portfolio": portfolio_id})
    return {
        ("hold", row.public_id): {
            "unit": unit,
            "reason": row.reason,
            "at": stamp(row.at),
            "released": stamp(row.released_at) if row.released_at else None,
        }
        for row, unit in rows
    }


def _stored_reopenings(session: Session, portfolio_id: int) -> Facts:
    rows = session.execute(REOPENINGS, {"portfolio": portfolio_id})
    return {
        ("reopening", sealed(row.salt, row.reason)): {
            "unit": unit,
            "criteria": tuple(row.criteria),
            "by": person,
            "at": stamp(row.at),
        }
        for row, unit, person in rows
    }


def _stored_acknowledgements(session: Session, portfolio_id: int) -> Facts:
    rows = session.execute(ACKNOWLEDGEMENTS, {"portfolio": portfolio_id})
    return {("acknowledgement", judgement): {"by": learner, "at": stamp(at)} for judgement, learner, at in rows}
