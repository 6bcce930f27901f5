"""Samples: what can be opened, what one looks at, and what waits for whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, union
from sqlalchemy.orm import Session, aliased

from assessments.judging.models import Bar, Decision, Judgement, Signature
from assessments.quality.models import Sample, SampleAction, SamplingItem, SamplingPlan
from assessments.quality.policy import POLICY, SAMPLE_WRITE
from assessments.quality.rules.samples import SampleStatus
from portfolio.evidence.models import Claim, Evidence, Revision
from portfolio.learning.models import CriterionStatus, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.learning.rules import CriterionState
from portfolio.people.models import Account
from standards.foundation import Actor, Text
from standards.library.models import Criterion, Standard
from standards.qualifications.models import Qualification
from standards.qualifications.rules.signing import SignaturePart

AT_MOST = 20
"""Rows on a start page."""
ASSESSOR, LEARNER, SAMPLER = aliased(Account), aliased(Account), aliased(Account)


@dataclass(frozen=True)
class LookedAt:
    """A decision that a sample looks at, on the revision that it was made on."""

    decision: str
    criterion: str
    code: str
    outcome: str
    feedback: str
    language: str
    at: datetime
    evidence: str
    kind: str
    revision: str


@dataclass(frozen=True)
class Head:
    """Whose decisions on whose unit: what every page about a sample says above."""

    learner: str
    learner_id: int
    assessor: str
    unit: str
    urn: str
    title: Text
    qualification: Text


@dataclass(frozen=True)
class ShownSignature:
    part: str
    name: str
    at: datetime


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody: an item to open, or a sample."""

    key: str
    number: int | None
    stage: str
    assessor: str
    learner: str
    urn: str
    overdue: int = 0


def item(session: Session, public_id: str) -> SamplingItem | None:
    return session.scalar(select(SamplingItem).where(SamplingItem.public_id == public_id))


def sample(session: Session, public_id: str) -> Sample | None:
    return session.scalar(select(Sample).where(Sample.public_id == public_id))


def sample_of(session: Session, row: SamplingItem) -> Sample | None:
    return session.scalar(select(Sample).where(Sample.item_id == row.id))


def item_of(session: Session, row: Sample) -> SamplingItem:
    return session.get_one(SamplingItem, row.item_id)


def plan_of_item(session: Session, row: SamplingItem) -> SamplingPlan:
    return session.get_one(SamplingPlan, row.plan_id)


def head(session: Session, row: Sample | SamplingItem) -> Head:
    found = session.execute(
        select(
            LEARNER.name,
            LEARNER.id,
            ASSESSOR.name,
            EnrolledUnit.public_id,
            Standard.urn,
            Standard.title,
            Qualification.title,
        )
        .select_from(EnrolledUnit)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .join(Portfolio, Portfolio.id == EnrolledUnit.portfolio_id)
        .join(LEARNER, LEARNER.id == Portfolio.account_id)
        .join(ASSESSOR, ASSESSOR.id == row.assessor_id)
        .where(EnrolledUnit.id == row.enrolled_unit_id)
    ).one()
    return Head(*found)


def standing_now(session: Session, row: SamplingItem) -> list[LookedAt]:
    """Give what opening an item would freeze: the assessor's decisions on the unit that stand."""
    wanted = (
        Decision.enrolled_unit_id == row.enrolled_unit_id,
        Decision.assessor_id == row.assessor_id,
        Decision.standing.is_(True),
    )
    return _looked_at(session, *wanted)


def looked_at(session: Session, row: Sample) -> list[LookedAt]:
    """Give what a sample froze: decisions and revisions do not change, so these rows say what stood then."""
    return _looked_at(session, Decision.public_id.in_(row.frozen["decisions"]))


def decisions_named(session: Session, public_ids: Collection[str]) -> list[LookedAt]:
    """Give decisions as they were made, by their public ids."""
    return _looked_at(session, Decision.public_id.in_(public_ids))


def decisions_standing(session: Session, enrolled_unit_id: int) -> list[LookedAt]:
    """Give the decisions on a unit that stand, whoever made them."""
    return _looked_at(session, Decision.enrolled_unit_id == enrolled_unit_id, Decision.standing.is_(True))


def samples_of_unit(session: Session, enrolled_unit_id: int) -> list[Sample]:
    return list(session.scalars(select(Sample).where(Sample.enrolled_unit_id == enrolled_unit_id).order_by(Sample.id)))


def _looked_at(session: Session, *wanted: ColumnElement[bool]) -> list[LookedAt]:
    rows = session.execute(
        select(
            Decision.public_id,
            Criterion.uuid,
            Criterion.code,
            Decision.outcome,
            Decision.feedback,
            Judgement.language,
            Decision.at,
            Evidence.public_id,
            Evidence.kind,
            Revision.public_id,
        )
        .join(Judgement, Judgement.id == Decision.judgement_id)
        .join(Revision, Revision.id == Judgement.revision_id)
        .join(Claim, Claim.id == Decision.claim_id)
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .join(Criterion, Criterion.id == Decision.criterion_id)
        .where(*wanted)
        .order_by(Criterion.position, Decision.id)
    )
    found = (tuple[Any, ...](row) for row in rows)
    return [LookedAt(one[0], str(one[1]), *one[2:]) for one in found]


def signatures_frozen(session: Session, public_ids: Collection[str]) -> list[ShownSignature]:
    rows = session.execute(
        select(Signature.part, Account.name, Signature.at)
        .join(Account, Account.id == Signature.account_id)
        .where(Signature.public_id.in_(public_ids))
        .order_by(Signature.id)
    )
    return [ShownSignature(*row) for row in rows]


def involved(session: Session, enrolled_unit_id: int) -> set[int]:
    """Give everybody who ever decided or signed anything of a unit; verifying it is quality assurance, not that."""
    decided = select(Decision.assessor_id).where(Decision.enrolled_unit_id == enrolled_unit_id)
    signed = select(Signature.account_id).where(
        Signature.enrolled_unit_id == enrolled_unit_id, Signature.part != SignaturePart.QUALITY_ASSURER.value
    )
    return set(session.scalars(decided.union(signed)))


def criterion_ids(session: Session, row: Sample, uuids: Collection[str]) -> list[int]:
    """Give the ids of the criteria of a sample's unit that these UUIDs name."""
    unit = session.get_one(EnrolledUnit, row.enrolled_unit_id)
    found = session.execute(select(Criterion.id, Criterion.uuid).where(Criterion.standard_id == unit.standard_id))
    return [one for one, uuid in found if str(uuid) in set(uuids)]


def met_now(session: Session, row: Sample) -> set[str]:
    """Give the criteria of a sample's unit that are met now: only those can be decided again."""
    met = (CriterionStatus.enrolled_unit_id == row.enrolled_unit_id, CriterionStatus.state == CriterionState.MET.value)
    asked = select(Criterion.uuid).join(CriterionStatus, CriterionStatus.criterion_id == Criterion.id).where(*met)
    return {str(one) for one in session.scalars(asked)}


def actions_of(session: Session, row: Sample) -> list[SampleAction]:
    asked = select(SampleAction).where(SampleAction.sample_id == row.id).order_by(SampleAction.number)
    return list(session.scalars(asked))


def names(session: Session, account_ids: Collection[int]) -> dict[int, str]:
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(account_ids)))
    return {row[0]: row[1] for row in rows}


def to_sample(session: Session, actor: Actor) -> list[Waiting]:
    """List what is planned and waits for a quality assurer: of their learners, and nothing that they had part in."""
    own = exists().where(
        Decision.enrolled_unit_id == SamplingItem.enrolled_unit_id, Decision.assessor_id == actor.account_id
    )
    signed = exists().where(
        Signature.enrolled_unit_id == SamplingItem.enrolled_unit_id, Signature.account_id == actor.account_id
    )
    reached = portfolios_of(actor, POLICY[SAMPLE_WRITE])
    rows = session.execute(
        _named(SamplingItem, SamplingItem.public_id, None)
        .where(SamplingItem.sampled.is_(False), SamplingItem.portfolio_id.in_(reached), ~own, ~signed)
        .order_by(SamplingItem.id)
        .limit(AT_MOST)
    )
    return [Waiting(*row) for row in rows]


def _named(of: Any, key: Any, number: Any) -> Select[Any]:
    return (
        select(key, number, of.stage, ASSESSOR.name, LEARNER.name, Standard.urn)
        .select_from(of)
        .join(EnrolledUnit, EnrolledUnit.id == of.enrolled_unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .join(Portfolio, Portfolio.id == of.portfolio_id)
        .join(LEARNER, LEARNER.id == Portfolio.account_id)
        .join(ASSESSOR, ASSESSOR.id == of.assessor_id)
    )


def to_finish(session: Session, actor: Actor) -> list[Waiting]:
    """List the samples that wait for a quality assurer: open ones of their own, and what assessors answered."""
    reached = portfolios_of(actor, POLICY[SAMPLE_WRITE])
    own = (Sample.status == SampleStatus.OPEN.value) & (Sample.sampler_id == actor.account_id)
    rows = session.execute(
        _named(Sample, Sample.public_id, Sample.number)
        .add_columns(Sample.status)
        .where(Sample.portfolio_id.in_(reached), own | (Sample.status == SampleStatus.ANSWERED.value))
        .order_by(Sample.status, Sample.id)
        .limit(AT_MOST)
    )
    found = (tuple[Any, ...](row) for row in rows)
    return [Waiting(key, number, status, *named) for key, number, _stage, *named, status in found]


def to_answer(session: Session, actor: Actor, today: date) -> list[Waiting]:
    """List the reports that wait for an assessor's answer, with how many of their actions are overdue."""
    overdue = (
        select(func.count())
        .where(SampleAction.sample_id == Sample.id, SampleAction.done_on.is_(None), SampleAction.due < today)
        .correlate(Sample)
        .scalar_subquery()
    )
    undone = exists().where(SampleAction.sample_id == Sample.id, SampleAction.done_on.is_(None))
    waits = (Sample.status == SampleStatus.REPORTED.value) | ((Sample.status == SampleStatus.ANSWERED.value) & undone)
    rows = session.execute(
        _named(Sample, Sample.public_id, Sample.number)
        .add_columns(overdue)
        .where(Sample.assessor_id == actor.account_id, Sample.provider_id == actor.provider_id, waits)
        .order_by(Sample.id)
        .limit(AT_MOST)
    )
    return [Waiting(*row) for row in rows]


@dataclass(frozen=True)
class ListedSample:
    """A sample as it is told to who reads none of its words: whose decisions, how far it is, and what came of it."""

    number: int
    portfolio_id: int
    stage: str
    status: str
    verdict: str | None
    assessor: str
    sampler: str
    urn: str
    opened_at: datetime
    reported_at: datetime | None
    closed_at: datetime | None
    actions: int
    done: int


def samples_since(session: Session, provider_id: int, first: datetime) -> list[ListedSample]:
    """List a provider's samples that were opened from a moment on, the newest first."""
    of_it = select(func.count()).where(SampleAction.sample_id == Sample.id).correlate(Sample)
    rows = session.execute(
        select(
            Sample.number,
            Sample.portfolio_id,
            Sample.stage,
            Sample.status,
            Sample.verdict,
            ASSESSOR.name,
            SAMPLER.name,
            Standard.urn,
            Sample.opened_at,
            Sample.reported_at,
            Sample.closed_at,
            of_it.scalar_subquery(),
            of_it.where(SampleAction.done_on.is_not(None)).scalar_subquery(),
        )
        .join(ASSESSOR, ASSESSOR.id == Sample.assessor_id)
        .join(SAMPLER, SAMPLER.id == Sample.sampler_id)
        .join(EnrolledUnit, EnrolledUnit.id == Sample.enrolled_unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(Sample.provider_id == provider_id, Sample.opened_at >= first)
        .order_by(Sample.number.desc())
    )
    return [ListedSample(*tuple[Any, ...](row)) for row in rows]


def flagged(session: Session, provider_id: int, today: date, flag_days: int) -> set[int]:
    """Give the assessors of whom more is sampled: a sample did not uphold a decision of theirs, or an appeal did not.

    A report keeps until when that is; after an appeal it is so for as many days as the strategy says.
    """
    sampled = select(Sample.assessor_id).where(Sample.provider_id == provider_id, Sample.widens_until >= today)
    since = datetime.combine(today - timedelta(days=flag_days), time(0), UTC)
    appealed = select(Bar.account_id).where(Bar.provider_id == provider_id, Bar.at >= since)
    return set(session.scalars(union(sampled, appealed)))


def written_report(row: Sample, actions: Collection[SampleAction]) -> dict[str, Any]:
    """Write down what the seal of a report stands for."""
    return {
        "report": row.report,
        "feedback": row.feedback,
        "good_practice": row.good_practice,
        "reason": row.reason,
        "language": row.language,
        "actions": [[one.number, one.words, one.due.isoformat()] for one in actions],
    }
