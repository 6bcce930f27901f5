"""Samples: opening one freezes what is looked at, reporting it may reopen and widen, then answer and close."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import cast

from sqlalchemy import func, select

from assessments.judging import queries as judging
from assessments.judging import services as signing
from assessments.judging.rules import HoldReason
from assessments.quality import queries
from assessments.quality.events import SampleAnswered, SampleClosed, SampleOpened, SampleReported
from assessments.quality.models import Sample, SampleAction, SamplingItem
from assessments.quality.rules.samples import (
    Report,
    SampleStatus,
    Verdict,
    check_answer,
    check_closing,
    check_done,
    check_opening,
    check_report,
    check_sampler,
    holds,
    status_after,
)
from assessments.quality.services.planning import draw_again
from portfolio.core.ledger import canonical_text, new_salt, seal, sealed
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.rules import Part
from portfolio.people.models import Account
from standards.foundation import Changed, Work


def open_sample(work: Work, item: SamplingItem) -> Sample:
    """Begin to look at what a plan picked, as it stands now; the unit is held up meanwhile. Raises Refused."""
    _check_sampler(work, item)
    there = queries.standing_now(work.session, item)
    check_opening(sampled=item.sampled, decisions=len(there))
    signatures = [one.public_id for one in judging.live_signatures(work.session, item.enrolled_unit_id)]
    decisions, revisions = [one.decision for one in there], sorted({one.revision for one in there})
    portfolio, unit = _portfolio(work, item), work.session.get_one(EnrolledUnit, item.enrolled_unit_id)
    row = Sample(
        provider_id=item.provider_id,
        number=_next_number(work, item.provider_id),
        portfolio_id=item.portfolio_id,
        enrolled_unit_id=item.enrolled_unit_id,
        item_id=item.id,
        assessor_id=item.assessor_id,
        sampler_id=work.actor.account_id,
        hold=signing.hold(work, portfolio, unit, HoldReason.SAMPLE).public_id,
        stage=item.stage,
        status=SampleStatus.OPEN.value,
        opened_at=work.now,
        frozen={"decisions": decisions, "revisions": revisions, "signatures": signatures},
        report={},
        salt=new_salt(),
    )
    item.sampled = True
    work.session.add(row)
    work.session.flush()
    act = SampleOpened(
        row.public_id,
        row.number,
        unit.public_id,
        _assessor(work, row),
        row.stage,
        item.public_id,
        tuple(decisions),
        tuple(revisions),
        tuple(signatures),
    )
    work.record(portfolio.book_id, act)
    return row


def report(work: Work, row: Sample, said: Report, language: str, looked_at: int) -> None:
    """Say what was found: what is not upheld is decided again, and more of the assessor is sampled.

    Raises Changed, Refused.
    """
    _check_version(row, looked_at)
    _check_sampler(work, row)
    there = {one.criterion for one in queries.looked_at(work.session, row)}
    met = queries.met_now(work.session, row) & there
    check_report(SampleStatus(row.status), said, there, met, work.today)
    actions = _write(work, row, said, language)
    overturned = tuple(sorted(said.overturned)) if said.verdict is Verdict.NOT_UPHELD else ()
    item = queries.item_of(work.session, row)
    plan = queries.plan_of_item(work.session, item)
    if overturned:
        strategy = queries.strategy_of(work.session, plan)
        row.widens_until = work.today + timedelta(days=strategy.flag_days)
    if not holds(row.status, row.verdict):
        _let_go(work, row)
    work.session.flush()
    unit, portfolio = _unit(work, row), _portfolio(work, row)
    act = SampleReported(
        sample=row.public_id,
        number=row.number,
        unit=unit.public_id,
        assessor=_assessor(work, row),
        verdict=said.verdict.value,
        overturned=overturned,
        widens_until=row.widens_until.isoformat() if row.widens_until else None,
        report=sealed(row.salt, canonical_text(**queries.written_report(row, actions))),
    )
    work.record(portfolio.book_id, act)
    if overturned:
        criteria = queries.criterion_ids(work.session, row, overturned)
        signing.reopen(work, portfolio, unit, criteria, said.reason.strip(), overturned=signing.Overturned())
        draw_again(work, plan)


def _write(work: Work, row: Sample, said: Report, language: str) -> list[SampleAction]:
    row.verdict, row.status = said.verdict.value, status_after(said.verdict).value
    row.reported_at = work.now
    row.closed_at = work.now if row.status == SampleStatus.CLOSED else None
    row.report = {
        "criteria": sorted(said.criteria),
        "methods": sorted(said.methods),
        "checks": sorted(said.checks),
        "quality": said.quality.value,
        "records_complete": said.records_complete,
        "overturned": sorted(said.overturned) if said.verdict is Verdict.NOT_UPHELD else [],
    }
    row.feedback, row.good_practice, row.reason = said.feedback.strip(), said.good_practice.strip(), said.reason.strip()
    row.language = language
    actions = [
        SampleAction(
            sample_id=row.id,
            number=number,
            provider_id=row.provider_id,
            words=one.words.strip(),
            due=cast("date", one.due),
        )
        for number, one in enumerate(said.actions, start=1)
    ]
    work.session.add_all(actions)
    work.session.flush()
    return actions


def answer(work: Work, row: Sample, words: str, done: Mapping[int, date], language: str, looked_at: int) -> None:
    """Answer a report, as the assessor whose decisions it is about. Raises Changed, Refused."""
    _check_version(row, looked_at)
    check_answer(SampleStatus(row.status), work.actor.account_id, row.assessor_id, words)
    actions = queries.actions_of(work.session, row)
    check_done(done, [one.number for one in actions], work.today)
    said = seal(words.strip())
    row.answer, row.answer_salt, row.answer_language = words.strip(), said.salt, language
    row.status, row.answered_at = SampleStatus.ANSWERED.value, work.now
    for one in actions:
        one.done_on = done.get(one.number)
    work.session.flush()
    act = SampleAnswered(row.public_id, row.number, _unit(work, row).public_id, tuple(sorted(done)), said.digest)
    work.record(_portfolio(work, row).book_id, act)


def close(work: Work, row: Sample, looked_at: int) -> None:
    """Close a sample whose actions are seen to be done: it holds its unit up no longer. Raises Changed, Refused."""
    _check_version(row, looked_at)
    _check_sampler(work, row)
    undone = [one for one in queries.actions_of(work.session, row) if one.done_on is None]
    check_closing(SampleStatus(row.status), undone=len(undone))
    row.status, row.closed_at = SampleStatus.CLOSED.value, work.now
    _let_go(work, row)
    work.record(_portfolio(work, row).book_id, SampleClosed(row.public_id, row.number, _unit(work, row).public_id))


def _let_go(work: Work, row: Sample) -> None:
    """Let a sample hold its unit up no longer; nothing happens where it does not."""
    for held in judging.open_holds(work.session, row.enrolled_unit_id):
        if held.public_id == row.hold:
            signing.release(work, _portfolio(work, row), _unit(work, row), held)


def _check_version(row: Sample, looked_at: int) -> None:
    if row.version != looked_at:
        raise Changed("sample-changed")


def _check_sampler(work: Work, row: Sample | SamplingItem) -> None:
    portfolio = _portfolio(work, row)
    assigned = judging.units_assigned(work, work.actor, portfolio.id, Part.QUALITY_ASSURER)
    reaches = assigned is None or row.enrolled_unit_id in assigned
    involved = queries.involved(work.session, row.enrolled_unit_id)
    check_sampler(work.actor.account_id, portfolio.account_id, involved, assigned=reaches)


def _next_number(work: Work, provider_id: int) -> int:
    queries.in_turn(work.session, provider_id)
    last = work.session.scalar(select(func.max(Sample.number)).where(Sample.provider_id == provider_id))
    return (last or 0) + 1


def _portfolio(work: Work, row: Sample | SamplingItem) -> Portfolio:
    return work.session.get_one(Portfolio, row.portfolio_id)


def _unit(work: Work, row: Sample) -> EnrolledUnit:
    return work.session.get_one(EnrolledUnit, row.enrolled_unit_id)


def _assessor(work: Work, row: Sample) -> str:
    return work.session.get_one(Account, row.assessor_id).public_id
