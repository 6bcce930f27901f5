"""The blueprint that all pages about learners hang on, and what their addresses name."""

from __future__ import annotations

from flask import Blueprint

from portfolio.learning import queries
from portfolio.learning.policy import PORTFOLIO_READ
from portfolio.web.access import Subject

blueprint = Blueprint("learning", "portfolio.learning")
PORTFOLIO = Subject(queries.portfolio, PORTFOLIO_READ)
ENROLMENT = Subject(queries.enrolment, PORTFOLIO_READ)
