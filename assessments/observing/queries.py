"""Questions about observations: whose drafts, of whom, and what went on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from assessments.judging.queries.reach import asked_by, portfolios_reached, units_reached
from assessments.observing.models import Observation, ObservationRecord
from assessments.observing.policy import OBSERVATION_READ, OBSERVATION_SIGN, POLICY
from assessments.observing.rules import LearnerSeen, ObservationStatus, UnitSeen
from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import sealed, stamp
from portfolio.evidence.models import Evidence
from portfolio.evidence.queries import PickerUnit
from portfolio.learning.models import CriterionStatus, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.learning.rules import LOCKED, RUNNING, CriterionState, Part, UnitStatus
from portfolio.people.models import Account
from standards.foundation import Actor, Facts, Language
from standards.library.models import Standard
from standards.library.queries import outlines
from standards.paging import PAGE_SIZE, Paged, page_of, skipped
from standards.qualifications.models import Qualification


@dataclass(frozen=True)
class Named:
    """A learner to choose, by their portfolio."""

    portfolio: str
    name: str


@dataclass(frozen=True)
class Learner:
    """A learner whom somebody assesses, with the units of theirs that they assess and how its criteria stand."""

    portfolio_id: int
    portfolio: str
    name: str
    units: tuple[PickerUnit, ...]
    since: Mapping[str, date]
    """By unit: when its enrolment began."""
    states: Mapping[tuple[int, int], str]

    def state(self, unit: PickerUnit, criterion_id: int) -> str:
        return self.states.get((unit.id, criterion_id), CriterionState.OPEN.value)

    def decision_words(self, key: str) -> Mapping[str, Any]:
        """Give what the awarding body of a criterion's unit calls decisions; `key` names both, as forms do."""
        return next(unit.decision_words for unit in self.units if key.startswith(f"{unit.public_id}:"))

    @property
    def open_units(self) -> tuple[PickerUnit, ...]:
        return tuple(unit for unit in self.units if not unit.locked)

    @cached_property
    def seen(self) -> LearnerSeen:
        """Give the learner as the rules look at them."""
        units = {
            unit.public_id: UnitSeen(
                unit.locked, self.since[unit.public_id], {one.code for one in unit.outline.assessable}, unit.urn
            )
            for unit in self.units
        }
        return LearnerSeen(self.name, units)

    def place(self, key: str) -> tuple[int, int]:
        """Give the unit and the criterion that a key names, which the rules have looked at."""
        public_id, _colon, code = key.partition(":")
        unit = next(one for one in self.units if one.public_id == public_id)
        return unit.id, unit.outline.by_code[code].id


@dataclass(frozen=True)
class OnRecord:
    """What an assessor put on one learner's record."""

    evidence: str
    learner: str
    recorded_at: datetime
    signed_at: datetime | None


@dataclass(frozen=True)
class ToSign:
    """A record that waits for its learner's comment and signature."""

    record: str
    title: str
    language: str
    observer: str
    recorded_at: datetime


def own_observation(session: Session, actor: Actor, public_id: str) -> Observation | None:
    """Give an observation to whoever writes it; to all others there is none."""
    return session.scalar(
        select(Observation).where(Observation.public_id == public_id, Observation.author_id == actor.account_id)
    )


def drafts(session: Session, actor: Actor) -> list[Observation]:
    """List what somebody is writing at the provider that they work in, the newest first."""
    wanted = (
        Observation.author_id == actor.account_id,
        Observation.provider_id == actor.provider_id,
        Observation.status == ObservationStatus.DRAFT.value,
    )
    return list(session.scalars(select(Observation).where(*wanted).order_by(Observation.id.desc()).limit(PAGE_SIZE)))


def assigned(session: Session, actor: Actor, language: Language, today: date) -> list[Named]:
    """List the learners whom somebody assesses at the provider that they work in, in the reader's alphabet."""
    name = Account.sort_cy if language == "cy" else Account.sort_en
    running = select(Enrolment.portfolio_id).where(Enrolment.status.in_(RUNNING))
    rows = session.execute(
        select(Portfolio.public_id, Account.name)
        .join(Account, Account.id == Portfolio.account_id)
        .where(
            Portfolio.id.in_(portfolios_reached(Part.ASSESSOR)),
            Portfolio.provider_id == actor.provider_id,
            Portfolio.id.in_(running),
        )
        .order_by(name, Portfolio.id),
        asked_by(actor, today),
    )
    return [Named(*row) for row in rows]


def learners(session: Session, actor: Actor, portfolios: Collection[str], today: date) -> dict[str, Learner]:
    """Give those of some learners whom somebody assesses today, with what of theirs they assess; by portfolio."""
    rows = session.execute(_units(portfolios), asked_by(actor, today)).all()
    texts = outlines(session, {unit.standard_id for _portfolio, _name, unit, *_rest in rows})
    states = _states(session, [unit.id for _portfolio, _name, unit, *_rest in rows])
    found: dict[str, list[PickerUnit]] = defaultdict(list)
    since: dict[str, dict[str, date]] = defaultdict(dict)
    who = {}
    for portfolio, name, unit, urn, title, start, words in rows:
        locked = UnitStatus(unit.status) in LOCKED
        found[portfolio].append(PickerUnit(unit.id, unit.public_id, urn, title, locked, texts[unit.standard_id], words))
        since[portfolio][unit.public_id] = start
        who[portfolio] = (unit.portfolio_id, portfolio, name)
    return {one: Learner(*who[one], tuple(units), since[one], states) for one, units in found.items()}


def _units(portfolios: Collection[str]) -> Select[*tuple[Any, ...]]:
    standard = (Standard.urn, Standard.title)
    return (
        select(
            Portfolio.public_id, Account.name, EnrolledUnit, *standard, Enrolment.start, Qualification.decision_words
        )
        .select_from(EnrolledUnit)
        .join(Portfolio, Portfolio.id == EnrolledUnit.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(Portfolio.public_id.in_(list(portfolios)), Enrolment.status.in_(RUNNING), units_reached(Part.ASSESSOR))
        .order_by(EnrolledUnit.id)
    )


def _states(session: Session, unit_ids: Collection[int]) -> dict[tuple[int, int], str]:
    rows = session.execute(
        select(CriterionStatus.enrolled_unit_id, CriterionStatus.criterion_id, CriterionStatus.state).where(
            CriterionStatus.enrolled_unit_id.in_(list(unit_ids))
        )
    )
    return {(unit_id, criterion_id): state for unit_id, criterion_id, state in rows}


def portfolio_by_id(session: Session, portfolio_id: int) -> Portfolio:
    return session.get_one(Portfolio, portfolio_id)


def name_of(session: Session, account_id: int | None) -> str:
    return session.get_one(Account, account_id).name


def record(session: Session, public_id: str) -> ObservationRecord | None:
    return session.scalar(select(ObservationRecord).where(ObservationRecord.public_id == public_id))


def evidence_of(session: Session, row: ObservationRecord) -> Evidence:
    return session.get_one(Evidence, row.evidence_id)


def of_evidence(session: Session, evidence_id: int) -> ObservationRecord | None:
    """Give the record that a piece of evidence is, where an assessor wrote it."""
    return session.scalar(select(ObservationRecord).where(ObservationRecord.evidence_id == evidence_id))


def last_of(session: Session, portfolio_id: int) -> ObservationRecord:
    """Give the last record of an observation in a portfolio that has one."""
    wanted = select(ObservationRecord).where(ObservationRecord.portfolio_id == portfolio_id)
    return session.scalars(wanted.order_by(ObservationRecord.id.desc()).limit(1)).one()


def to_sign(session: Session, actor: Actor) -> list[ToSign]:
    """List the records of a learner's own observations that they have not signed, the oldest first."""
    rows = session.execute(
        select(
            ObservationRecord.public_id, Evidence.title, Evidence.language, Account.name, ObservationRecord.recorded_at
        )
        .join(Evidence, Evidence.id == ObservationRecord.evidence_id)
        .join(Account, Account.id == ObservationRecord.observer_id)
        .where(
            ObservationRecord.portfolio_id.in_(portfolios_of(actor, POLICY[OBSERVATION_SIGN])),
            ObservationRecord.signed_at.is_(None),
        )
        .order_by(ObservationRecord.id)
        .limit(PAGE_SIZE)
    )
    return [ToSign(*row) for row in rows]


def recorded(session: Session, actor: Actor, number: int) -> Paged[OnRecord]:
    """List what somebody put on learners' records and may still read, the newest first."""
    reached = ObservationRecord.portfolio_id.in_(portfolios_of(actor, POLICY[OBSERVATION_READ]))
    wanted = (ObservationRecord.observer_id == actor.account_id, reached)
    total = session.scalar(select(func.count()).select_from(ObservationRecord).where(*wanted)) or 0
    page = page_of(number, total)
    rows = session.execute(
        select(Evidence.public_id, Account.name, ObservationRecord.recorded_at, ObservationRecord.signed_at)
        .select_from(ObservationRecord)
        .join(Evidence, Evidence.id == ObservationRecord.evidence_id)
        .join(Portfolio, Portfolio.id == ObservationRecord.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(*wanted)
        .order_by(ObservationRecord.id.desc())
        .limit(PAGE_SIZE)
        .offset(skipped(page))
    )
    return Paged(tuple(OnRecord(*row) for row in rows), total, page)


RECORDS = (
    select(ObservationRecord, Evidence.public_id, Account.public_id)
    .join(Evidence, Evidence.id == ObservationRecord.evidence_id)
    .join(Account, Account.id == ObservationRecord.observer_id)
)


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give what is stored of a portfolio's observations, as its book must tell it."""
    return {
        ("observation", row.public_id): {
            "observation": row.observation,
            "evidence": evidence,
            "by": observer,
            "at": stamp(row.recorded_at),
            "comment": sealed(row.salt, row.comment) if row.salt else None,
            "signed": stamp(row.signed_at) if row.signed_at else None,
        }
        for row, evidence, observer in one.rows(RECORDS, ObservationRecord.portfolio_id)
    }
