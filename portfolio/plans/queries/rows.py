"""Single versions, activities and lines of plans, as services and addresses name them."""

from __future__ import annotations

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from portfolio.learning.models import Enrolment, Portfolio
from portfolio.plans.models import Fulfilment, PlanComment, PlanLine, PlannedActivity, PlanVersion
from standards.foundation import Text
from standards.qualifications.models import Qualification


def version(session: Session, public_id: str) -> PlanVersion | None:
    return session.scalar(select(PlanVersion).where(PlanVersion.public_id == public_id))


def activity(session: Session, public_id: str) -> PlannedActivity | None:
    return session.scalar(select(PlannedActivity).where(PlannedActivity.public_id == public_id))


def last_version(session: Session, enrolment_id: int) -> PlanVersion | None:
    """Give the newest version of an enrolment's plan, whether it is still being written or not."""
    newest = select(PlanVersion).where(PlanVersion.enrolment_id == enrolment_id).order_by(PlanVersion.number.desc())
    return session.scalar(newest.limit(1))


def standing_version(session: Session, enrolment_id: int) -> PlanVersion | None:
    """Give the version of an enrolment's plan that holds; none where none was agreed."""
    wanted = (PlanVersion.enrolment_id == enrolment_id, PlanVersion.holds.is_(True))
    return session.scalar(select(PlanVersion).where(*wanted))


def statuses_of(session: Session, enrolment_id: int) -> dict[int, str]:
    """Give how every version of an enrolment's plan stands, by its number."""
    asked = select(PlanVersion.number, PlanVersion.status).where(PlanVersion.enrolment_id == enrolment_id)
    return {row[0]: row[1] for row in session.execute(asked)}


def wrote_any(session: Session, enrolment_id: int, account_id: int) -> bool:
    """Tell whether somebody wrote any version of an enrolment's plan."""
    wanted = (PlanVersion.enrolment_id == enrolment_id, PlanVersion.author_id == account_id)
    return bool(session.scalar(select(exists().where(*wanted))))


def enrolment_of(session: Session, row: PlanVersion | PlannedActivity) -> Enrolment:
    return session.get_one(Enrolment, row.enrolment_id)


def portfolio_of(session: Session, row: PlanVersion | PlannedActivity | Enrolment) -> Portfolio:
    return session.get_one(Portfolio, row.portfolio_id)


def qualification_title(session: Session, row: Enrolment) -> Text:
    return session.get_one(Qualification, row.qualification_id).title


def lines_of(session: Session, row: PlanVersion) -> list[tuple[PlanLine, PlannedActivity]]:
    """List what a version plans, in the order of its days."""
    asked = (
        select(PlanLine, PlannedActivity)
        .join(PlannedActivity, PlannedActivity.id == PlanLine.activity_id)
        .where(PlanLine.version_id == row.id)
        .order_by(PlanLine.planned_on, PlanLine.at_time, PlanLine.activity_id)
    )
    return [(line, of) for line, of in session.execute(asked)]


def number_of_lines(session: Session, row: PlanVersion) -> int:
    return session.scalar(select(func.count()).select_from(PlanLine).where(PlanLine.version_id == row.id)) or 0


def number_of_comments(session: Session, row: PlanVersion) -> int:
    return session.scalar(select(func.count()).select_from(PlanComment).where(PlanComment.version_id == row.id)) or 0


def only_in(session: Session, row: PlanVersion) -> list[int]:
    """Give the activities that no other version of the plan has."""
    elsewhere = select(PlanLine.activity_id).where(PlanLine.version_id != row.id)
    own = select(PlanLine.activity_id).where(PlanLine.version_id == row.id, PlanLine.activity_id.not_in(elsewhere))
    return list(session.scalars(own))


def line_of(session: Session, row: PlanVersion, of: PlannedActivity) -> PlanLine | None:
    return session.get(PlanLine, (row.id, of.id))


def fulfilled_by(session: Session, evidence: str) -> Fulfilment | None:
    """Give which planned activity a piece of evidence was last submitted for."""
    return session.scalar(select(Fulfilment).where(Fulfilment.evidence == evidence))
