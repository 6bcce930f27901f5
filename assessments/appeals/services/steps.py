"""What every change of a case does: it writes a step down, tells the person, and opens stages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from sqlalchemy.orm.attributes import flag_modified

from assessments.appeals import queries
from assessments.appeals.models import Case, CaseDecider, CaseStage, CaseStep
from assessments.appeals.rules.cases import NoticeKind, procedure_of
from assessments.appeals.rules.deadlines import ends
from portfolio.core.bank_holidays import is_bank_holiday
from portfolio.core.jobs import enqueue
from portfolio.core.ledger import new_salt
from standards.foundation import Act, Changed, Work

if TYPE_CHECKING:
    from collections.abc import Collection

SEND_NOTICE = "case.notice"


def check_version(row: Case, looked_at: int) -> None:
    """Check that a case is still as it was looked at. Raises Changed."""
    if row.version != looked_at:
        raise Changed("case-changed")


def record(work: Work, row: Case, act: Act) -> None:
    """Enter an act in the book of the case: the portfolio's of an appeal, the centre's of a complaint."""
    book = queries.book_of(work.session, row)
    work.record(book if book is not None else work.book_of(row.provider_id), act)


def tell(
    work: Work,
    row: Case,
    kind: NoticeKind,
    *,
    day: date | None = None,
    number: int | None = None,
    trigger: str | None = None,
    words: str = "",
) -> CaseStep:
    """Write a step down and write to the person; one without an address is told by the centre."""
    step = CaseStep(
        provider_id=row.provider_id,
        case_id=row.id,
        stage=row.stage,
        kind=kind.value,
        at=work.now,
        account_id=cast("int", work.actor.account_id),
        day=day,
        number=number,
        due=row.due,
        trigger=trigger,
        words=words.strip(),
        salt=new_salt(),
        mailed=row.complainant_id is not None or bool(row.email),
    )
    work.session.add(step)
    # Whoever else has the case open is told that it changed, whatever row the change is in.
    flag_modified(row, "status")
    work.session.flush()
    if step.mailed:
        enqueue(work, SEND_NOTICE, f"case-notice:{step.public_id}", {"step": step.public_id})
    return step


def begin_stage(work: Work, row: Case, number: int, began: date, deciders: Collection[int]) -> CaseStage:
    """Open a stage of a case, with those who decide it where they are known."""
    stage = procedure_of(row.procedure).stage(number)
    due = ends(began, stage.answer, is_bank_holiday) if stage.answer else None
    opened = CaseStage(case_id=row.id, number=number, provider_id=row.provider_id, began=began, due=due, criteria=[])
    row.stage, row.due = number, due
    work.session.add(opened)
    work.session.flush()
    set_deciders(work, row, deciders)
    return opened


def set_deciders(work: Work, row: Case, deciders: Collection[int]) -> None:
    work.session.query(CaseDecider).where(CaseDecider.case_id == row.id, CaseDecider.stage == row.stage).delete()
    for one in sorted(set(deciders)):
        work.session.add(CaseDecider(case_id=row.id, stage=row.stage, account_id=one, provider_id=row.provider_id))
    work.session.flush()


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
