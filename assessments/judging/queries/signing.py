"""What the rules of signing look at: assignments, standing decisions, signatures."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import Session

from assessments.judging.models import Bar, Decision, Signature, UnitHold
from assessments.judging.queries.evidence_rules import unmet_of
from assessments.judging.rules import HoldReason, UnitStanding
from portfolio.evidence.models import Claim
from portfolio.learning.models import Assignment, EnrolledUnit
from portfolio.learning.rules import ClaimStatus, Counters, Part, UnitStatus
from portfolio.people.models import Account
from standards.foundation import Actor, Work
from standards.library.models import Criterion
from standards.qualifications.models import Qualification, Unit
from standards.qualifications.rules.signing import SignaturePart, order_of


def standing_decisions(session: Session, claim_ids: Collection[int]) -> dict[int, Decision]:
    """Give the decision that stands on each claim."""
    rows = session.scalars(select(Decision).where(Decision.claim_id.in_(list(claim_ids)), Decision.standing.is_(True)))
    return {row.claim_id: row for row in rows}


def units_assigned(work: Work, actor: Actor, portfolio_id: int, part: Part) -> set[int] | None:
    """Give the units of a portfolio that somebody is assigned to in a part today; none = every unit."""
    rows = work.session.execute(
        select(Assignment.enrolment_id, Assignment.enrolled_unit_id).where(
            Assignment.portfolio_id == portfolio_id,
            Assignment.account_id == actor.account_id,
            Assignment.part == part.value,
            Assignment.starts <= work.today,
            or_(Assignment.ends.is_(None), Assignment.ends >= work.today),
        )
    ).all()
    if any(enrolment is None and unit is None for enrolment, unit in rows):
        return None
    enrolments = [enrolment for enrolment, unit in rows if unit is None]
    of_enrolments = work.session.scalars(select(EnrolledUnit.id).where(EnrolledUnit.enrolment_id.in_(enrolments)))
    return {unit for _enrolment, unit in rows if unit is not None} | set(of_enrolments)


def live_signatures(session: Session, enrolled_unit_id: int) -> list[Signature]:
    return list(
        session.scalars(
            select(Signature)
            .where(Signature.enrolled_unit_id == enrolled_unit_id, Signature.superseded_at.is_(None))
            .order_by(Signature.id)
        )
    )


def trainee_deciders(session: Session, enrolled_unit_id: int) -> set[int]:
    """Give who made standing decisions on a unit's live claims while they were trainees."""
    rows = session.scalars(
        select(Decision.assessor_id)
        .join(Claim, Claim.id == Decision.claim_id)
        .where(
            Decision.enrolled_unit_id == enrolled_unit_id,
            Decision.standing.is_(True),
            Decision.trainee.is_(True),
            Claim.status == ClaimStatus.MET.value,
        )
    )
    return set(rows)


def barred(session: Session, pairs: Collection[tuple[int, int]]) -> set[int]:
    """Give who does not judge any of these criteria again, each by its unit of a learner and itself."""
    if not pairs:
        return set()
    asked = select(Bar.account_id).where(tuple_(Bar.enrolled_unit_id, Bar.criterion_id).in_(pairs))
    return set(session.scalars(asked))


def bars_of(session: Session, enrolled_unit_id: int) -> list[tuple[str, str]]:
    """Give who does not judge which criterion of a unit again, by name and code."""
    rows = session.execute(
        select(Account.name, Criterion.code)
        .join(Bar, Bar.account_id == Account.id)
        .join(Criterion, Criterion.id == Bar.criterion_id)
        .where(Bar.enrolled_unit_id == enrolled_unit_id)
        .order_by(Account.name, Account.id, Criterion.position, Criterion.id)
    )
    return [(row[0], row[1]) for row in rows]


def makers(session: Session, enrolled_unit_id: int) -> set[int]:
    """Give everybody whose work is in a unit: who ever decided on it, and who assesses by a signature that stands."""
    deciders = select(Decision.assessor_id).where(Decision.enrolled_unit_id == enrolled_unit_id)
    signers = select(Signature.account_id).where(
        Signature.enrolled_unit_id == enrolled_unit_id, Signature.superseded_at.is_(None)
    )
    return {*session.scalars(deciders), *session.scalars(signers)}


def open_holds(session: Session, enrolled_unit_id: int) -> list[UnitHold]:
    """List what holds a unit up."""
    return list(
        session.scalars(
            select(UnitHold)
            .where(UnitHold.enrolled_unit_id == enrolled_unit_id, UnitHold.released_at.is_(None))
            .order_by(UnitHold.id)
        )
    )


def _signing_of(session: Session, unit: EnrolledUnit) -> str:
    """Give the order in which a unit is signed, as its qualification stores it."""
    query = select(Qualification.signing).join(Unit, Unit.qualification_id == Qualification.id)
    return session.scalars(query.where(Unit.id == unit.unit_id)).one()


def unit_standing(session: Session, unit: EnrolledUnit) -> UnitStanding:
    """Gather what the rules of signing look at."""
    deciders = trainee_deciders(session, unit.id)
    live = [] if unit.status == UnitStatus.IN_PROGRESS else live_signatures(session, unit.id)
    signer = next((one.account_id for one in live if one.part == SignaturePart.ASSESSOR), None)
    return UnitStanding(
        status=UnitStatus(unit.status),
        counters=Counters(unit.total, unit.met, unit.claimed, unit.referred),
        needs_countersignature=unit.needs_countersignature,
        decided_by_trainee=bool(deciders),
        signer=signer,
        trainee_deciders=frozenset(deciders),
        unmet=unmet_of(session, unit),
        order=order_of(_signing_of(session, unit)),
        signed=frozenset(SignaturePart(one.part) for one in live),
        awaits=SignaturePart(unit.awaits) if unit.awaits else None,
        holds=tuple(HoldReason(one.reason) for one in open_holds(session, unit.id)),
    )


def met_claims(session: Session, enrolled_unit_id: int, criterion_ids: Collection[int]) -> list[Claim]:
    return list(
        session.scalars(
            select(Claim).where(
                Claim.enrolled_unit_id == enrolled_unit_id,
                Claim.criterion_id.in_(list(criterion_ids)),
                Claim.status == ClaimStatus.MET.value,
            )
        )
    )
