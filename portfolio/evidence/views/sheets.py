"""One piece of evidence on paper: a page to print, and the same as a tagged PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Response, abort, make_response, render_template, request

from portfolio.core import contents, paper
from portfolio.evidence import queries
from portfolio.evidence.forms import AI_WORDS
from portfolio.evidence.policy import EVIDENCE_READ
from portfolio.evidence.views.blueprint import EVIDENCE, blueprint
from portfolio.evidence.views.translations import working_in
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from portfolio.evidence.models import Evidence


@blueprint.get("/evidence/<id:evidence>/sheet")
@requires(EVIDENCE_READ, evidence=EVIDENCE)
def sheet(evidence: Evidence) -> Response:
    return page("evidence/sheet.html", **_sheet(evidence))


@blueprint.get("/evidence/<id:evidence>/sheet.pdf")
@requires(EVIDENCE_READ, evidence=EVIDENCE)
def sheet_pdf(evidence: Evidence) -> Response:
    told = _sheet(evidence)
    made = make_response(paper.pdf(render_template("evidence/_sheet.html", **told), locale.language()))
    made.headers["Content-Type"] = "application/pdf"
    named = f"{told['shown'].title or evidence.public_id}.pdf"
    made.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(named, safe='')}"
    return made


def _sheet(evidence: Evidence) -> dict[str, Any]:
    work = access.work()
    item = queries.item(work.session, work.actor, evidence)
    shown = item.revision(request.args.get("revision", type=int))
    if shown is None:
        abort(404)
    return {
        "evidence": evidence,
        "item": item,
        "shown": shown,
        "working": working_in(item),
        "claims": [one for one in item.claims if one.status not in {"draft", "set_aside"}],
        "ai_words": AI_WORDS,
        "family": contents.family_of,
    }
