"""The blueprint of appeals and complaints, what its addresses name, and what every page of a case shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from assessments.appeals import queries
from assessments.appeals.forms import (
    CAME_BY_WORDS,
    KIND_WORDS,
    NOTICE_WORDS,
    OUTCOME_WORDS,
    PROCEDURE_WORDS,
    STAGE_WORDS,
    STATUS_WORDS,
    TRIGGER_WORDS,
    term_words,
    title,
)
from assessments.appeals.policy import APPEAL_WRITE, CASE_READ, CASES_COUNT, CASES_READ
from assessments.appeals.queries import ListedCase
from assessments.judging.policy import UNIT_READ
from portfolio.core.bank_holidays import is_bank_holiday
from portfolio.learning.queries import enrolled_unit
from portfolio.web import access
from portfolio.web.access import Subject
from portfolio.web.navigation import MenuEntry
from portfolio.web.pages import done

if TYPE_CHECKING:
    from assessments.appeals.models import Case

blueprint = Blueprint("appeals", "assessments.appeals")
MENU = [MenuEntry(_l("Appeals and complaints"), "appeals.cases", CASES_COUNT, order=45)]
FOOTER = [MenuEntry(_l("Appeals and complaints"), "appeals.cases", CASES_READ, order=10)]


def _case(session: Session, public_id: str) -> Case | None:
    """Load a case for those whom it concerns; for anybody else there is none: roles alone do not tell."""
    row = queries.case_file(session, public_id)
    return row if row is not None and queries.reaches(session, access.actor(), row) else None


CASE = Subject(_case, CASE_READ)
UNIT = Subject(enrolled_unit, UNIT_READ)
DECISION = Subject(queries.decision, UNIT_READ)


def seen(row: Case) -> dict[str, Any]:
    """Give what every page of a case shows of it."""
    work = access.work()
    return {"sheet": queries.sheet(work.session, row, work.today, is_bank_holiday), "case": row}


def back(said: str, row: Case) -> Response:
    return done(said, "appeals.case", case=row.public_id)


def cases_waiting() -> list[ListedCase]:
    """Give what a start page tells of cases that wait for the reader."""
    work = access.work()
    return queries.waiting(work.session, work.actor, work.today)


def may_appeal(unit: Any) -> bool:
    return access.may(APPEAL_WRITE, unit)


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        case_kinds=KIND_WORDS,
        case_statuses=STATUS_WORDS,
        case_stages=STAGE_WORDS,
        case_procedures=PROCEDURE_WORDS,
        case_outcomes=OUTCOME_WORDS,
        case_triggers=TRIGGER_WORDS,
        case_came_by=CAME_BY_WORDS,
        case_notices=NOTICE_WORDS,
        case_term=term_words,
        case_title=title,
        cases_waiting=cases_waiting,
        may_appeal=may_appeal,
    )
)
