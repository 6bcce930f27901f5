"""The blueprint of external visits, and what its addresses name."""

from __future__ import annotations

from flask import Blueprint, request
from flask_babel import lazy_gettext as _l

from assessments.visits import queries, services
from assessments.visits.forms import COMMENT_WORDS, OPENING_WORDS, STATUS_SIGNS, STATUS_WORDS
from assessments.visits.policy import VISIT_READ, VISITED_READ
from assessments.visits.queries import Visited
from assessments.visits.rules import OpeningKind
from assessments.visits.services import Opened
from portfolio.web import access
from portfolio.web.access import Subject
from portfolio.web.navigation import MenuEntry

blueprint = Blueprint("visits", "assessments.visits")
MENU = [MenuEntry(_l("External visits"), "visits.visits", VISIT_READ, order=36)]
VISIT = Subject(queries.visit, VISIT_READ)
VISITED = Subject(queries.visited, VISITED_READ)


def note_opening(kind: OpeningKind, of: queries.ExternalVisit | Visited, what: str = "") -> None:
    """Let it be remembered that the visitor opened something; of the centre's own people nothing is."""
    work = access.work()
    row, unit = (of.visit, of.row) if isinstance(of, Visited) else (of, None)
    if row.visitor_id == work.actor.account_id:
        said = Opened(kind, what, request.remote_addr or "")
        access.journal().later(services.opened(work, row, unit, said))


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        visit_statuses=STATUS_WORDS,
        visit_signs=STATUS_SIGNS,
        visit_said_as=COMMENT_WORDS,
        visit_openings=OPENING_WORDS,
    )
)
