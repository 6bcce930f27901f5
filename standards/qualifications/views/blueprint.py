"""The blueprint that all pages of qualifications hang on, and what their addresses name."""

from __future__ import annotations

from flask import Blueprint

from portfolio.web.access import Subject
from standards.qualifications import queries
from standards.qualifications.policy import QUALIFICATIONS_READ

blueprint = Blueprint("qualifications", "standards.qualifications")
A_QUALIFICATION = Subject(queries.qualification, QUALIFICATIONS_READ)
