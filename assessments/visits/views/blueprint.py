"""The blueprint of external visits, and what its addresses name."""

from __future__ import annotations

from flask import Blueprint, request
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from assessments.visits import queries, services
from assessments.visits.forms import (
    ACTION_SIGNS,
    ACTION_WORDS,
    COMMENT_WORDS,
    OPENING_WORDS,
    SECTION_NOTES,
    SECTION_WORDS,
    SINCE,
    STATUS_SIGNS,
    STATUS_WORDS,
)
from assessments.visits.policy import ACTION_READ, VISIT_READ, VISITED_READ
from assessments.visits.queries import Acting, Visited, WaitingAction
from assessments.visits.rules import OpeningKind
from assessments.visits.services import Opened
from portfolio.web import access
from portfolio.web.access import Subject
from portfolio.web.navigation import MenuEntry

blueprint = Blueprint("visits", "assessments.visits")
MENU = [MenuEntry(_l("External visits"), "visits.visits", VISIT_READ, order=36)]
VISIT = Subject(queries.visit, VISIT_READ)
VISITED = Subject(queries.visited, VISITED_READ)


def _action(session: Session, public_id: str) -> Acting | None:
    """Load an action for those whom it concerns; for anybody else there is none: roles alone do not tell."""
    found = queries.action(session, public_id)
    return found if found is not None and queries.reaches(access.actor(), found) else None


ACTION = Subject(_action, ACTION_READ)


def note_opening(kind: OpeningKind, of: queries.ExternalVisit | Visited, what: str = "") -> None:
    """Let it be remembered that the visitor opened something; of the centre's own people nothing is."""
    work = access.work()
    row, unit = (of.visit, of.row) if isinstance(of, Visited) else (of, None)
    if row.visitor_id == work.actor.account_id:
        said = Opened(kind, what, request.remote_addr or "")
        access.journal().later(services.opened(work, row, unit, said))


def visit_actions_waiting() -> list[WaitingAction]:
    """Give what a start page tells of the plans of visits."""
    work = access.work()
    return queries.waiting_actions(work.session, work.actor, work.today)


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        visit_statuses=STATUS_WORDS,
        visit_signs=STATUS_SIGNS,
        visit_said_as=COMMENT_WORDS,
        visit_openings=OPENING_WORDS,
        visit_sections=SECTION_WORDS,
        visit_section_notes=SECTION_NOTES,
        visit_sections_since=SINCE,
        visit_action_statuses=ACTION_WORDS,
        visit_action_signs=ACTION_SIGNS,
        visit_actions_waiting=visit_actions_waiting,
    )
)
