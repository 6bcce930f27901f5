"""What there is to sample and what was ever sampled, told by CAMERA."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from assessments.judging.models import Judgement, Signature
from assessments.quality.models import Sample
from assessments.quality.policy import POLICY, SAMPLE_READ
from assessments.quality.queries.pool import standing
from assessments.quality.rules.coverage import Covered, Decided, Letter, coverage
from portfolio.evidence.models import Evidence
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
    methods, signed, sampled = _methods(session, actor), _signed(session, reached), _sampled(session, reached)
    rows = session.execute(
        select(
            EnrolledUnit.id,
            LEARNER.c.public_id,
            Unit.public_id,
            Enrolment.site,
            func.coalesce(EnrolledUnit.language, Enrolment.language),
        )
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Unit, Unit.id == EnrolledUnit.unit_id)
        .join(Portfolio, Portfolio.id == EnrolledUnit.portfolio_id)
        .join(LEARNER, LEARNER.c.id == Portfolio.account_id)
        .where(reached)
    )
    return coverage(
        Decided(
            candidate=learner,
            assessor=assessor,
            element=offered,
            site=site or "",
            language=language,
            methods=kinds,
            records={DECISIONS, *signed[unit_id]},
            sampled=(unit_id, assessor_id) in sampled,
            seen_methods=sampled.get((unit_id, assessor_id), NOTHING)[0],
            seen_records=sampled.get((unit_id, assessor_id), NOTHING)[1],
        )
        for unit_id, learner, offered, site, language in rows
        for assessor_id, (assessor, kinds) in methods[unit_id].items()
    )


LEARNER = Account.__table__.alias("learner")
NOTHING: tuple[set[str], set[str]] = (set(), set())


def _reached(actor: Actor) -> ColumnElement[bool]:
    reached = portfolios_of(actor, POLICY[SAMPLE_READ])
    return and_(EnrolledUnit.provider_id == actor.provider_id, EnrolledUnit.portfolio_id.in_(reached))


def _methods(session: Session, actor: Actor) -> dict[int, dict[int, tuple[str, set[str]]]]:
    """Give by the unit whose decisions stand on it, each by public id with the kinds of evidence that they are on."""
    stands = standing(actor.provider_id)
    rows = session.execute(
        select(stands.c.enrolled_unit_id, stands.c.assessor_id, Account.public_id, Evidence.kind)
        .join(Judgement, Judgement.id == stands.c.judgement_id)
        .join(Evidence, Evidence.id == Judgement.evidence_id)
        .join(Account, Account.id == stands.c.assessor_id)
        .distinct()
    )
    found: dict[int, dict[int, tuple[str, set[str]]]] = defaultdict(dict)
    for unit_id, assessor_id, assessor, kind in rows:
        found[unit_id].setdefault(assessor_id, (assessor, set()))[1].add(kind)
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
