"""The course of a case: who decides a stage, extension by consent, pause and going on, and telling an authority."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import cast

from assessments.appeals import queries
from assessments.appeals.events import CaseAppointed, CaseExtended, CaseNotResolved, CasePaused, CaseResumed
from assessments.appeals.models import Case
from assessments.appeals.rules.cases import (
    CaseStatus,
    NoticeKind,
    Trigger,
    check_deciders,
    check_extension,
    check_notice,
    check_open,
    check_pause,
    check_resuming,
    procedure_of,
)
from assessments.appeals.rules.deadlines import between, extended, resumed
from assessments.appeals.services.beginning import public_ids
from assessments.appeals.services.steps import check_version, iso, record, set_deciders, tell
from portfolio.core.bank_holidays import is_bank_holiday
from portfolio.core.ledger import sealed
from portfolio.learning.models import Portfolio
from portfolio.people import queries as people
from portfolio.people.rules.interests import check_free
from standards.foundation import Refused, Work


def appoint(work: Work, row: Case, deciders: Collection[int], looked_at: int) -> None:
    """Say who decides the stage that a case is at. Raises Changed, Refused."""
    check_version(row, looked_at)
    _check_manager(work, row)
    check_open(CaseStatus(row.status))
    stage = procedure_of(row.procedure).stage(row.stage)
    offered = {one.account_id: one.name for one in queries.candidates(work.session, row.provider_id, stage, work.today)}
    if not set(deciders) <= offered.keys():
        raise Refused("decider-not-staff")
    check_deciders(stage, deciders, queries.parties(work.session, row), offered)
    _check_interests(work, row, deciders)
    set_deciders(work, row, deciders)
    record(work, row, CaseAppointed(row.public_id, row.number, row.stage, public_ids(work, deciders)))
    tell(work, row, NoticeKind.STAGE, words=", ".join(offered[one] for one in sorted(deciders)))


def extend(work: Work, row: Case, days: int, consent: date | None, reason: str, looked_at: int) -> None:
    """Let a stage take longer, as the person agreed on a day. Raises Changed, Refused."""
    check_version(row, looked_at)
    _check_manager(work, row)
    at, stage = queries.stage_row(work.session, row), procedure_of(row.procedure).stage(row.stage)
    check_extension(stage, CaseStatus(row.status), days, at.extended, consent=consent, today=work.today)
    if at.due is None or stage.answer is None or consent is None:
        raise Refused("extension-no-deadline")
    at.due = row.due = extended(at.due, days, stage.answer.days, is_bank_holiday)
    at.extended += days
    step = tell(work, row, NoticeKind.EXTENDED, day=consent, number=days, words=reason)
    act = CaseExtended(
        case=row.public_id,
        number=row.number,
        stage=row.stage,
        days=days,
        consent=consent.isoformat(),
        due=at.due.isoformat(),
        reason=sealed(step.salt, step.words),
    )
    record(work, row, act)


def pause(work: Work, row: Case, trigger: Trigger, since: date, words: str, looked_at: int) -> None:
    """Let a case wait for proceedings elsewhere; the person is told. Raises Changed, Refused."""
    check_version(row, looked_at)
    _check_manager(work, row)
    at = queries.stage_row(work.session, row)
    check_pause(CaseStatus(row.status), since, at.began, work.today)
    row.status, at.paused_from = CaseStatus.PAUSED.value, since
    tell(work, row, NoticeKind.PAUSED, day=since, trigger=trigger.value, words=words)
    record(work, row, CasePaused(row.public_id, row.number, row.stage, trigger.value, since.isoformat()))


def resume(work: Work, row: Case, again: date, looked_at: int) -> None:
    """Let a case go on: its last day moves by exactly the days that it was paused. Raises Changed, Refused."""
    check_version(row, looked_at)
    _check_manager(work, row)
    check_resuming(CaseStatus(row.status), again, work.today)
    at, stage = queries.stage_row(work.session, row), procedure_of(row.procedure).stage(row.stage)
    since = cast("date", at.paused_from)
    if at.due is not None and stage.answer is not None:
        at.due = row.due = resumed(at.due, since, again, stage.answer.days, is_bank_holiday)
        at.paused += between(since, again, stage.answer.days, is_bank_holiday)
    row.status, at.paused_from = CaseStatus.OPEN.value, None
    tell(work, row, NoticeKind.RESUMED, day=again)
    record(work, row, CaseResumed(row.public_id, row.number, row.stage, again.isoformat(), iso(at.due)))


def tell_unresolved(work: Work, row: Case, reasons: str, looked_at: int) -> None:
    """Note that an authority was told that a stage is not resolved, and why. Raises Changed, Refused."""
    check_version(row, looked_at)
    _check_manager(work, row)
    at, stage = queries.stage_row(work.session, row), procedure_of(row.procedure).stage(row.stage)
    check_notice(stage, CaseStatus(row.status), at.began, work.today, reasons, is_bank_holiday)
    if at.told_on is not None:
        raise Refused("notice-given-before", on=at.told_on)
    at.told_on = work.today
    step = tell(work, row, NoticeKind.UNRESOLVED, day=work.today, words=reasons)
    act = CaseNotResolved(row.public_id, row.number, row.stage, work.today.isoformat(), sealed(step.salt, step.words))
    record(work, row, act)


def _check_manager(work: Work, row: Case) -> None:
    if not queries.manages(work.actor, row):
        raise Refused("case-own")


def _check_interests(work: Work, row: Case, deciders: Collection[int]) -> None:
    """Check that nobody decides who has an interest in the learner that keeps them from acting. Raises Refused."""
    if row.portfolio_id is None:
        return
    learner = work.session.get_one(Portfolio, row.portfolio_id).account_id
    rulings = people.rulings_about(work.session, row.provider_id, learner, work.today)
    for one in deciders:
        check_free(rulings.get(one))
