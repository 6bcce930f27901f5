"""Beginning a case: a learner's appeal, which holds the unit up, and anybody's complaint."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import cast

from assessments.appeals import queries
from assessments.appeals.events import CaseAppointed, CaseOpened
from assessments.appeals.models import Case
from assessments.appeals.rules.cases import (
    CameBy,
    CaseKind,
    CaseStatus,
    NoticeKind,
    check_appealable,
    check_beginning,
    check_received,
    procedure_of,
)
from assessments.appeals.rules.procedures import ProcedureCode
from assessments.appeals.services.steps import begin_stage, iso, record, tell
from assessments.judging import services as signing
from assessments.judging.models import Decision
from assessments.judging.rules import HoldReason
from portfolio.core.bank_holidays import is_bank_holiday
from portfolio.core.ledger import new_salt
from portfolio.core.work import LONDON
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.people.models import Account
from standards.foundation import Refused, Work


@dataclass(frozen=True)
class NewComplaint:
    """What somebody complains of, and how it came in."""

    words: str
    language: str
    received: date
    procedure: ProcedureCode = ProcedureCode.REGULATIONS
    came_by: CameBy = CameBy.PAGE
    complainant: int | None = None
    name: str = ""
    email: str = ""
    spoken: str | None = None
    about: int | None = None


def appeal(work: Work, unit: EnrolledUnit, decision: Decision | None, words: str, language: str) -> Case:
    """Appeal against a decision or, without one, against what became of a unit. Raises Refused."""
    portfolio = work.session.get_one(Portfolio, unit.portfolio_id)
    judged = decision.standing if decision is not None else queries.is_judged(work.session, unit)
    check_appealable(
        own=portfolio.account_id == work.actor.account_id,
        appealed=queries.under_way(work.session, unit.id) is not None,
        judged=judged,
    )
    procedure = procedure_of(ProcedureCode.AWARDING_BODY)
    happened = decision.at.astimezone(LONDON).date() if decision is not None else None
    check_beginning(procedure, words, happened, work.today, is_bank_holiday)
    row = _opened(work, portfolio.provider_id, CaseKind.APPEAL, words, language, work.today)
    row.procedure, row.came_by = procedure.code.value, CameBy.PAGE.value
    row.portfolio_id, row.enrolled_unit_id = portfolio.id, unit.id
    row.decision_id = decision.id if decision is not None else None
    row.complainant_id = work.actor.account_id
    first = queries.first_deciders(work.session, unit, decision)
    return _begun(work, row, unit.public_id, decision.public_id if decision else None, first)


def complain(work: Work, provider_id: int, new: NewComplaint) -> Case:
    """Take a complaint in, written on the page or logged by a manager. Raises Refused."""
    check_received(new.received, work.today)
    check_beginning(procedure_of(new.procedure), new.words, None, new.received, is_bank_holiday)
    if new.complainant is None and not new.name.strip():
        raise Refused("complaint-needs-name")
    if new.about is not None and new.about == new.complainant:
        raise Refused("complaint-about-oneself")
    row = _opened(work, provider_id, CaseKind.COMPLAINT, new.words, new.language, new.received)
    row.procedure, row.came_by = new.procedure.value, new.came_by.value
    row.complainant_id, row.about_id = new.complainant, new.about
    row.name, row.email, row.spoken = new.name.strip(), new.email.strip(), new.spoken
    return _begun(work, row, None, None, ())


def _opened(work: Work, provider_id: int, kind: CaseKind, words: str, language: str, received: date) -> Case:
    return Case(
        provider_id=provider_id,
        number=queries.next_number(work.session, provider_id),
        kind=kind.value,
        received_on=received,
        words=words.strip(),
        language=language,
        salt=new_salt(),
        status=CaseStatus.OPEN.value,
        logged_by_id=cast("int", work.actor.account_id),
        at=work.now,
    )


def _begun(work: Work, row: Case, unit: str | None, decision: str | None, deciders: Collection[int]) -> Case:
    work.session.add(row)
    work.session.flush()
    begin_stage(work, row, 1, row.received_on, deciders)
    act = CaseOpened(
        case=row.public_id,
        number=row.number,
        what=row.kind,
        procedure=row.procedure,
        unit=unit,
        decision=decision,
        came_by=row.came_by,
        received=row.received_on.isoformat(),
        words=queries.sealed_words(row),
        due=iso(row.due),
    )
    record(work, row, act)
    if deciders:
        record(work, row, CaseAppointed(row.public_id, row.number, 1, public_ids(work, deciders)))
    if row.portfolio_id is not None:
        hold_up(work, row)
    tell(work, row, NoticeKind.RECEIVED)
    return row


def public_ids(work: Work, account_ids: Collection[int]) -> tuple[str, ...]:
    return tuple(sorted(work.session.get_one(Account, one).public_id for one in set(account_ids)))


def hold_up(work: Work, row: Case) -> None:
    """Let an appeal hold its unit up until its stage is answered."""
    portfolio = work.session.get_one(Portfolio, row.portfolio_id)
    unit = work.session.get_one(EnrolledUnit, row.enrolled_unit_id)
    row.hold = signing.hold(work, portfolio, unit, HoldReason.APPEAL).public_id
    work.session.flush()
