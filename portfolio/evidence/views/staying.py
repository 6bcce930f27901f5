"""What is answered where evidence stays as it is, before anything is typed in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, jsonify, make_response, request

from portfolio.evidence import services
from portfolio.evidence.forms import AUTOSAVE
from portfolio.web.forms import sentence
from portfolio.web.pages import page
from standards.foundation import Refused

if TYPE_CHECKING:
    from portfolio.evidence.models import Evidence


def stays(evidence: Evidence) -> Response | None:
    """Answer why the words and files of evidence stay as they are; nothing where they may change."""
    try:
        services.check_own_words(evidence)
    except Refused as refused:
        return stays_because(evidence, refused)
    return None


def stays_because(evidence: Evidence, refused: Refused) -> Response:
    """Answer why evidence stays as it is."""
    why = sentence(refused.code, refused.values)
    if request.form.get("act") == AUTOSAVE:
        return make_response(jsonify(told=why), 409)
    return make_response(page("evidence/stays.html", evidence=evidence, why=why), 409)
