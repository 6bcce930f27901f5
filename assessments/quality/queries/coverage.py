"""What there is to sample and what was ever sampled, told by CAMERA."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from assessments.judging.models import Decision, DecisionElsewhere, Signature
from assessments.quality.models import Sample
from assessments.quality.policy import POLICY, SAMPLE_READ
from assessments.quality.rules.coverage import Covered, Decided, Letter, coverage
from portfolio.evidence.models import Claim, Evidence
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.people.models import Account
from standards.foundation import Actor
from standards.qualifications.models import Unit

DECISIONS = "decisions"
"""How the decisions themselves are called among the records, beside the parts of signatures."""
Pair = tuple[int, int]
"""(enrolled unit, assessor)."""


def covered(session: Session, actor: Actor) -> dict[Letter, list[Covered]]:
    """Tell how the decisions that the reader may see are covered by samples, whenever those were."""
    reached = _reached(actor)
    methods, signed, sampled = _methods(session, reached), _signed(session, reached), _sampled(session, reached)
    rows = session.execute(
        select(
            Decision.enrolled_unit_id,
            Decision.assessor_id,
            LEARNER.c.public_id,
            ASSESSOR.c.public_id,
            Unit.public_id,
            Enrolment.site,
            EnrolledUnit.language,
            Enrolment.language,
        )
        .join(EnrolledUnit, EnrolledUnit.id == Decision.enrolled_unit_id)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Unit, Unit.id == EnrolledUnit.unit_id)
        .join(Portfolio, Portfolio.id == EnrolledUnit.portfolio_id)
        .join(LEARNER, LEARNER.c.id == Portfolio.account_id)
        .join(ASSESSOR, ASSESSOR.c.id == Decision.assessor_id)
        .outerjoin(DecisionElsewhere, DecisionElsewhere.decision_id == Decision.id)
        .where(reached, Decision.standing.is_(True), DecisionElsewhere.decision_id.is_(None))
        .distinct()
    )
    return coverage(
        Decided(
            candidate=learner,
            assessor=assessor,
            element=offered,
            site=site or "",
            language=of_unit or of_enrolment,
            methods=methods[unit_id, assessor_id],
            records={DECISIONS, *signed[unit_id]},
            sampled=(unit_id, assessor_id) in sampled,
            seen_methods=sampled.get((unit_id, assessor_id), NOTHING)[0],
            seen_records=sampled.get((unit_id, assessor_id), NOTHING)[1],
        )
        for unit_id, assessor_id, learner, assessor, offered, site, of_unit, of_enrolment in rows
    )


LEARNER, ASSESSOR = Account.__table__.alias("learner"), Account.__table__.alias("assessor")
NOTHING: tuple[set[str], set[str]] = (set(), set())


def _reached(actor: Actor) -> ColumnElement[bool]:
    reached = portfolios_of(actor, POLICY[SAMPLE_READ])
    return and_(EnrolledUnit.provider_id == actor.provider_id, EnrolledUnit.portfolio_id.in_(reached))


def _methods(session: Session, reached: ColumnElement[bool]) -> dict[Pair, set[str]]:
    """Give the kinds of evidence that each assessor decided on, by the unit."""
    rows = session.execute(
        select(Decision.enrolled_unit_id, Decision.assessor_id, Evidence.kind)
        .join(EnrolledUnit, EnrolledUnit.id == Decision.enrolled_unit_id)
        .join(Claim, Claim.id == Decision.claim_id)
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .where(reached, Decision.standing.is_(True))
        .distinct()
    )
    found: dict[Pair, set[str]] = defaultdict(set)
    for unit_id, assessor_id, kind in rows:
        found[unit_id, assessor_id].add(kind)
    return found


def _signed(session: Session, reached: ColumnElement[bool]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for unit_id, part in session.execute(_signatures(reached).where(Signature.superseded_at.is_(None))):
        found[unit_id].add(part)
    return found


def _signatures(reached: ColumnElement[bool]) -> Select[int, str]:
    return (
        select(Signature.enrolled_unit_id, Signature.part)
        .join(EnrolledUnit, EnrolledUnit.id == Signature.enrolled_unit_id)
        .where(reached)
    )


def _sampled(session: Session, reached: ColumnElement[bool]) -> dict[Pair, tuple[set[str], set[str]]]:
    """Give what was sampled, by unit and assessor: the methods that were seen, and the records that were frozen."""
    rows = session.scalars(
        select(Sample).join(EnrolledUnit, EnrolledUnit.id == Sample.enrolled_unit_id).where(reached)
    ).all()
    parts = _parts(session, {one for row in rows for one in row.frozen["signatures"]})
    found: dict[Pair, tuple[set[str], set[str]]] = {}
    for row in rows:
        methods, records = found.setdefault((row.enrolled_unit_id, row.assessor_id), (set(), set()))
        methods.update(row.report.get("methods", ()))
        records.update({DECISIONS}, (parts[one] for one in row.frozen["signatures"]))
    return found


def _parts(session: Session, public_ids: Collection[str]) -> dict[str, str]:
    rows = session.execute(select(Signature.public_id, Signature.part).where(Signature.public_id.in_(public_ids)))
    return {row[0]: row[1] for row in rows}
