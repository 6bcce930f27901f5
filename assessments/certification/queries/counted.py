"""The figures of twelve months: registrations and whether they were in time, claims, and certificates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from assessments.appeals.rules.deadlines import Holiday, Term, ends
from assessments.certification.models import (
    CertificationClaim,
    CertificationRegistration,
    CertificationStep,
    CertificationTerms,
)
from assessments.certification.rules.course import ClaimState
from portfolio.learning.models import Enrolment


@dataclass(frozen=True)
class Figures:
    registered: int
    late: int
    """Of those: after the last day that the terms give."""
    overdue: int
    """Not registered yet although the last day has passed."""
    steps: Mapping[str, int]
    """Steps of claims in the months, by what they are; what was corrected is not counted."""
    waiting: int
    """Claims that the awarding organisation has not decided, now."""
    to_withdraw: int


def due(start: date, within: int | None, holiday: Holiday) -> date | None:
    """Give the last day on which somebody who began on a day is registered in time."""
    return None if within is None else ends(start, Term(within), holiday)


def figures(session: Session, provider_id: int, first: date, last: date, today: date, holiday: Holiday) -> Figures:
    """Count what was recorded from a day until a day, and what waits now."""
    within = _within(session, provider_id)
    later = aliased(CertificationRegistration)
    latest = (
        ~select(later.id)
        .where(later.enrolment_id == CertificationRegistration.enrolment_id, later.id > CertificationRegistration.id)
        .exists()
    )
    rows = session.execute(
        select(Enrolment.start, Enrolment.qualification_id, CertificationRegistration.registered_on, func.count())
        .join(CertificationRegistration, and_(CertificationRegistration.enrolment_id == Enrolment.id, latest))
        .where(
            CertificationRegistration.provider_id == provider_id,
            CertificationRegistration.registered_on.between(first, last),
        )
        .group_by(Enrolment.start, Enrolment.qualification_id, CertificationRegistration.registered_on)
    ).all()
    in_time = [(due(row[0], within.get(row[1]), holiday), row[2], row[3]) for row in rows]
    return Figures(
        registered=sum(row[3] for row in rows),
        late=sum(count for last_day, on, count in in_time if last_day is not None and on > last_day),
        overdue=_overdue(session, provider_id, within, today, holiday),
        steps=_steps(session, provider_id, first, last),
        waiting=_claims(session, provider_id, state=(ClaimState.CLAIMED, ClaimState.DEFERRED)),
        to_withdraw=_claims(session, provider_id, must_withdraw=True),
    )


def _within(session: Session, provider_id: int) -> dict[int, int | None]:
    rows = session.execute(
        select(CertificationTerms.qualification_id, CertificationTerms.register_within)
        .where(CertificationTerms.provider_id == provider_id)
        .order_by(CertificationTerms.number)
    )
    return {row[0]: row[1] for row in rows}


def _overdue(
    session: Session, provider_id: int, within: Mapping[int, int | None], today: date, holiday: Holiday
) -> int:
    registered = select(CertificationRegistration.enrolment_id).where(
        CertificationRegistration.enrolment_id == Enrolment.id
    )
    rows = session.execute(
        select(Enrolment.start, Enrolment.qualification_id, func.count())
        .where(
            Enrolment.provider_id == provider_id,
            Enrolment.status.in_(["active", "paused"]),
            ~registered.exists(),
        )
        .group_by(Enrolment.start, Enrolment.qualification_id)
    )
    found = ((due(start, within.get(one), holiday), count) for start, one, count in rows)
    return sum(count for last, count in found if last is not None and last < today)


def _steps(session: Session, provider_id: int, first: date, last: date) -> Mapping[str, int]:
    rows = session.execute(
        select(CertificationStep.step, func.count())
        .where(
            CertificationStep.provider_id == provider_id,
            CertificationStep.happened_on.between(first, last),
            CertificationStep.corrected.is_(False),
        )
        .group_by(CertificationStep.step)
    )
    return Counter({row[0]: row[1] for row in rows})


def _claims(
    session: Session, provider_id: int, *, state: tuple[ClaimState, ...] = (), must_withdraw: bool = False
) -> int:
    query = select(func.count()).select_from(CertificationClaim).where(CertificationClaim.provider_id == provider_id)
    if state:
        query = query.where(CertificationClaim.state.in_([one.value for one in state]))
    if must_withdraw:
        query = query.where(CertificationClaim.must_withdraw.is_(True))
    return session.scalar(query) or 0
