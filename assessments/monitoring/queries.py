"""Questions about monitoring: whose turn it is, what is planned and recorded, and with whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from assessments.monitoring.models import MonitoringActivity
from assessments.monitoring.rules import MonitoringKind, MonitoringStatus, observed_by
from portfolio.core.ledger import canonical_text, sealed, stamp
from portfolio.learning.models import Assignment, Portfolio
from portfolio.learning.rules import ASSESSING, Part
from portfolio.people.models import Account, Membership, Provider
from portfolio.people.queries import settings_of
from portfolio.people.rules.standing import SettingCode
from standards.foundation import Actor, Facts, Language, Role
from standards.paging import PAGE_SIZE, Paged, page_of, skipped

MOST_WAITING = 20
"""Rows on a start page."""
ASSESSOR, PLANNER, RECORDER, LEARNER = (aliased(Account) for _each in range(4))
IN_CONFIDENCE = (MonitoringKind.LEARNER_INTERVIEW.value, MonitoringKind.WITNESS_CONTACT.value)
PLANNED = (MonitoringStatus.PLANNED.value,)
HELD = (MonitoringStatus.RECORDED.value, MonitoringStatus.ANSWERED.value, MonitoringStatus.CLOSED.value)


@dataclass(frozen=True)
class Observed:
    """An assessor with the last time that they were observed, what is planned next, and by when it is to be."""

    membership: str
    account_id: int
    name: str
    qualified: bool
    last: date | None
    planned: date | None
    by: date

    def is_due(self, today: date) -> bool:
        return self.by < today and self.planned is None


@dataclass(frozen=True)
class ShownActivity:
    """An activity with the names of its people; the learner's where the reader may know it."""

    row: MonitoringActivity
    assessor: str
    planner: str
    recorder: str | None
    learner: str | None


def activity(session: Session, public_id: str) -> MonitoringActivity | None:
    return session.scalar(select(MonitoringActivity).where(MonitoringActivity.public_id == public_id))


def observed(
    session: Session, provider_id: int, language: Language, today: date, number: int, size: int = PAGE_SIZE
) -> Paged[Observed]:
    """List a page of the assessors of a provider today, by the language's alphabet."""
    held, planned = (
        _observations(HELD, func.max(MonitoringActivity.held_on)),
        _observations(PLANNED, func.min(MonitoringActivity.planned_on)),
    )
    wanted = (
        Membership.provider_id == provider_id,
        Membership.role == Role.ASSESSOR.value,
        Membership.starts <= today,
        or_(Membership.ends.is_(None), Membership.ends >= today),
        Account.disabled.is_(False),
    )
    counted = select(func.count()).select_from(Membership).join(Account, Account.id == Membership.account_id)
    total = session.scalar(counted.where(*wanted)) or 0
    page, months = page_of(number, total, size), settings_of(session, provider_id)
    rows = session.execute(
        select(Membership, Account.name, held, planned)
        .join(Account, Account.id == Membership.account_id)
        .where(*wanted)
        .order_by(Account.sort_cy if language == "cy" else Account.sort_en, Membership.id)
        .limit(size)
        .offset(skipped(page, size))
    )
    found = (
        Observed(
            row.public_id,
            row.account_id,
            name,
            row.qualified,
            last,
            next_on,
            observed_by(last, row.starts, months[_months_setting(qualified=row.qualified)]),
        )
        for row, name, last, next_on in rows
    )
    return Paged(tuple(found), total, page, size)


def _months_setting(*, qualified: bool) -> SettingCode:
    return SettingCode.MONITOR_MONTHS if qualified else SettingCode.MONITOR_TRAINEE_MONTHS


def _observations(statuses: Sequence[str], what: ColumnElement[Any]) -> ScalarSelect[Any]:
    """Ask for one figure of an assessor's observations in these states."""
    return (
        select(what)
        .where(
            MonitoringActivity.provider_id == Membership.provider_id,
            MonitoringActivity.assessor_id == Membership.account_id,
            MonitoringActivity.kind == MonitoringKind.OBSERVATION.value,
            MonitoringActivity.status.in_(statuses),
        )
        .correlate(Membership)
        .scalar_subquery()
    )


def activities(session: Session, actor: Actor, today: date, number: int, size: int = PAGE_SIZE) -> Paged[ShownActivity]:
    """List a page of the activities at the actor's provider, the newest first; nobody reads here of themselves."""
    return _listed(session, actor, today, MonitoringActivity.assessor_id != actor.account_id, number, size)


def own(session: Session, actor: Actor, today: date, number: int, size: int = PAGE_SIZE) -> Paged[ShownActivity]:
    """List a page of what is planned and recorded of the actor's own work, the newest first."""
    return _listed(session, actor, today, MonitoringActivity.assessor_id == actor.account_id, number, size)


def _listed(
    session: Session, actor: Actor, today: date, whose: ColumnElement[bool], number: int, size: int
) -> Paged[ShownActivity]:
    wanted = (MonitoringActivity.provider_id == actor.provider_id, whose)
    total = session.scalar(select(func.count()).select_from(MonitoringActivity).where(*wanted)) or 0
    page = page_of(number, total, size)
    rows = session.execute(
        _named(actor, today)
        .where(*wanted)
        .order_by(MonitoringActivity.number.desc())
        .limit(size)
        .offset(skipped(page, size))
    )
    return Paged(tuple(ShownActivity(*row) for row in rows), total, page, size)


def shown(session: Session, actor: Actor, row: MonitoringActivity, today: date) -> ShownActivity:
    found = session.execute(_named(actor, today).where(MonitoringActivity.id == row.id)).one()
    return ShownActivity(*found)


def _named(actor: Actor, today: date) -> Select[MonitoringActivity, str, str, str, str]:
    """Ask for activities with names: a learner's for managers and for whoever is assigned to them.

    The assessor whose work it is knows who was there when they were observed, and not who told of them.
    """
    manager = actor.provider_id is not None and Role.MANAGER in actor.roles_at(actor.provider_id)
    assigned = exists().where(
        Assignment.portfolio_id == MonitoringActivity.portfolio_id,
        Assignment.account_id == actor.account_id,
        Assignment.starts <= today,
        or_(Assignment.ends.is_(None), Assignment.ends >= today),
    )
    own_work = MonitoringActivity.assessor_id == actor.account_id
    of_others = ~own_work if manager else and_(~own_work, assigned)
    may_know = or_(and_(own_work, MonitoringActivity.kind.not_in(IN_CONFIDENCE)), of_others)
    return (
        select(MonitoringActivity, ASSESSOR.name, PLANNER.name, RECORDER.name, LEARNER.name)
        .join(ASSESSOR, ASSESSOR.id == MonitoringActivity.assessor_id)
        .join(PLANNER, PLANNER.id == MonitoringActivity.planner_id)
        .outerjoin(RECORDER, RECORDER.id == MonitoringActivity.recorder_id)
        .outerjoin(Portfolio, Portfolio.id == MonitoringActivity.portfolio_id)
        .outerjoin(LEARNER, and_(LEARNER.id == Portfolio.account_id, may_know))
    )


def learners_of(session: Session, actor: Actor, assessor: Membership, today: date) -> dict[str, tuple[int, str]]:
    """Give the learners of an assessor to whom the actor is assigned too: public id → id and name."""
    mine, theirs = aliased(Assignment), aliased(Assignment)
    rows = session.execute(
        select(Portfolio.public_id, Portfolio.id, Account.name)
        .join(Account, Account.id == Portfolio.account_id)
        .join(mine, mine.portfolio_id == Portfolio.id)
        .join(theirs, theirs.portfolio_id == Portfolio.id)
        .where(
            Portfolio.provider_id == assessor.provider_id,
            mine.account_id == actor.account_id,
            mine.part == Part.QUALITY_ASSURER.value,
            theirs.account_id == assessor.account_id,
            theirs.part.in_(ASSESSING),
            *(one.starts <= today for one in (mine, theirs)),
            *(or_(one.ends.is_(None), one.ends >= today) for one in (mine, theirs)),
        )
        .distinct()
        .order_by(Account.name)
    )
    return {public_id: (portfolio_id, name) for public_id, portfolio_id, name in rows}


def assessor_member(session: Session, public_id: str) -> Membership | None:
    """Give a membership that is an assessor's."""
    wanted = (Membership.public_id == public_id, Membership.role == Role.ASSESSOR.value)
    return session.scalar(select(Membership).where(*wanted))


def to_answer(session: Session, actor: Actor) -> Sequence[MonitoringActivity]:
    """Give what was recorded of the actor's work and waits for their answer, the oldest first."""
    wanted = (
        MonitoringActivity.assessor_id == actor.account_id,
        MonitoringActivity.status == MonitoringStatus.RECORDED.value,
    )
    rows = select(MonitoringActivity).where(*wanted).order_by(MonitoringActivity.number).limit(MOST_WAITING)
    return session.scalars(rows).all()


def held_since(session: Session, provider_id: int, since: date) -> list[ShownActivity]:
    """List what was held from a day on, with nobody's learner."""
    rows = session.execute(
        select(MonitoringActivity, ASSESSOR.name, PLANNER.name, RECORDER.name)
        .join(ASSESSOR, ASSESSOR.id == MonitoringActivity.assessor_id)
        .join(PLANNER, PLANNER.id == MonitoringActivity.planner_id)
        .outerjoin(RECORDER, RECORDER.id == MonitoringActivity.recorder_id)
        .where(MonitoringActivity.provider_id == provider_id, MonitoringActivity.held_on >= since)
        .order_by(MonitoringActivity.number)
    )
    return [ShownActivity(row, assessor, planner, recorder, None) for row, assessor, planner, recorder in rows]


def next_number(session: Session, provider_id: int) -> int:
    session.get(Provider, provider_id, with_for_update=True)
    of_it = MonitoringActivity.provider_id == provider_id
    return (session.scalar(select(func.max(MonitoringActivity.number)).where(of_it)) or 0) + 1


def public_id_of(session: Session, account_id: int) -> str:
    return session.get_one(Account, account_id).public_id


def sealed_plan(session: Session, row: MonitoringActivity) -> str:
    learner = None if row.portfolio_id is None else session.get_one(Portfolio, row.portfolio_id).public_id
    return sealed(row.salt, _planned(row, learner))


def _planned(row: MonitoringActivity, learner: str | None) -> str:
    return canonical_text(focus=row.focus, language=row.language, learner=learner)


def sealed_reason(row: MonitoringActivity) -> str:
    return sealed(row.salt, row.cancelled)


def sealed_record(row: MonitoringActivity) -> str | None:
    if row.record_salt is None:
        return None
    told = {
        "points": row.points,
        "seen": row.seen,
        "good_practice": row.good_practice,
        "actions": row.actions,
        "due": row.due.isoformat() if row.due else None,
        "language": row.record_language,
    }
    return sealed(row.record_salt, canonical_text(**told))


def sealed_answer(row: MonitoringActivity) -> str | None:
    return None if row.answer_salt is None else sealed(row.answer_salt, row.answer)


def stored_facts(session: Session, provider_id: int | None) -> Facts:
    """Give what is stored of a provider's monitoring, as its own book must tell it."""
    rows = session.execute(
        select(MonitoringActivity, ASSESSOR.public_id, PLANNER.public_id, RECORDER.public_id, Portfolio.public_id)
        .join(ASSESSOR, ASSESSOR.id == MonitoringActivity.assessor_id)
        .join(PLANNER, PLANNER.id == MonitoringActivity.planner_id)
        .outerjoin(RECORDER, RECORDER.id == MonitoringActivity.recorder_id)
        .outerjoin(Portfolio, Portfolio.id == MonitoringActivity.portfolio_id)
        .where(MonitoringActivity.provider_id == provider_id)
    )
    return {
        ("monitoring", row.public_id): {
            "number": row.number,
            "how": row.kind,
            "assessor": assessor,
            "planned_on": row.planned_on.isoformat(),
            "said": sealed(row.salt, _planned(row, learner)),
            "status": row.status,
            "cancelled": sealed_reason(row) if row.cancelled else None,
            "held_on": row.held_on.isoformat() if row.held_on else None,
            "outcome": row.outcome,
            "record": sealed_record(row),
            "recorder": recorder,
            "answer": sealed_answer(row),
            "done": row.done_on.isoformat() if row.done_on else None,
            "by": planner,
            "at": stamp(row.planned_at),
        }
        for row, assessor, planner, recorder, learner in rows
    }
