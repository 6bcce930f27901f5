"""The blueprint of archives, and what their addresses name."""

from flask import Blueprint

from assessments.archive import queries
from assessments.archive.policy import ARCHIVE_MAKE, ARRIVAL_READ
from portfolio.learning.queries import portfolio as find_portfolio
from portfolio.web.access import Subject

blueprint = Blueprint("archive", "assessments.archive")
PORTFOLIO = Subject(find_portfolio, ARCHIVE_MAKE)
ARCHIVE = Subject(queries.archive, ARCHIVE_MAKE)
ARRIVAL = Subject(queries.arrival, ARRIVAL_READ)
SEEN_PORTFOLIO = Subject(find_portfolio, ARRIVAL_READ)
