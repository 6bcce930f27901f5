"""The blueprint of standardisation, and what its addresses name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from assessments.standardising import queries
from assessments.standardising.forms import (
    OUTCOME_WORDS,
    STATUS_SIGNS,
    STATUS_WORDS,
    kappa_words,
    reading_words,
)
from assessments.standardising.policy import STANDARDISING_READ
from assessments.standardising.queries import PlacedPiece, Waiting
from portfolio.web import access
from portfolio.web.access import Subject
from portfolio.web.navigation import MenuEntry
from portfolio.web.pages import done

if TYPE_CHECKING:
    from assessments.standardising.models import Exercise

blueprint = Blueprint("standardising", "assessments.standardising")
MENU = [MenuEntry(_l("Standardisation"), "standardising.exercises", STANDARDISING_READ, order=37)]


def _exercise(session: Session, public_id: str) -> Exercise | None:
    """Load an exercise for those who take part in it or hold it; for anybody else there is none."""
    row = queries.exercise(session, public_id)
    return row if row is not None and queries.reaches(session, access.actor(), row) else None


def _piece(session: Session, public_id: str) -> PlacedPiece | None:
    found = queries.piece(session, public_id)
    return found if found is not None and queries.reaches(session, access.actor(), found.exercise) else None


EXERCISE = Subject(_exercise, STANDARDISING_READ)
PIECE = Subject(_piece, STANDARDISING_READ)


def back(said: str, row: Exercise) -> Response:
    return done(said, "standardising.show", exercise=row.public_id)


def standardising_waiting() -> list[Waiting]:
    """Give what a start page tells of exercises that wait for the reader."""
    work = access.work()
    return queries.waiting(work.session, work.actor)


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        exercise_statuses=STATUS_WORDS,
        exercise_signs=STATUS_SIGNS,
        blind_outcomes=OUTCOME_WORDS,
        kappa_words=kappa_words,
        kappa_reading=reading_words,
        standardising_waiting=standardising_waiting,
    )
)
