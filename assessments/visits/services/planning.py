"""The plan of a visit: actions that are asked for, acknowledged, done and closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessments.appeals.rules.deadlines import Term, ends
from assessments.quality.queries import in_turn
from assessments.visits import queries
from assessments.visits.events import ActionAsked, ActionClosed, ActionDone, PlanAcknowledged
from assessments.visits.models import ExternalVisit, VisitAction, VisitedUnit
from assessments.visits.queries import Acting
from assessments.visits.rules import (
    Closing,
    check_acknowledging,
    check_action,
    check_asking,
    check_closing,
    check_doing,
)
from portfolio.core.bank_holidays import is_bank_holiday
from portfolio.core.ledger import seal
from portfolio.people.queries import account_by_public_id, settings_of
from portfolio.people.rules.standing import SettingCode
from standards.foundation import Work


@dataclass(frozen=True)
class NewAction:
    """What is to be done, by whom at the centre (their public id), and by when."""

    words: str
    language: str
    owner: str
    due: date | None


def ask_for(work: Work, row: ExternalVisit, unit: VisitedUnit | None, new: NewAction) -> VisitAction:
    """Put an action into the plan of a visit, of one unit of its sample or of the whole. Raises Refused."""
    check_asking(row.status(work.today), visitor=work.actor.account_id == row.visitor_id)
    staff = queries.owners(work.session, row, "en", work.today)
    due = check_action(new.words, new.due, new.owner, staff, work.today)
    owner = account_by_public_id(work.session, new.owner)
    assert owner is not None  # noqa: S101 it is one of the staff
    in_turn(work.session, row.provider_id)
    said = seal(new.words.strip())
    days = settings_of(work.session, row.provider_id)[SettingCode.VISIT_PLAN_DAYS]
    made = VisitAction(
        provider_id=row.provider_id,
        visit_id=row.id,
        number=queries.last_action(work.session, row) + 1,
        visited_unit_id=unit.id if unit else None,
        words=new.words.strip(),
        language=new.language,
        salt=said.salt,
        assignee_id=owner.id,
        due=due,
        account_id=work.actor.account_id,
        at=work.now,
        acknowledge_by=ends(work.today, Term(days), is_bank_holiday),
    )
    work.session.add(made)
    work.session.flush()
    act = ActionAsked(
        action=made.public_id,
        visit=row.public_id,
        number=row.number,
        place=made.number,
        unit=unit.public_id if unit else None,
        owner=owner.public_id,
        due=due.isoformat(),
        words=said.digest,
    )
    work.record(work.book_of(row.provider_id), act)
    return made


def acknowledge(work: Work, row: ExternalVisit) -> int:
    """Acknowledge for the centre all that is asked for and was not acknowledged; gives how much. Raises Refused."""
    in_turn(work.session, row.provider_id)
    waiting = queries.unacknowledged(work.session, row)
    check_acknowledging(len(waiting))
    for one in waiting:
        one.acknowledged_by_id, one.acknowledged_at = work.actor.account_id, work.now
    act = PlanAcknowledged(row.public_id, row.number, tuple(one.public_id for one in waiting))
    work.record(work.book_of(row.provider_id), act)
    return len(waiting)


def mark_done(work: Work, of: Acting, words: str, language: str) -> None:
    """Say that an action is done, and what was done. Raises Refused."""
    row = of.row
    in_turn(work.session, row.provider_id)
    work.session.refresh(row)
    check_doing(row.status(work.today), words)
    said = seal(words.strip())
    row.done_words, row.done_language, row.done_salt = words.strip(), language, said.salt
    row.done_by_id, row.done_at = work.actor.account_id, work.now
    act = ActionDone(row.public_id, of.visit.number, row.number, said.digest)
    work.record(work.book_of(row.provider_id), act)


def close(work: Work, of: Acting) -> None:
    """Close an action that the centre has done. Raises Refused."""
    row, visit = of.row, of.visit
    in_turn(work.session, row.provider_id)
    work.session.refresh(row)
    who = Closing(work.actor.account_id, row.account_id, row.done_by_id, visit.visitor_id)
    check_closing(row.status(work.today), visit.status(work.today), who)
    row.closed_by_id, row.closed_at = work.actor.account_id, work.now
    work.record(work.book_of(row.provider_id), ActionClosed(row.public_id, visit.number, row.number))
