"""The blueprint that all reports hang on."""

from flask import Blueprint

blueprint = Blueprint("reporting", "assessments.reporting")
