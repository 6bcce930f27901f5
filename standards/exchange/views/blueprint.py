"""The blueprints of exchange: answers for programs speak JSON, their errors too."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from portfolio.web import access, errors
from standards.exchange.rules import Unanswerable

blueprint = Blueprint("exchange", "standards.exchange")
service = Blueprint("case", "standards.exchange.case", url_prefix="/ims/case/v1p1")
STATUS_CODES = {401: "unauthorised_request", 403: "forbidden", 404: "unknownobject", 429: "server_busy"}
UNEXPECTED = 500
SEALED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


def base() -> str:
    """Give the address of this installation, as everything that leaves names it."""
    return str(current_app.extensions["settings"].base_url).rstrip("/")


def as_json(value: Any, status: int = 200) -> Response:
    """Answer a program: no browser is to take it for a page."""
    answer = Response(json.dumps(value, ensure_ascii=False), status, mimetype="application/json")
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = SEALED
    return answer


def status_info(code: str, status: int, said: str) -> Response:
    """Answer with what CASE says of an error."""
    field = {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": code}
    info = {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": said,
        "imsx_codeMinor": {"imsx_codeMinorField": [field]},
    }
    return as_json(info, status)


def unanswerable(error: Unanswerable) -> Response:
    sentences = {
        "unknownobject": _("Nothing is known by this identifier."),
        "invalid_uuid": _("This is not a UUID: %(about)s", about=error.about),
        "invalid_sort_field": _("The list cannot be sorted by this: %(about)s", about=error.about),
        "invalid_selection_field": _("Nothing can be chosen by this: %(about)s", about=error.about),
    }
    return status_info(error.fault, error.status, sentences[error.fault])


def http_error(error: HTTPException) -> Response:
    access.step_back()
    status = error.code or UNEXPECTED
    otherwise = "internal_server_error" if status >= UNEXPECTED else "invalid_selection_field"
    return status_info(STATUS_CODES.get(status, otherwise), status, _("This cannot be answered."))


def nothing_here(error: HTTPException) -> Response:
    """Answer an address that no route has: below the service a program asks, who reads JSON."""
    return http_error(error) if request.path.startswith(f"{service.url_prefix}/") else errors.shown(error)


def unexpected(error: Exception) -> Response:
    current_app.logger.error("unexpected at %s %s", request.method, request.endpoint, exc_info=error)
    access.step_back()
    return status_info("internal_server_error", UNEXPECTED, _("Something went wrong here."))


service.register_error_handler(Unanswerable, unanswerable)
service.register_error_handler(HTTPException, http_error)
service.register_error_handler(Exception, unexpected)
service.app_errorhandler(404)(nothing_here)
