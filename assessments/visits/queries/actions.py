"""The plan of a visit: what is to be done, by whom and by when, and what of it waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from assessments.visits.models import ExternalVisit, VisitAction, VisitedUnit
from assessments.visits.policy import POLICY, VISITED_READ
from assessments.visits.queries.visits import is_of_centre
from assessments.visits.rules import ActionStatus
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.people.models import Account
from portfolio.people.queries import staff_list
from standards.foundation import Actor, Language
from standards.library.models import Standard

MOST_ACTIONS = 200
AT_MOST = 20
"""Rows on a start page."""
OWNER, ASKER, ACKNOWLEDGER, DOER, CLOSER, LEARNER = (aliased(Account) for _each in range(6))


@dataclass(frozen=True)
class Acting:
    """An action with its visit: what the guard places."""

    row: VisitAction
    visit: ExternalVisit

    @property
    def provider_id(self) -> int:
        return self.row.provider_id

    @property
    def public_id(self) -> str:
        return self.row.public_id

    def visitor_on(self, today: date) -> int | None:
        return self.visit.visitor_on(today)


@dataclass(frozen=True)
class ShownAction:
    """An action as those read it who see the visit, or do it."""

    key: str
    number: int
    visit: int
    """The number of the visit."""
    words: str
    language: str
    owner: str
    due: date
    status: ActionStatus
    asked_by: str
    asked_at: datetime
    acknowledge_by: date
    acknowledged_by: str | None
    acknowledged_at: datetime | None
    done: str
    done_language: str | None
    done_by: str | None
    done_at: datetime | None
    closed_by: str | None
    closed_at: datetime | None
    visited: str | None
    """The frozen unit that it is about, of a learner whom the reader sees."""
    learner: str | None
    urn: str | None


@dataclass(frozen=True)
class WaitingAction:
    """What a start page tells: an action that is not done, or that nobody has acknowledged."""

    key: str
    number: int
    visit: int
    owner: str
    due: date
    overdue: bool
    acknowledge_by: date | None
    """Where that is still to be done."""


def action(session: Session, public_id: str) -> Acting | None:
    found = session.execute(
        select(VisitAction, ExternalVisit)
        .join(ExternalVisit, ExternalVisit.id == VisitAction.visit_id)
        .where(VisitAction.public_id == public_id)
    ).first()
    return None if found is None else Acting(found[0], found[1])


def reaches(actor: Actor, of: Acting) -> bool:
    """Tell whether an action is for somebody's eyes: theirs to do, of their visit, or of their centre."""
    return actor.account_id in {of.row.assignee_id, of.visit.visitor_id} or is_of_centre(actor, of.provider_id)


def actions(session: Session, actor: Actor, row: ExternalVisit, today: date) -> list[ShownAction]:
    """List the plan of a visit, in its order; the unit that one is about is named to who sees its learner."""
    return _shown(session, actor, today, VisitAction.visit_id == row.id)


def shown_action(session: Session, actor: Actor, of: Acting, today: date) -> ShownAction:
    return _shown(session, actor, today, VisitAction.id == of.row.id)[0]


def earlier_actions(session: Session, actor: Actor, row: ExternalVisit, today: date) -> list[ShownAction]:
    """List what was asked for at visits before this one; no learner is named of those."""
    earlier = (VisitAction.provider_id == row.provider_id, ExternalVisit.number < row.number)
    return _shown(session, actor, today, *earlier)


def _shown(session: Session, actor: Actor, today: date, *wanted: ColumnElement[bool]) -> list[ShownAction]:
    rows = session.execute(_with_names(actor).where(*wanted).limit(MOST_ACTIONS)).all()
    return [
        ShownAction(
            key=one.public_id,
            number=one.number,
            visit=number,
            words=one.words,
            language=one.language,
            owner=owner,
            due=one.due,
            status=one.status(today),
            asked_by=asker,
            asked_at=one.at,
            acknowledge_by=one.acknowledge_by,
            acknowledged_by=acknowledger,
            acknowledged_at=one.acknowledged_at,
            done=one.done_words,
            done_language=one.done_language,
            done_by=doer,
            done_at=one.done_at,
            closed_by=closer,
            closed_at=one.closed_at,
            visited=visited,
            learner=learner,
            urn=urn,
        )
        for one, number, owner, asker, acknowledger, doer, closer, visited, learner, urn in rows
    ]


def _with_names(
    actor: Actor,
) -> Select[VisitAction, int, str, str, str | None, str | None, str | None, str | None, str | None, str | None]:
    reached = VisitedUnit.portfolio_id.in_(portfolios_of(actor, POLICY[VISITED_READ]))
    seen = or_(ExternalVisit.visitor_id == actor.account_id, reached)
    return (
        select(
            VisitAction,
            ExternalVisit.number,
            OWNER.name,
            ASKER.name,
            ACKNOWLEDGER.name,
            DOER.name,
            CLOSER.name,
            VisitedUnit.public_id,
            LEARNER.name,
            Standard.urn,
        )
        .join(ExternalVisit, ExternalVisit.id == VisitAction.visit_id)
        .join(OWNER, OWNER.id == VisitAction.assignee_id)
        .join(ASKER, ASKER.id == VisitAction.account_id)
        .outerjoin(ACKNOWLEDGER, ACKNOWLEDGER.id == VisitAction.acknowledged_by_id)
        .outerjoin(DOER, DOER.id == VisitAction.done_by_id)
        .outerjoin(CLOSER, CLOSER.id == VisitAction.closed_by_id)
        .outerjoin(VisitedUnit, (VisitedUnit.id == VisitAction.visited_unit_id) & seen)
        .outerjoin(EnrolledUnit, EnrolledUnit.id == VisitedUnit.enrolled_unit_id)
        .outerjoin(Standard, Standard.id == EnrolledUnit.standard_id)
        .outerjoin(Portfolio, Portfolio.id == VisitedUnit.portfolio_id)
        .outerjoin(LEARNER, LEARNER.id == Portfolio.account_id)
        .order_by(ExternalVisit.number.desc(), VisitAction.number)
    )


def unacknowledged(session: Session, row: ExternalVisit) -> list[VisitAction]:
    asked = select(VisitAction).where(VisitAction.visit_id == row.id, VisitAction.acknowledged_at.is_(None))
    return list(session.scalars(asked.order_by(VisitAction.number)))


def waiting_actions(session: Session, actor: Actor, today: date) -> list[WaitingAction]:
    """List what waits for somebody of the staff: what is theirs to do; for who sees visits, what is late or new too."""
    undone = VisitAction.done_at.is_(None)
    wanted: ColumnElement[bool] = (VisitAction.assignee_id == actor.account_id) & undone
    if is_of_centre(actor, actor.provider_id):
        wanted |= undone & (VisitAction.due < today)
        wanted |= VisitAction.acknowledged_at.is_(None)
    rows = session.execute(
        select(VisitAction, ExternalVisit.number, OWNER.name)
        .join(ExternalVisit, ExternalVisit.id == VisitAction.visit_id)
        .join(OWNER, OWNER.id == VisitAction.assignee_id)
        .where(VisitAction.provider_id == actor.provider_id, VisitAction.closed_at.is_(None), wanted)
        .order_by(VisitAction.due, VisitAction.id)
        .limit(AT_MOST)
    )
    return [
        WaitingAction(
            one.public_id,
            one.number,
            number,
            owner,
            one.due,
            one.status(today) is ActionStatus.OVERDUE,
            None if one.acknowledged_at else one.acknowledge_by,
        )
        for one, number, owner in rows
    ]


def owners(session: Session, row: ExternalVisit, language: Language, today: date) -> dict[str, str]:
    """Give who of the centre's staff can be asked to do something, by public id, each once."""
    return {one.account: one.name for one in staff_list(session, row.provider_id, language, today)}


def units_to_name(session: Session, actor: Actor, row: ExternalVisit) -> dict[str, str]:
    """Give the frozen units that an action can be about, of the learners whom the reader sees."""
    reached = VisitedUnit.portfolio_id.in_(portfolios_of(actor, POLICY[VISITED_READ]))
    rows = session.execute(
        select(VisitedUnit.public_id, Account.name, Standard.urn)
        .join(EnrolledUnit, EnrolledUnit.id == VisitedUnit.enrolled_unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .join(Portfolio, Portfolio.id == VisitedUnit.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(VisitedUnit.visit_id == row.id)
        .where(reached if is_of_centre(actor, row.provider_id) else VisitedUnit.id.is_not(None))
        .order_by(Account.sort_cy, Account.id, VisitedUnit.id)
    )
    return {key: f"{learner}, {urn}" for key, learner, urn in rows}


def last_action(session: Session, row: ExternalVisit) -> int:
    return session.scalar(select(func.max(VisitAction.number)).where(VisitAction.visit_id == row.id)) or 0
