"""A standard as a file: for another system in the language that was chosen, or whole for another Tystio."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Response, request

from portfolio.web import access, locale
from portfolio.web.access import Subject, requires
from standards.exchange import queries
from standards.exchange.queries import FORMATS, Stored
from standards.exchange.views.blueprint import base, blueprint
from standards.foundation import LANGUAGES, Language
from standards.library.policy import STANDARDS_READ
from standards.library.queries import standard as by_public_id

if TYPE_CHECKING:
    from standards.library.models import Standard

A_STANDARD = Subject(by_public_id, STANDARDS_READ)


def _chosen(standard: Standard) -> tuple[Stored, Language]:
    """Give the standard as it leaves, and the language: as asked, as the reader's, or the only one that it has."""
    (stored,) = queries.stored(access.work().session, [standard])
    asked = request.args.get("text")
    wanted: Language = next((one for one in LANGUAGES if one == asked), locale.language())
    return stored, stored.nearest(wanted)


def _file(standard: Standard, form: str, media_type: str, ending: str) -> Response:
    stored, language = _chosen(standard)
    content = FORMATS[form](stored, language, base())
    name = re.sub(r"[^\w.-]+", "-", f"{stored.row.urn}-{stored.row.edition}-{language}.{ending}", flags=re.ASCII)
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Language"] = language
    return answer


@blueprint.get("/standards/<id:standard>/case.json")
@requires(STANDARDS_READ, standard=A_STANDARD)
def case_file(standard: Standard) -> Response:
    return _file(standard, "case", "application/json", "json")


@blueprint.get("/standards/<id:standard>/moodle.csv")
@requires(STANDARDS_READ, standard=A_STANDARD)
def moodle_file(standard: Standard) -> Response:
    return _file(standard, "moodle", "text/csv", "csv")


@blueprint.get("/standards/<id:standard>/mahara.matrix")
@requires(STANDARDS_READ, standard=A_STANDARD)
def mahara_file(standard: Standard) -> Response:
    return _file(standard, "mahara", "application/json", "matrix")


@blueprint.get("/standards/<id:standard>/standard.yaml")
@requires(STANDARDS_READ, standard=A_STANDARD)
def yaml_file(standard: Standard) -> Response:
    """Give a version as the file that `tystio standards load` and the import take."""
    return _file(standard, "yaml", "application/yaml", "yaml")
