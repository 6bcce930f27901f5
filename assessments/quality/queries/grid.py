"""A plan as a grid: learners by assessor down, the units of a qualification across."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from assessments.judging.models import Decision
from assessments.quality.models import Sample, SamplingItem, SamplingPlan
from assessments.quality.policy import POLICY, SAMPLE_READ
from assessments.quality.rules.samples import SampleStatus, Verdict
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.people.models import Account
from standards.foundation import Actor, Language, Text
from standards.library.models import Standard
from standards.paging import page_of, skipped
from standards.qualifications.models import Qualification, Unit

AT_ONCE = 50
"""Rows of a page."""
ASSESSOR, LEARNER = aliased(Account), aliased(Account)


@dataclass(frozen=True)
class PlannedCell:
    item: str
    stage: str
    state: str
    """planned, open, closed or not_upheld."""
    line: int
    sample: str | None


@dataclass(frozen=True)
class GridCell:
    """A learner's unit: nothing is planned of it, or one or two stages are."""

    unit: str
    number: str
    planned: tuple[PlannedCell, ...] = ()


@dataclass(frozen=True)
class GridRow:
    assessor: str
    learner: str
    enrolment: str
    cells: dict[int, GridCell]
    """By the unit of the qualification; what the learner does not take is not there."""


@dataclass(frozen=True)
class Grid:
    columns: Sequence[tuple[int, str, Text]]
    rows: Sequence[GridRow]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // AT_ONCE))


def grid_qualifications(session: Session, actor: Actor, plan: SamplingPlan) -> list[Qualification]:
    """List the qualifications of which a plan has something that the reader may see."""
    seen = (
        select(Enrolment.qualification_id)
        .join(EnrolledUnit, EnrolledUnit.enrolment_id == Enrolment.id)
        .join(SamplingItem, SamplingItem.enrolled_unit_id == EnrolledUnit.id)
        .where(SamplingItem.plan_id == plan.id, SamplingItem.portfolio_id.in_(_reached(actor)))
    )
    wanted = select(Qualification).where(Qualification.id.in_(seen))
    return list(session.scalars(wanted.order_by(Qualification.number, Qualification.version)))


def _reached(actor: Actor) -> Select[int]:
    return portfolios_of(actor, POLICY[SAMPLE_READ])


def grid(
    session: Session, actor: Actor, plan: SamplingPlan, qualification: Qualification, language: Language, number: int
) -> Grid:
    """Give a page of a plan's grid: everybody of whom anything was decided, and what is planned of it."""
    decided = select(Decision.enrolled_unit_id, Decision.assessor_id).where(Decision.provider_id == plan.provider_id)
    stands = decided.distinct().subquery()
    pairs = (
        select(stands.c.assessor_id, EnrolledUnit.enrolment_id, EnrolledUnit.portfolio_id)
        .join(EnrolledUnit, EnrolledUnit.id == stands.c.enrolled_unit_id)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .where(
            Enrolment.qualification_id == qualification.id,
            EnrolledUnit.portfolio_id.in_(_reached(actor)),
        )
        .distinct()
        .subquery()
    )
    total = session.scalar(select(func.count()).select_from(pairs)) or 0
    page = page_of(number, total, AT_ONCE)
    by = "sort_cy" if language == "cy" else "sort_en"
    rows = session.execute(
        select(ASSESSOR.id, ASSESSOR.name, LEARNER.name, Enrolment.id, Enrolment.public_id)
        .select_from(pairs)
        .join(ASSESSOR, ASSESSOR.id == pairs.c.assessor_id)
        .join(Portfolio, Portfolio.id == pairs.c.portfolio_id)
        .join(LEARNER, LEARNER.id == Portfolio.account_id)
        .join(Enrolment, Enrolment.id == pairs.c.enrolment_id)
        .order_by(getattr(ASSESSOR, by), ASSESSOR.id, getattr(LEARNER, by), Enrolment.id)
        .limit(AT_ONCE)
        .offset(skipped(page, AT_ONCE))
    ).all()
    cells = _cells(session, plan, [(row[3], row[0]) for row in rows])
    shown = [GridRow(row[1], row[2], row[4], cells[row[3], row[0]]) for row in rows]
    return Grid(_columns(session, qualification), shown, total, page)


def _columns(session: Session, qualification: Qualification) -> list[tuple[int, str, Text]]:
    rows = session.execute(
        select(Unit.id, Standard.urn, Standard.title)
        .join(Standard, Standard.id == Unit.standard_id)
        .where(Unit.qualification_id == qualification.id)
        .order_by(Unit.group_id, Unit.position)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _cells(
    session: Session, plan: SamplingPlan, pairs: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], dict[int, GridCell]]:
    """Give the cells of rows, each an enrolment and an assessor, by the unit of the qualification."""
    rows = session.execute(
        select(
            EnrolledUnit.enrolment_id, EnrolledUnit.unit_id, EnrolledUnit.public_id, Standard.urn, SamplingItem, Sample
        )
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .outerjoin(
            SamplingItem, and_(SamplingItem.enrolled_unit_id == EnrolledUnit.id, SamplingItem.plan_id == plan.id)
        )
        .outerjoin(Sample, Sample.item_id == SamplingItem.id)
        .where(EnrolledUnit.enrolment_id.in_({enrolment_id for enrolment_id, _assessor in pairs}))
        .order_by(EnrolledUnit.id, SamplingItem.stage)
    ).all()
    taken: dict[int, dict[int, tuple[str, str]]] = defaultdict(dict)
    planned: dict[tuple[int, int, int], list[PlannedCell]] = defaultdict(list)
    for enrolment_id, unit_id, public_id, urn, item, sample in rows:
        taken[enrolment_id][unit_id] = (public_id, urn)
        if item is not None:
            one = PlannedCell(item.public_id, item.stage, _state(sample), item.line, _named(sample))
            planned[enrolment_id, item.assessor_id, unit_id].append(one)
    return {
        (enrolment_id, assessor_id): {
            unit_id: GridCell(*named, tuple(planned[enrolment_id, assessor_id, unit_id]))
            for unit_id, named in taken[enrolment_id].items()
        }
        for enrolment_id, assessor_id in pairs
    }


def _state(sample: Sample | None) -> str:
    if sample is None:
        return "planned"
    if sample.verdict == Verdict.NOT_UPHELD:
        return "not_upheld"
    return "closed" if sample.status == SampleStatus.CLOSED else "open"


def _named(sample: Sample | None) -> str | None:
    return None if sample is None else sample.public_id
