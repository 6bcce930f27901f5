"""Who had a part in what is appealed, who may decide it, and what an upheld appeal can send back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select, union
from sqlalchemy.orm import Session

from assessments.appeals.models import Case, CaseDecider
from assessments.appeals.rules.cases import Parties
from assessments.appeals.rules.procedures import Stage, StageCode
from assessments.judging import queries as judging
from assessments.judging.models import Bar, Decision, Signature
from assessments.quality.models import Sample
from portfolio.evidence.models import Claim
from portfolio.learning.models import Assignment, EnrolledUnit, Enrolment
from portfolio.learning.rules import ClaimStatus, Part
from portfolio.people.models import Account, Membership
from standards.foundation import Role
from standards.library.models import Criterion
from standards.qualifications.rules.signing import SignaturePart

STAFF = (Role.ASSESSOR, Role.QUALITY_ASSURER, Role.MANAGER)
ROLES_OF: Mapping[StageCode, tuple[Role, ...]] = {
    StageCode.INDEPENDENT: (Role.QUALITY_ASSURER,),
    StageCode.PANEL: (Role.QUALITY_ASSURER, Role.MANAGER),
    StageCode.EXTERNAL: (Role.MANAGER,),
}
SENT_BACK = (ClaimStatus.NOT_YET.value, ClaimStatus.REFERRED.value)


@dataclass(frozen=True)
class Candidate:
    account_id: int
    public_id: str
    name: str


def makers(session: Session, unit_id: int) -> set[int]:
    """Give everybody who ever decided, signed, countersigned, verified or sampled anything of a unit."""
    signed = SignaturePart.LEARNER.value
    found = union(
        select(Decision.assessor_id).where(Decision.enrolled_unit_id == unit_id),
        select(Signature.account_id).where(Signature.enrolled_unit_id == unit_id, Signature.part != signed),
        select(Sample.sampler_id).where(Sample.enrolled_unit_id == unit_id),
    )
    return set(session.scalars(found))


def parties(session: Session, row: Case) -> Parties:
    earlier = select(CaseDecider.account_id).where(CaseDecider.case_id == row.id, CaseDecider.stage < row.stage)
    return Parties(
        complainant=row.complainant_id,
        about=row.about_id,
        makers=makers(session, row.enrolled_unit_id) if row.enrolled_unit_id else set(),
        earlier=set(session.scalars(earlier)),
    )


def candidates(session: Session, provider_id: int, stage: Stage, today: date) -> list[Candidate]:
    """List the staff who hold a role in which a stage is decided."""
    return _holding(session, provider_id, ROLES_OF.get(stage.code, STAFF), today)


def staff(session: Session, provider_id: int, today: date) -> list[Candidate]:
    """List those whom a complaint may be about."""
    return _holding(session, provider_id, STAFF, today)


def _holding(session: Session, provider_id: int, roles: tuple[Role, ...], today: date) -> list[Candidate]:
    rows = session.execute(
        select(Account.id, Account.public_id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.provider_id == provider_id,
            Membership.role.in_([role.value for role in roles]),
            Membership.starts <= today,
            or_(Membership.ends.is_(None), Membership.ends >= today),
            Account.disabled.is_(False),
        )
        .distinct()
        .order_by(Account.name, Account.id)
    )
    return [Candidate(*row) for row in rows]


def deciders(session: Session, row: Case) -> list[int]:
    """Give who decides the stage that a case is at."""
    wanted = (CaseDecider.case_id == row.id, CaseDecider.stage == row.stage)
    return list(session.scalars(select(CaseDecider.account_id).where(*wanted).order_by(CaseDecider.account_id)))


def first_deciders(session: Session, unit: EnrolledUnit, decision: Decision | None) -> list[int]:
    """Give who looks again first: whoever made the decision, else the assessor who signed, else who decided last."""
    if decision is not None:
        return [decision.assessor_id]
    live = judging.live_signatures(session, unit.id)
    signed = [one.account_id for one in live if one.part == SignaturePart.ASSESSOR]
    if signed:
        return signed[-1:]
    last = select(Decision.assessor_id).where(Decision.enrolled_unit_id == unit.id).order_by(Decision.id.desc())
    return list(session.scalars(last.limit(1)))


@dataclass(frozen=True)
class JudgedAgain:
    """Who does not judge again what an appeal overturned, and who may and is allocated."""

    barred: Mapping[str, Sequence[str]]
    """Name → the codes of the criteria."""
    allocated: Sequence[str]
    enrolment: str


def judged_again(session: Session, row: Case, today: date) -> JudgedAgain | None:
    """Give who judges again what an upheld appeal sent back; none where anybody may."""
    if row.enrolled_unit_id is None:
        return None
    barred: dict[str, list[str]] = defaultdict(list)
    for name, code in judging.bars_of(session, row.enrolled_unit_id):
        barred[name].append(code)
    if not barred:
        return None
    unit = session.get_one(EnrolledUnit, row.enrolled_unit_id)
    asked = (
        select(Account.name)
        .join(Assignment, Assignment.account_id == Account.id)
        .where(
            Assignment.portfolio_id == row.portfolio_id,
            Assignment.part == Part.ASSESSOR.value,
            Assignment.starts <= today,
            or_(Assignment.ends.is_(None), Assignment.ends >= today),
            or_(Assignment.enrolment_id.is_(None), Assignment.enrolment_id == unit.enrolment_id),
            or_(Assignment.enrolled_unit_id.is_(None), Assignment.enrolled_unit_id == unit.id),
            Account.id.not_in(select(Bar.account_id).where(Bar.enrolled_unit_id == unit.id)),
        )
        .distinct()
        .order_by(Account.name)
    )
    enrolment = session.get_one(Enrolment, unit.enrolment_id).public_id
    return JudgedAgain(barred, list(session.scalars(asked)), enrolment)


def is_judged(session: Session, unit: EnrolledUnit) -> bool:
    """Tell whether anything stands in a unit that could be appealed."""
    standing = (Decision.enrolled_unit_id == unit.id, Decision.standing.is_(True))
    return session.scalar(select(Decision.id).where(*standing).limit(1)) is not None


def names(session: Session, ids: Collection[int]) -> dict[int, str]:
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True)
class Offered:
    """A criterion that an upheld appeal can send back."""

    id: int
    uuid: str
    code: str


def offered(session: Session, row: Case) -> list[Offered]:
    """List the criteria of which an upheld appeal has decisions made again."""
    decided = (*SENT_BACK, ClaimStatus.MET.value)
    asked = (
        select(Criterion.id, Criterion.uuid, Criterion.code)
        .join(Claim, Claim.criterion_id == Criterion.id)
        .where(Claim.enrolled_unit_id == row.enrolled_unit_id, Claim.status.in_(decided))
    )
    if row.decision_id is not None:
        asked = asked.join(Decision, Decision.claim_id == Claim.id).where(Decision.id == row.decision_id)
    rows = session.execute(asked.distinct().order_by(Criterion.position, Criterion.id).add_columns(Criterion.position))
    return [Offered(found[0], str(found[1]), found[2]) for found in rows]


def refused_claims(session: Session, row: Case, criterion_ids: Collection[int]) -> list[Claim]:
    """Give the claims on these criteria that were decided otherwise than met."""
    wanted = (
        Claim.enrolled_unit_id == row.enrolled_unit_id,
        Claim.criterion_id.in_(criterion_ids),
        Claim.status.in_(SENT_BACK),
    )
    asked = select(Claim).where(*wanted)
    if row.decision_id is not None:
        asked = asked.join(Decision, Decision.claim_id == Claim.id).where(Decision.id == row.decision_id)
    return list(session.scalars(asked.order_by(Claim.id)))
