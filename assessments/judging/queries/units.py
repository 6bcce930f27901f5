"""Units and whole programmes as their pages show them: criteria with states, claims, feedback and signatures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select
from sqlalchemy.orm import Session, aliased

from assessments.judging.models import Decision, DecisionElsewhere, Judgement, UnitHold
from assessments.judging.queries.evidence_rules import unmet_in
from assessments.judging.queries.signatures import ShownReopening, ShownSignature, reopenings_of, signatures_of
from assessments.judging.queries.signing import open_holds
from assessments.judging.rules import HoldReason, Missing, UnitStanding, missing
from portfolio.core.work import clock
from portfolio.evidence.models import Claim, Evidence, Revision
from portfolio.evidence.queries import day_of, edition_before, may_name, put_forward, title_for
from portfolio.learning.models import CriterionStatus, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import LIVE, LOCKED, RUNNING, ClaimStatus, Counters, CriterionState, UnitStatus
from portfolio.people.models import Account
from standards.foundation import Text
from standards.library.models import Standard
from standards.library.queries import Outline, ShownCriterion, outlines
from standards.qualifications.models import Qualification, Unit
from standards.qualifications.rules.evidence import EvidenceRule, UnmetRule, rules_of
from standards.qualifications.rules.signing import SignaturePart, order_of
from standards.statements import Given, Many, columns, once

JUDGED = aliased(Judgement)
"""A name of its own beside the judgement that a decision is listed with."""
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
    accepted_from: Text | None = None
    """What another provider calls itself, where it decided this and a quality assurer here accepted it."""


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
    perhaps_carried: bool = False
    """Whether it may have been carried over: another version of its standard than the qualification names, or a
    qualification that had a version before, from which the enrolment may have moved after its units."""
    last_certification: date | None = None
    """The last day on which the enrolment's version of the qualification is certificated, where that is known."""
    evidence_rules: tuple[EvidenceRule, ...] = ()
    """What the unit asks of its evidence beside its criteria."""

    @property
    def awaits_countersignature(self) -> bool:
        return self.row.awaits == SignaturePart.COUNTERSIGNER

    @property
    def shown_status(self) -> str:
        return self.row.shown_status

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
def _named(unit_id: Given) -> Select[*tuple[Any, ...]]:
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
            or_(Unit.standard_id != EnrolledUnit.standard_id, Qualification.version > 1),
            Qualification.last_certification,
            Unit.evidence_rules,
            Qualification.signing,
            exists().where(UnitHold.enrolled_unit_id == EnrolledUnit.id, UnitHold.released_at.is_(None)),
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


def unit_sheet(session: Session, unit: EnrolledUnit, reader: int | None = None) -> UnitSheet:
    """Give a chosen unit with everything that its page shows; what is closed is named to its owner alone."""
    [named] = columns(session, _named(), {"unit_id": unit.id})
    title, urn, standard, number, enrolment, portfolio, learner_id, learner, carried, last, rules, order, held = named
    claims, trainees = _claims_with_decisions(session, unit, reader)
    signed = signatures_of(session, unit)
    standing = replace(
        _standing(unit, trainees, signed, unmet_in(session, {unit.id: rules}).get(unit.id, [])),
        order=order_of(order),
        holds=tuple(HoldReason(one.reason) for one in open_holds(session, unit.id)) if held else (),
    )
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
        perhaps_carried=carried,
        last_certification=last,
        standing=standing,
        evidence_rules=rules_of(rules),
        signatures=tuple(ShownSignature(*row[1:]) for row in signed),
        # Reopening a unit supersedes its signatures: where none was, there is nothing to ask for.
        reopenings=reopenings_of(session, unit) if any(row[5] for row in signed) else (),
    )


def _standing(
    unit: EnrolledUnit,
    trainees: Collection[int],
    signed: list[tuple[int, str, str, datetime, bool, bool]],
    unmet: list[UnmetRule],
) -> UnitStanding:
    signer = next((row[0] for row in signed if row[1] == SignaturePart.ASSESSOR and not row[5]), None)
    return UnitStanding(
        status=UnitStatus(unit.status),
        counters=Counters(unit.total, unit.met, unit.claimed, unit.referred),
        needs_countersignature=unit.needs_countersignature,
        decided_by_trainee=bool(trainees),
        signer=signer,
        trainee_deciders=frozenset(trainees),
        unmet=tuple(unmet),
        signed=frozenset(SignaturePart(row[1]) for row in signed if not row[5]),
        awaits=SignaturePart(unit.awaits) if unit.awaits else None,
    )


def _taken_back() -> ColumnElement[bool]:
    """Give the condition that the save which a decision was made in was undone."""
    undone = select(JUDGED.id).where(JUDGED.id == Decision.judgement_id, JUDGED.taken_back_at.is_not(None))
    return undone.correlate(Decision).exists()


@once
def _decided(unit_id: Given, reader: Given, today: Given) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Claim.id,
            Claim.criterion_id,
            Claim.status,
            Evidence.public_id,
            title_for(reader, today),
            Revision.language,
            Decision.outcome,
            case((may_name(reader, today), Decision.feedback), else_=""),
            Judgement.language,
            Account.name,
            Decision.at,
            Decision.assessor_id,
            Decision.trainee,
            Decision.standing,
            edition_before(),
            DecisionElsewhere.source,
        )
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .join(Revision, put_forward())
        .outerjoin(Decision, and_(Decision.claim_id == Claim.id, ~_taken_back()))
        .outerjoin(DecisionElsewhere, DecisionElsewhere.decision_id == Decision.id)
        .outerjoin(Judgement, Judgement.id == Decision.judgement_id)
        .outerjoin(Account, Account.id == Decision.assessor_id)
        .where(Claim.enrolled_unit_id == unit_id, Claim.status.in_(SHOWN))
        .order_by(Claim.id, Decision.id)
    )


def _claims_with_decisions(
    session: Session, unit: EnrolledUnit, reader: int | None
) -> tuple[dict[int, list[ShownClaim]], set[int]]:
    """Give the claims of a unit by criterion, and who made standing decisions of «met» as a trainee."""
    rows = columns(session, _decided(), {"unit_id": unit.id, "reader": reader, "today": day_of(clock())})
    last: dict[int, ShownClaim] = {}
    trainees: set[int] = set()
    for row in rows:
        # Of several decisions on a claim the last comes last.
        feedback, language, by = row[7] or "", row[8] or "", row[9] or ""
        decided = (row[6], feedback, language, by, row[10])
        last[row[0]] = ShownClaim(row[1], row[2], row[3], row[4], row[5], *decided, row[14], row[15])
        if row[12] and row[13] and row[2] == ClaimStatus.MET:
            trainees.add(row[11])
    claims: dict[int, list[ShownClaim]] = defaultdict(list)
    for claim in last.values():
        claims[claim.criterion_id].append(claim)
    return claims, trainees


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


def programme(session: Session, enrolment: Enrolment, reader: int | None = None) -> Programme:
    """Give an enrolment with every criterion of all its units; as many statements for one unit as for twenty."""
    [(portfolio, learner_id, learner, qualification, last)] = columns(
        session, _whose(), {"portfolio_id": enrolment.portfolio_id, "qualification_id": enrolment.qualification_id}
    )
    rows = session.execute(_chosen(), {"enrolment_id": enrolment.id}).all()
    ids = [row[0].id for row in rows]
    found = outlines(session, {row[0].standard_id for row in rows})
    states, claims = _states(session, ids), _claims(session, ids, reader)
    units = tuple(
        UnitSheet(row, title, urn, number, found[row.standard_id], states[row.id], claims[row.id])
        for row, title, urn, number in rows
    )
    return Programme(enrolment, qualification, last, portfolio, learner, learner_id, units)


@once
def _claimed(unit_ids: Many, reader: Given, today: Given) -> Select[int, int, str, str, str, str]:
    return (
        select(
            Claim.enrolled_unit_id,
            Claim.criterion_id,
            Claim.status,
            Evidence.public_id,
            title_for(reader, today),
            Revision.language,
        )
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .join(Revision, put_forward())
        .where(Claim.enrolled_unit_id.in_(unit_ids), Claim.status.in_(SHOWN))
        .order_by(Claim.id)
    )


def _claims(session: Session, unit_ids: Collection[int], reader: int | None) -> dict[int, dict[int, list[ShownClaim]]]:
    claims: dict[int, dict[int, list[ShownClaim]]] = defaultdict(lambda: defaultdict(list))
    rows = columns(session, _claimed(), {"unit_ids": list(unit_ids), "reader": reader, "today": day_of(clock())})
    for row in rows:
        claims[row[0]][row[1]].append(ShownClaim(*row[1:]))
    return claims
