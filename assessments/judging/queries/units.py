"""Units and whole programmes as their pages show them: criteria with states, claims, feedback and signatures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from assessments.judging.models import Decision, Judgement, Reopening, Signature
from assessments.judging.rules import Missing, SignaturePart, UnitStanding, missing
from portfolio.evidence.models import Claim, Evidence, Revision
from portfolio.evidence.queries import edition_before, put_forward
from portfolio.learning.models import CriterionStatus, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import LIVE, LOCKED, RUNNING, ClaimStatus, Counters, CriterionState, UnitStatus
from portfolio.people.models import Account
from standards.foundation import Text
from standards.library.models import Standard
from standards.library.queries import Outline, ShownCriterion, outlines
from standards.qualifications.models import Qualification, Unit
from standards.statements import Given, Many, columns, once

SHOWN = (*(status.value for status in LIVE), ClaimStatus.NOT_YET.value)
"""The claims that the page of a unit shows: superseded and withdrawn ones stay with their evidence."""


@dataclass(frozen=True)
class ShownClaim:
    """A claim with the evidence that makes it and what was last decided on it."""

    criterion_id: int
    status: str
    evidence: str
    title: str
    language: str
    outcome: str | None = None
    feedback: str = ""
    feedback_language: str = ""
    by: str = ""
    at: datetime | None = None
    carried_from: str | None = None
    """The edition of the standard from which it was carried, if any."""


@dataclass(frozen=True)
class ShownSignature:
    part: str
    name: str
    at: datetime
    trainee: bool
    superseded: bool


@dataclass(frozen=True)
class ShownReopening:
    name: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class UnitSheet:
    """All that the page of one chosen unit shows."""

    row: EnrolledUnit
    title: Text
    urn: str
    number: str | None
    outline: Outline
    states: Mapping[int, CriterionState]
    """Criteria that are not named are open."""
    claims: Mapping[int, list[ShownClaim]]
    enrolment: str = ""
    portfolio: str = ""
    learner: str = ""
    learner_id: int = 0
    standard: str = ""
    """The random id of the standard."""
    standing: UnitStanding = field(default=UnitStanding(UnitStatus.IN_PROGRESS, Counters(0)))
    signatures: tuple[ShownSignature, ...] = ()
    reopenings: tuple[ShownReopening, ...] = ()
    carried: bool = False
    """Whether it is on another version of its standard than the qualification names."""
    last_certification: date | None = None
    """The last day on which the enrolment's version of the qualification is certificated, where that is known."""

    @property
    def awaits_countersignature(self) -> bool:
        return self.row.status == UnitStatus.SIGNED and self.row.needs_countersignature

    @property
    def shown_status(self) -> str:
        return "awaiting_countersignature" if self.awaits_countersignature else self.row.status

    @property
    def counters(self) -> Counters:
        return Counters(self.row.total, self.row.met, self.row.claimed, self.row.referred)

    @property
    def reopened(self) -> ShownReopening | None:
        """Give the last reopening, until the unit is signed again."""
        return self.reopenings[-1] if self.reopenings and UnitStatus(self.row.status) not in LOCKED else None

    @cached_property
    def missing(self) -> list[Missing]:
        return missing(self.standing)

    def state(self, criterion_id: int) -> CriterionState:
        return self.states.get(criterion_id, CriterionState.OPEN)

    def in_state(self, state: CriterionState) -> list[ShownCriterion]:
        """List the assessable criteria in a state, in the order of the standard."""
        return [one for one in self.outline.assessable if self.state(one.id) is state]


@dataclass(frozen=True)
class Programme:
    """One enrolment with all its units."""

    row: Enrolment
    qualification: Text
    last_certification: date | None
    portfolio: str
    learner: str
    learner_id: int
    units: tuple[UnitSheet, ...]

    @property
    def running(self) -> bool:
        return self.row.status in RUNNING

    @property
    def counters(self) -> Counters:
        rows = [unit.row for unit in self.units]
        return Counters(
            sum(row.total for row in rows),
            sum(row.met for row in rows),
            sum(row.claimed for row in rows),
            sum(row.referred for row in rows),
        )


@once
def _named(unit_id: Given) -> Select[Text, str, str, str | None, str, str, int, str, bool, date | None]:
    return (
        select(
            Standard.title,
            Standard.urn,
            Standard.public_id,
            Unit.number,
            Enrolment.public_id,
            Portfolio.public_id,
            Account.id,
            Account.name,
            Unit.standard_id != EnrolledUnit.standard_id,
            Qualification.last_certification,
        )
        .select_from(EnrolledUnit)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .join(Unit, Unit.id == EnrolledUnit.unit_id)
        .join(Qualification, Qualification.id == Unit.qualification_id)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Portfolio, Portfolio.id == EnrolledUnit.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(EnrolledUnit.id == unit_id)
    )


def unit_sheet(session: Session, unit: EnrolledUnit) -> UnitSheet:
    """Give a chosen unit with everything that its page shows."""
    [named] = columns(session, _named(), {"unit_id": unit.id})
    title, urn, standard, number, enrolment, portfolio, learner_id, learner, carried, last = named
    claims, trainees = _claims_with_decisions(session, unit)
    signed = _signatures(session, unit)
    return UnitSheet(
        row=unit,
        title=title,
        urn=urn,
        standard=standard,
        number=number,
        outline=outlines(session, [unit.standard_id])[unit.standard_id],
        states=_states(session, [unit.id]).get(unit.id, {}),
        claims=claims,
        enrolment=enrolment,
        portfolio=portfolio,
        learner=learner,
        learner_id=learner_id,
        carried=carried,
        last_certification=last,
        standing=_standing(unit, trainees, signed),
        signatures=tuple(ShownSignature(*row[1:]) for row in signed),
        # Reopening a unit supersedes its signatures: where none was, there is nothing to ask for.
        reopenings=_reopenings(session, unit) if any(row[5] for row in signed) else (),
    )


def _standing(
    unit: EnrolledUnit, trainees: Collection[int], signed: list[tuple[int, str, str, datetime, bool, bool]]
) -> UnitStanding:
    signer = next((row[0] for row in signed if row[1] == SignaturePart.ASSESSOR and not row[5]), None)
    return UnitStanding(
        status=UnitStatus(unit.status),
        counters=Counters(unit.total, unit.met, unit.claimed, unit.referred),
        needs_countersignature=unit.needs_countersignature,
        decided_by_trainee=bool(trainees),
        signer=signer,
        trainee_deciders=frozenset(trainees),
    )


@once
def _decided(unit_id: Given) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Claim.id,
            Claim.criterion_id,
            Claim.status,
            Evidence.public_id,
            Revision.title,
            Revision.language,
            Decision.outcome,
            Decision.feedback,
            Judgement.language,
            Account.name,
            Decision.at,
            Decision.assessor_id,
            Decision.trainee,
            Decision.standing,
            edition_before(),
        )
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .join(Revision, put_forward())
        .outerjoin(Decision, Decision.claim_id == Claim.id)
        .outerjoin(Judgement, Judgement.id == Decision.judgement_id)
        .outerjoin(Account, Account.id == Decision.assessor_id)
        .where(Claim.enrolled_unit_id == unit_id, Claim.status.in_(SHOWN))
        .order_by(Claim.id, Decision.id)
    )


def _claims_with_decisions(session: Session, unit: EnrolledUnit) -> tuple[dict[int, list[ShownClaim]], set[int]]:
    """Give the claims of a unit by criterion, and who made standing decisions of «met» as a trainee."""
    rows = columns(session, _decided(), {"unit_id": unit.id})
    last: dict[int, ShownClaim] = {}
    trainees: set[int] = set()
    for row in rows:
        # Of several decisions on a claim the last comes last.
        feedback, language, by = row[7] or "", row[8] or "", row[9] or ""
        shown = ShownClaim(row[1], row[2], row[3], row[4], row[5], row[6], feedback, language, by, row[10], row[14])
        last[row[0]] = shown
        if row[12] and row[13] and row[2] == ClaimStatus.MET:
            trainees.add(row[11])
    claims: dict[int, list[ShownClaim]] = defaultdict(list)
    for claim in last.values():
        claims[claim.criterion_id].append(claim)
    return claims, trainees


@once
def _signed(unit_id: Given) -> Select[int, str, str, datetime, bool, datetime | None]:
    return (
        select(
            Signature.account_id,
            Signature.part,
            Account.name,
            Signature.at,
            Signature.trainee,
            Signature.superseded_at,
        )
        .join(Account, Account.id == Signature.account_id)
        .where(Signature.enrolled_unit_id == unit_id)
        .order_by(Signature.id)
    )


def _signatures(session: Session, unit: EnrolledUnit) -> list[tuple[int, str, str, datetime, bool, bool]]:
    """List who signed in which part; a declaration is void once the unit is in progress again."""
    rows = columns(session, _signed(), {"unit_id": unit.id})
    void = unit.status == UnitStatus.IN_PROGRESS
    return [(row[0], row[1], row[2], row[3], row[4], void or row[5] is not None) for row in rows]


@once
def _reopened(unit_id: Given) -> Select[str, datetime, str]:
    return (
        select(Account.name, Reopening.at, Reopening.reason)
        .join(Account, Account.id == Reopening.account_id)
        .where(Reopening.enrolled_unit_id == unit_id)
        .order_by(Reopening.id)
    )


def _reopenings(session: Session, unit: EnrolledUnit) -> tuple[ShownReopening, ...]:
    rows = columns(session, _reopened(), {"unit_id": unit.id})
    return tuple(ShownReopening(*row) for row in rows)


@once
def _stored(unit_ids: Many) -> Select[int, int, str]:
    return select(CriterionStatus.enrolled_unit_id, CriterionStatus.criterion_id, CriterionStatus.state).where(
        CriterionStatus.enrolled_unit_id.in_(unit_ids)
    )


def _states(session: Session, unit_ids: Collection[int]) -> dict[int, dict[int, CriterionState]]:
    states: dict[int, dict[int, CriterionState]] = defaultdict(dict)
    rows = columns(session, _stored(), {"unit_ids": list(unit_ids)})
    known = {state.value: state for state in CriterionState}
    for unit_id, criterion_id, state in rows:
        states[unit_id][criterion_id] = known[state]
    return states


@once
def _whose(portfolio_id: Given, qualification_id: Given) -> Select[str, int, str, Text, date | None]:
    return (
        select(Portfolio.public_id, Account.id, Account.name, Qualification.title, Qualification.last_certification)
        .select_from(Portfolio)
        .join(Account, Account.id == Portfolio.account_id)
        .join(Qualification, Qualification.id == qualification_id)
        .where(Portfolio.id == portfolio_id)
    )


@once
def _chosen(enrolment_id: Given) -> Select[EnrolledUnit, Text, str, str | None]:
    return (
        select(EnrolledUnit, Standard.title, Standard.urn, Unit.number)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .join(Unit, Unit.id == EnrolledUnit.unit_id)
        .where(EnrolledUnit.enrolment_id == enrolment_id)
        .order_by(Unit.group_id, Unit.position, EnrolledUnit.id)
    )


def programme(session: Session, enrolment: Enrolment) -> Programme:
    """Give an enrolment with every criterion of all its units; as many statements for one unit as for twenty."""
    [(portfolio, learner_id, learner, qualification, last)] = columns(
        session, _whose(), {"portfolio_id": enrolment.portfolio_id, "qualification_id": enrolment.qualification_id}
    )
    rows = session.execute(_chosen(), {"enrolment_id": enrolment.id}).all()
    ids = [row[0].id for row in rows]
    found = outlines(session, {row[0].standard_id for row in rows})
    states, claims = _states(session, ids), _claims(session, ids)
    units = tuple(
        UnitSheet(row, title, urn, number, found[row.standard_id], states[row.id], claims[row.id])
        for row, title, urn, number in rows
    )
    return Programme(enrolment, qualification, last, portfolio, learner, learner_id, units)


@once
def _claimed(unit_ids: Many) -> Select[int, int, str, str, str, str]:
    return (
        select(
            Claim.enrolled_unit_id,
            Claim.criterion_id,
            Claim.status,
            Evidence.public_id,
            Revision.title,
            Revision.language,
        )
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .join(Revision, put_forward())
        .where(Claim.enrolled_unit_id.in_(unit_ids), Claim.status.in_(SHOWN))
        .order_by(Claim.id)
    )


def _claims(session: Session, unit_ids: Collection[int]) -> dict[int, dict[int, list[ShownClaim]]]:
    claims: dict[int, dict[int, list[ShownClaim]]] = defaultdict(lambda: defaultdict(list))
    rows = columns(session, _claimed(), {"unit_ids": list(unit_ids)})
    for row in rows:
        claims[row[0]][row[1]].append(ShownClaim(*row[1:]))
    return claims
