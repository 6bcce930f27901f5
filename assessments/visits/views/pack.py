"""The centre's papers for a visit: a page a section, and all of them as one file to take away."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from flask import Response, abort, current_app, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from assessments.visits import queries
from assessments.visits.forms import NOT_KEPT, SECTION_FILES, SECTION_NOTES, SECTION_WORDS
from assessments.visits.policy import VISIT_PACK
from assessments.visits.rules import OpeningKind, Section, since_of
from assessments.visits.views.blueprint import VISIT, blueprint, note_opening
from assessments.visits.views.papers import Papers, Table
from portfolio.config import ROOT
from portfolio.core.laid_out_zip import LaidOutZip, Member
from portfolio.core.tabular import csv_lines
from portfolio.core.work import LONDON
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.filters import words
from portfolio.web.pages import page, page_asked
from standards.paging import Paged, page_of, skipped

if TYPE_CHECKING:
    from assessments.visits.queries import ExternalVisit

ROWS_A_PAGE = 100
POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
"""Whatever words the contents page shows, nothing in it runs and nothing leaves it."""


@blueprint.get("/visits/<id:visit>/pack")
@requires(VISIT_PACK, visit=VISIT)
def pack(visit: ExternalVisit) -> Response:
    note_opening(OpeningKind.PACK, visit)
    return page("visits/pack.html", visit=visit, since=_since(visit), not_kept=NOT_KEPT)


@blueprint.get("/visits/<id:visit>/pack/<section>")
@requires(VISIT_PACK, visit=VISIT)
def papers(visit: ExternalVisit, section: str) -> Response:
    if section not in set(Section):
        abort(404)
    note_opening(OpeningKind.PACK, visit, section)
    since = _since(visit)
    table = Papers(access.work(), visit, since).table(Section(section))
    number = page_of(page_asked(), len(table.rows), ROWS_A_PAGE)
    start = skipped(number, ROWS_A_PAGE)
    shown = Paged(tuple(table.rows[start : start + ROWS_A_PAGE]), len(table.rows), number, ROWS_A_PAGE)
    return page(
        "visits/papers.html",
        visit=visit,
        section=section,
        since=since,
        heads=table.heads,
        shown=shown,
        page_url=_address(visit, section, since),
    )


def _address(visit: ExternalVisit, section: str, since: date) -> Callable[[int], str]:
    def address(number: int) -> str:
        said = since.isoformat()
        return url_for("visits.papers", visit=visit.public_id, section=section, since=said, page=number)

    return address


def _since(visit: ExternalVisit) -> date:
    work = access.work()
    try:
        asked = date.fromisoformat(request.args.get("since", ""))
    except ValueError:
        asked = None
    return since_of(asked, queries.last_before(work.session, visit), visit.starts, work.today)


@blueprint.get("/visits/<id:visit>/pack.zip")
@requires(VISIT_PACK, visit=VISIT)
def pack_file(visit: ExternalVisit) -> Response:
    """Send all sections as CSV with a page of contents: in the reader's language, as things stand now."""
    note_opening(OpeningKind.DOWNLOAD, visit)
    work = access.work()
    said = Papers(work, visit, _since(visit))
    tables = {section: said.table(section) for section in Section}
    files = {_("contents") + ".html": _contents(said, tables).encode()}
    files |= {_file(section): b"".join(csv_lines(one.heads, one.rows)) for section, one in tables.items()}
    members = [Member(name, len(held), zlib.crc32(held)) for name, held in files.items()]
    laid = LaidOutZip(members, work.now.astimezone(LONDON))
    # As whole as it is small: a download that breaks off is begun again.
    held = b"".join(laid.stream(lambda member: io.BytesIO(files[member.name])))
    response = Response(held, mimetype="application/zip")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = f'attachment; filename="{_name(visit)}"'
    return response


def _file(section: Section) -> str:
    return f"{SECTION_FILES[section]}.csv"


def _name(visit: ExternalVisit) -> str:
    work = access.work()
    centre = words(queries.provider_of(work.session, visit).name)
    said = _("visit-%(number)s-%(centre)s-%(day)s", number=visit.number, centre=centre, day=work.today.isoformat())
    return re.sub(r"[^A-Za-z0-9]+", "-", said).strip("-").lower() + ".zip"


def _contents(papers: Papers, tables: dict[Section, Table]) -> str:
    work, visit = papers.work, papers.visit
    return current_app.jinja_env.get_template("visits/contents.html").render(
        language=locale.language(),
        policy=POLICY,
        style=_style(),
        visit=visit,
        provider=queries.provider_of(work.session, visit).name,
        since=papers.since,
        made=work.now.astimezone(LONDON),
        sections=[
            (SECTION_WORDS[one], SECTION_NOTES[one], _file(one), len(table.rows)) for one, table in tables.items()
        ],
        not_kept=NOT_KEPT,
    )


@cache
def _style() -> Markup:
    """Give the style of pages that stand alone, as archives have it."""
    said = (ROOT / "static" / "archive" / "archive.css").read_text(encoding="utf-8")
    return Markup("<style>\n{}</style>").format(Markup(said))  # noqa: S704 ours
