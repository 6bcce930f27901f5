"""What a visit's sample froze of a unit, and what of that a reader is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.judging import queries as judging
from assessments.quality import queries as quality
from assessments.quality.models import Sample, SampleAction
from assessments.quality.rules.samples import SampleStatus
from assessments.visits.models import VisitedUnit
from portfolio.core.ledger import canonical_text, stamp
from portfolio.evidence.models import Attachment, Claim, Evidence, Revision, RevisionFile
from portfolio.evidence.rules import LIVE_CLAIMS
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.people.models import Account
from standards.foundation import Text
from standards.library.models import Standard
from standards.qualifications.models import Qualification


@dataclass(frozen=True)
class FrozenHead:
    """Whose unit it is."""

    learner: str
    unit: str
    urn: str
    title: Text
    qualification: Text


@dataclass(frozen=True)
class FrozenAction:
    number: int
    words: str
    due: date
    done_on: date | None


@dataclass(frozen=True)
class FrozenSample:
    """A report of internal quality assurance, with as much of its answer as there was."""

    number: int
    status: str
    verdict: str
    reported_at: datetime
    report: Mapping[str, Any]
    feedback: str
    good_practice: str
    reason: str
    language: str
    widens_until: date | None
    answer: str
    answer_language: str | None
    answered_at: datetime | None
    closed_at: datetime | None
    actions: Sequence[FrozenAction]


@dataclass(frozen=True)
class FrozenRevision:
    key: str
    evidence: str
    kind: str
    number: int
    submitted_at: datetime


def frozen_now(session: Session, unit: EnrolledUnit) -> dict[str, Any]:
    """Give how a unit stands now: what is immutable by its id, what goes on changing as it is."""
    live = [one.value for one in LIVE_CLAIMS]
    claimed = (
        select(Revision.public_id)
        .join(Claim, Claim.revision_id == Revision.id)
        .where(Claim.enrolled_unit_id == unit.id, Claim.status.in_(live))
    )
    decisions = quality.decisions_standing(session, unit.id)
    return {
        "status": unit.shown_status,
        "met": unit.met,
        "total": unit.total,
        "decisions": [one.decision for one in decisions],
        "revisions": sorted({*session.scalars(claimed), *(one.revision for one in decisions)}),
        "signatures": [one.public_id for one in judging.live_signatures(session, unit.id)],
        "samples": [_of_sample(session, one) for one in quality.samples_of_unit(session, unit.id)],
    }


def _of_sample(session: Session, row: Sample) -> dict[str, Any]:
    actions = quality.actions_of(session, row)
    return {
        "sample": row.public_id,
        "status": row.status,
        "answer": row.answer,
        "answer_language": row.answer_language,
        "answered_at": stamp(row.answered_at) if row.answered_at else None,
        "closed_at": stamp(row.closed_at) if row.closed_at else None,
        "done": {str(one.number): one.done_on.isoformat() for one in actions if one.done_on},
    }


def content(frozen: Mapping[str, Any]) -> str:
    """Write down what the seal of a frozen unit stands for."""
    return canonical_text(**frozen)


def frozen_head(session: Session, row: VisitedUnit) -> FrozenHead:
    found = session.execute(
        select(Account.name, EnrolledUnit.public_id, Standard.urn, Standard.title, Qualification.title)
        .select_from(EnrolledUnit)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .join(Portfolio, Portfolio.id == EnrolledUnit.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(EnrolledUnit.id == row.enrolled_unit_id)
    ).one()
    return FrozenHead(*found)


def frozen_revisions(session: Session, row: VisitedUnit) -> list[FrozenRevision]:
    """List the evidence that was frozen, by kind: what is closed does not give its title away."""
    rows = session.execute(
        select(Revision.public_id, Evidence.public_id, Evidence.kind, Revision.number, Revision.submitted_at)
        .join(Evidence, Evidence.id == Revision.evidence_id)
        .where(Revision.public_id.in_(row.frozen["revisions"]))
        .order_by(Revision.submitted_at, Revision.id)
    )
    return [FrozenRevision(*one) for one in rows]


def frozen_revision(session: Session, row: VisitedUnit, public_id: str) -> tuple[Revision, Evidence] | None:
    """Give a revision with its evidence, where it was frozen."""
    if public_id not in row.frozen["revisions"]:
        return None
    found = session.execute(
        select(Revision, Evidence)
        .join(Evidence, Evidence.id == Revision.evidence_id)
        .where(Revision.public_id == public_id)
    ).one()
    return found[0], found[1]


def holds_file(session: Session, row: VisitedUnit, attachment: str) -> bool:
    """Tell whether any frozen revision holds a file."""
    asked = (
        select(Attachment.id)
        .join(RevisionFile, RevisionFile.attachment_id == Attachment.id)
        .join(Revision, Revision.id == RevisionFile.revision_id)
        .where(Attachment.public_id == attachment, Revision.public_id.in_(row.frozen["revisions"]))
    )
    return session.scalar(asked.limit(1)) is not None


def frozen_samples(session: Session, row: VisitedUnit) -> list[FrozenSample]:
    """Give the reports on a unit that there were, without what was answered or done later."""
    known = {one["sample"]: one for one in row.frozen["samples"] if one["status"] != SampleStatus.OPEN.value}
    rows = list(session.scalars(select(Sample).where(Sample.public_id.in_(known)).order_by(Sample.id)))
    actions: dict[int, list[SampleAction]] = {}
    asked = select(SampleAction).where(SampleAction.sample_id.in_([one.id for one in rows]))
    for one in session.scalars(asked.order_by(SampleAction.number)):
        actions.setdefault(one.sample_id, []).append(one)
    return [_shown(one, known[one.public_id], actions.get(one.id, [])) for one in rows]


def _shown(row: Sample, then: Mapping[str, Any], actions: Sequence[SampleAction]) -> FrozenSample:
    def moment(said: str | None) -> datetime | None:
        return datetime.fromisoformat(said) if said else None

    done = then["done"]
    return FrozenSample(
        number=row.number,
        status=then["status"],
        verdict=row.verdict or "",
        reported_at=row.reported_at or row.opened_at,
        report=row.report,
        feedback=row.feedback,
        good_practice=row.good_practice,
        reason=row.reason,
        language=row.language or "cy",
        widens_until=row.widens_until,
        answer=then["answer"],
        answer_language=then["answer_language"],
        answered_at=moment(then["answered_at"]),
        closed_at=moment(then["closed_at"]),
        actions=[
            FrozenAction(
                one.number,
                one.words,
                one.due,
                date.fromisoformat(done[str(one.number)]) if str(one.number) in done else None,
            )
            for one in actions
        ],
    )


def decisions(session: Session, row: VisitedUnit) -> list[quality.LookedAt]:
    """List the decisions that were frozen, as they were made."""
    return quality.decisions_named(session, row.frozen["decisions"])


def signatures(session: Session, row: VisitedUnit) -> list[quality.ShownSignature]:
    return quality.signatures_frozen(session, row.frozen["signatures"])
