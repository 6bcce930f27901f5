"""The blueprint of professional discussions, and what its addresses name."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from assessments.discussing import queries
from assessments.discussing.forms import METHOD_WORDS, STATUS_WORDS
from assessments.discussing.policy import DISCUSSION_READ
from assessments.discussing.queries import Shown
from portfolio.learning.policy import PORTFOLIO_READ
from portfolio.learning.queries import portfolio
from portfolio.web import access
from portfolio.web.access import Subject

blueprint = Blueprint("discussing", "assessments.discussing")
PORTFOLIO = Subject(portfolio, PORTFOLIO_READ)
DISCUSSION = Subject(queries.discussion, DISCUSSION_READ)


def ahead() -> list[Shown]:
    """Give what a learner's start page says of discussions to prepare for."""
    work = access.work()
    return queries.ahead(work.session, work.actor)


def standing(evidence: Any) -> dict[str, Any] | None:
    """Give what a page of evidence says of the discussion that it is the record of."""
    session = access.work().session
    row = queries.of_evidence(session, evidence.id) if evidence.record else None
    if row is None or not access.may(DISCUSSION_READ, row):
        return None
    return {"row": row, "assessor": queries.name_of(session, row.assessor_id)}


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        discussions_ahead=ahead,
        discussion_standing=standing,
        discussion_methods=METHOD_WORDS,
        discussion_statuses=STATUS_WORDS,
    )
)
