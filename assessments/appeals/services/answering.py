"""Answering a stage, which may send decisions back, asking for the next stage, and taking a case back."""

from __future__ import annotations

from dataclasses import replace

from assessments.appeals import queries
from assessments.appeals.events import CaseAnswered, CaseTakenFurther
from assessments.appeals.models import Case, CaseStage
from assessments.appeals.rules.cases import (
    UPHOLDING,
    Answer,
    CaseStatus,
    NoticeKind,
    Outcome,
    check_deciders,
    check_further,
    check_outcome,
    check_same_assessor,
    procedure_of,
    status_after,
)
from assessments.appeals.rules.procedures import StageCode
from assessments.appeals.services.beginning import hold_up
from assessments.appeals.services.steps import begin_stage, check_version, iso, record, tell
from assessments.judging import queries as judging
from assessments.judging import services as signing
from assessments.quality import queries as quality
from assessments.quality import services as sampling
from portfolio.core.bank_holidays import is_bank_holiday
from portfolio.core.ledger import seal
from portfolio.learning.models import EnrolledUnit, Portfolio
from standards.foundation import Refused, Work


def answer(work: Work, row: Case, said: Answer, looked_at: int) -> None:
    """Answer the stage that a case is at; what is upheld of an appeal is decided again. Raises Changed, Refused.

    Somebody else decides it, unless an independent stage says why the same assessor may.
    """
    check_version(row, looked_at)
    procedure = procedure_of(row.procedure)
    offered = queries.offered(work.session, row) if row.portfolio_id is not None else []
    sent = [one for one in offered if one.uuid in said.criteria and said.outcome in UPHOLDING]
    check_outcome(
        CaseStatus(row.status),
        said.outcome,
        said.words,
        decides=_decides(work, row),
        appealed=bool(offered),
        criteria=said.criteria,
        offered=[one.uuid for one in offered],
    )
    check_same_assessor(procedure.stage(row.stage), said.outcome, said.same_reason, same=said.same)
    _write(work, row, replace(said, criteria=sorted(one.uuid for one in sent)))
    row.status = status_after(procedure, row.stage, said.outcome).value
    _end(work, row)
    if sent:
        ids = [one.id for one in sent]
        refused = queries.refused_claims(work.session, row, ids)
        portfolio, unit = _of(work, row)
        fallen = signing.Overturned(refused, bars=not said.same)
        signing.reopen(work, portfolio, unit, ids, said.words.strip(), overturned=fallen)
        _widen(work, row)


def _widen(work: Work, row: Case) -> None:
    """Let the plans that run pick more of whom the appeal overturned: other learners may be affected as well."""
    for plan in quality.running_plans(work.session, row.provider_id, work.today):
        sampling.draw_again(work, plan)


def go_further(work: Work, row: Case, looked_at: int) -> None:
    """Ask for the next stage, as the person or, for them or where nobody can answer, a manager. Raises Refused."""
    check_version(row, looked_at)
    manages = queries.manages(work.actor, row)
    if row.complainant_id != work.actor.account_id and not manages:
        raise Refused("case-not-yours")
    procedure, at = procedure_of(row.procedure), queries.stage_row(work.session, row)
    check_further(
        procedure, CaseStatus(row.status), row.stage, at.answered_on, work.today, is_bank_holiday, manages=manages
    )
    was = CaseStatus(row.status)
    row.status = CaseStatus.OPEN.value
    opened = begin_stage(work, row, row.stage + 1, work.today, ())
    record(work, row, CaseTakenFurther(row.public_id, row.number, row.stage, iso(opened.began) or "", iso(opened.due)))
    if row.portfolio_id is not None and was is CaseStatus.ANSWERED:
        hold_up(work, row)
    tell(work, row, NoticeKind.STAGE)


def withdraw(work: Work, row: Case, looked_at: int) -> None:
    """Take a case back, as the person whose it is. Raises Changed, Refused."""
    check_version(row, looked_at)
    if row.complainant_id != work.actor.account_id:
        raise Refused("case-not-yours")
    if row.status == CaseStatus.CLOSED:
        raise Refused("case-not-open")
    _write(work, row, Answer(Outcome.WITHDRAWN, "", row.language))
    row.status = CaseStatus.CLOSED.value
    _end(work, row)


def _decides(work: Work, row: Case) -> bool:
    """Tell whether the actor may answer the stage now: appointed, and still independent. Raises Refused."""
    stage = procedure_of(row.procedure).stage(row.stage)
    if stage.code is StageCode.EXTERNAL:
        return queries.manages(work.actor, row)
    deciders = queries.deciders(work.session, row)
    if work.actor.account_id not in deciders:
        return False
    # Somebody may have decided on the unit since they were appointed.
    check_deciders(stage, deciders, queries.parties(work.session, row), queries.names(work.session, deciders))
    return True


def _write(work: Work, row: Case, said: Answer) -> CaseStage:
    at, words = queries.stage_row(work.session, row), seal(said.words.strip())
    at.outcome, at.words, at.salt, at.language = said.outcome.value, said.words.strip(), words.salt, said.language
    same = seal(said.same_reason.strip()) if said.same else None
    if same is not None:
        at.same_reason, at.same_salt = said.same_reason.strip(), same.salt
    at.criteria, at.answered_by_id, at.answered_on = list(said.criteria), work.actor.account_id, work.today
    at.paused_from = None
    work.session.flush()
    unit = work.session.get(EnrolledUnit, row.enrolled_unit_id) if row.enrolled_unit_id else None
    act = CaseAnswered(
        case=row.public_id,
        number=row.number,
        unit=unit.public_id if unit else None,
        stage=row.stage,
        outcome=said.outcome.value,
        criteria=tuple(said.criteria),
        words=words.digest,
        same=same.digest if same is not None else None,
    )
    record(work, row, act)
    return at


def _end(work: Work, row: Case) -> None:
    """Let the unit wait no longer, and tell the person."""
    if row.status == CaseStatus.CLOSED:
        row.closed_on = work.today
    _let_go(work, row)
    at = queries.stage_row(work.session, row)
    kind = NoticeKind.WITHDRAWN if at.outcome == Outcome.WITHDRAWN else NoticeKind.ANSWERED
    tell(work, row, kind, words=at.words)


def _let_go(work: Work, row: Case) -> None:
    if row.hold is None:
        return
    portfolio, unit = _of(work, row)
    for held in judging.open_holds(work.session, unit.id):
        if held.public_id == row.hold:
            signing.release(work, portfolio, unit, held)
    row.hold = None


def _of(work: Work, row: Case) -> tuple[Portfolio, EnrolledUnit]:
    unit = work.session.get_one(EnrolledUnit, row.enrolled_unit_id)
    return work.session.get_one(Portfolio, row.portfolio_id), unit
