"""The blueprint that all pages around witnesses hang on, and what their addresses name."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from portfolio.learning.policy import PORTFOLIO_READ
from portfolio.learning.queries import portfolio
from portfolio.links.forms import VISIT_WORDS
from portfolio.links.rules import VisitKind
from portfolio.web import access
from portfolio.web.access import Subject
from portfolio.witnesses import queries
from portfolio.witnesses.forms import ANSWER_WORDS, STATUS_WORDS
from portfolio.witnesses.policy import WITNESS_READ, WITNESS_TRACE, WITNESS_VERIFY

blueprint = Blueprint("witnesses", "portfolio.witnesses")
PORTFOLIO = Subject(portfolio, PORTFOLIO_READ)
REQUEST = Subject(queries.request, WITNESS_READ)


def standing(evidence: Any) -> dict[str, Any] | None:
    """Give what a page of evidence says of the witness who wrote it, to those who may read it."""
    session = access.work().session
    row = queries.of_evidence(session, evidence.id)
    if row is None or not access.may(WITNESS_READ, row):
        return None
    found = queries.visits(session, row.id)
    return {
        "row": row,
        "signed": next((one for one in found if one.kind == VisitKind.SIGNED), None),
        "checks": queries.checks(session, row.id),
        "traces": access.may(WITNESS_TRACE, row),
        "verifies": access.may(WITNESS_VERIFY, row),
    }


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        witness_standing=standing,
        witness_statuses=STATUS_WORDS,
        link_visits=VISIT_WORDS,
        witness_answers=ANSWER_WORDS,
    )
)
