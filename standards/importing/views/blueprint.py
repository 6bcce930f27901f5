"""The blueprint that all pages of imports hang on, and what their addresses name."""

from __future__ import annotations

from flask import Blueprint

from portfolio.web.access import Subject
from standards.importing import queries
from standards.library.policy import STANDARDS_PUBLISH

blueprint = Blueprint("importing", "standards.importing")
AN_IMPORT = Subject(queries.one_import, STANDARDS_PUBLISH)
ONE = "/standards/imports/<id:given>"
