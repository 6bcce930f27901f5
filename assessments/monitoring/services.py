"""Planning a look at an assessor's work, recording it, and what the assessor says of it."""

from __future__ import annotations

from datetime import date
from typing import cast

from assessments.monitoring import queries
from assessments.monitoring.events import (
    MonitoringAnswered,
    MonitoringCancelled,
    MonitoringClosed,
    MonitoringPlanned,
    MonitoringRecorded,
)
from assessments.monitoring.models import MonitoringActivity
from assessments.monitoring.rules import (
    MonitoringStatus,
    NewActivity,
    Record,
    check_answer,
    check_cancelling,
    check_closing,
    check_plan,
    check_record,
)
from portfolio.core.ledger import new_salt
from portfolio.people.models import Membership
from standards.foundation import Act, Changed, Work


def plan(work: Work, assessor: Membership, new: NewActivity, portfolio_id: int | None) -> MonitoringActivity:
    """Plan a look at an assessor's work, with a learner or with none. Raises Refused."""
    planner = cast("int", work.actor.account_id)
    check_plan(new, planner, assessor.account_id, work.today)
    row = MonitoringActivity(
        provider_id=assessor.provider_id,
        number=queries.next_number(work.session, assessor.provider_id),
        kind=new.kind.value,
        assessor_id=assessor.account_id,
        portfolio_id=portfolio_id,
        planned_on=new.planned_on,
        focus=new.focus.strip(),
        language=new.language,
        salt=new_salt(),
        planner_id=planner,
        planned_at=work.now,
        status=MonitoringStatus.PLANNED.value,
    )
    work.session.add(row)
    work.session.flush()
    act = MonitoringPlanned(
        row.public_id,
        row.number,
        row.kind,
        queries.public_id_of(work.session, row.assessor_id),
        row.planned_on.isoformat(),
        queries.sealed_plan(work.session, row),
    )
    return _told(work, row, act)


def cancel(work: Work, row: MonitoringActivity, reason: str, looked_at: int) -> None:
    """Call off what is planned. Raises Changed, Refused."""
    _check_version(row, looked_at)
    check_cancelling(MonitoringStatus(row.status), work.actor.account_id, row.assessor_id, reason)
    row.status, row.cancelled = MonitoringStatus.CANCELLED.value, reason.strip()
    _told(work, row, MonitoringCancelled(row.public_id, queries.sealed_reason(row)))


def record(work: Work, row: MonitoringActivity, said: Record, looked_at: int) -> None:
    """Record what was seen; the record stays as it is. Raises Changed, Refused."""
    _check_version(row, looked_at)
    check_record(said, MonitoringStatus(row.status), work.actor.account_id, row.assessor_id, work.today)
    row.held_on, row.points, row.seen = said.held_on, dict(said.points), said.seen.strip()
    row.good_practice, row.outcome = said.good_practice.strip(), said.outcome.value
    row.actions, row.due = said.actions.strip(), said.due
    row.record_language, row.record_salt = said.language, new_salt()
    row.recorder_id, row.recorded_at = work.actor.account_id, work.now
    row.status = MonitoringStatus.RECORDED.value
    act = MonitoringRecorded(
        row.public_id, said.held_on.isoformat(), said.outcome.value, queries.sealed_record(row) or ""
    )
    _told(work, row, act)


def answer(
    work: Work, row: MonitoringActivity, words: str, done_on: date | None, language: str, looked_at: int
) -> None:
    """Say what the assessor makes of what was seen, and when what was asked for was done. Raises Changed, Refused."""
    _check_version(row, looked_at)
    check_answer(MonitoringStatus(row.status), work.actor.account_id, row.assessor_id, done_on, work.today)
    # What was answered before stays: a later answer is put beneath it.
    row.answer = "\n\n".join(one for one in (row.answer, words.strip()) if one)
    row.answer_language, row.answer_salt = language, new_salt()
    row.answered_at, row.done_on = work.now, done_on or row.done_on
    row.status = MonitoringStatus.ANSWERED.value
    done = row.done_on.isoformat() if row.done_on else None
    _told(work, row, MonitoringAnswered(row.public_id, queries.sealed_answer(row) or "", done))


def close(work: Work, row: MonitoringActivity, looked_at: int) -> None:
    """Close what was answered. Raises Changed, Refused."""
    _check_version(row, looked_at)
    actions, done = bool(row.actions), row.done_on is not None
    check_closing(MonitoringStatus(row.status), work.actor.account_id, row.assessor_id, actions=actions, done=done)
    row.status, row.closed_at = MonitoringStatus.CLOSED.value, work.now
    _told(work, row, MonitoringClosed(row.public_id))


def _told(work: Work, row: MonitoringActivity, act: Act) -> MonitoringActivity:
    work.session.flush()
    work.record(work.book_of(row.provider_id), act)
    return row


def _check_version(row: MonitoringActivity, looked_at: int) -> None:
    if row.version != looked_at:
        raise Changed("monitoring-changed")
