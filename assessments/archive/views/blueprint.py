"""The blueprint of archives, and what their addresses name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from assessments.archive import queries
from assessments.archive.policy import ARCHIVE_MAKE, ARRIVAL_READ
from portfolio.evidence.policy import EVIDENCE_WRITE
from portfolio.learning.queries import portfolio as find_portfolio
from portfolio.web import access
from portfolio.web.access import Subject

if TYPE_CHECKING:
    from assessments.archive.models import Arrival
    from assessments.archive.queries import Elsewhere, WaitingArrival
    from portfolio.evidence.models import Evidence

blueprint = Blueprint("archive", "assessments.archive")
PORTFOLIO = Subject(find_portfolio, ARCHIVE_MAKE)
ARCHIVE = Subject(queries.archive, ARCHIVE_MAKE)
ARRIVAL = Subject(queries.arrival, ARRIVAL_READ)
SEEN_PORTFOLIO = Subject(find_portfolio, ARRIVAL_READ)


def arrived_with(evidence: Evidence) -> tuple[Arrival, bool] | None:
    """Give with which archive a testimony came that a witness signed elsewhere, and whether its page may be read."""
    row = queries.arrival_of_testimony(access.work().session, evidence)
    return None if row is None else (row, access.may(ARRIVAL_READ, row))


def submitted_elsewhere(evidence: Evidence) -> list[Elsewhere]:
    """Give what was submitted of a piece of evidence before it arrived, as far as its reader may see it."""
    return queries.history(access.work().session, evidence, mine=access.may(EVIDENCE_WRITE, evidence))


def arrivals_waiting() -> list[WaitingArrival]:
    """Give what waits for whoever reads the start page to accept it."""
    work = access.work()
    return queries.waiting_arrivals(work.session, work.actor)


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        arrived_with=arrived_with, arrivals_waiting=arrivals_waiting, submitted_elsewhere=submitted_elsewhere
    )
)
