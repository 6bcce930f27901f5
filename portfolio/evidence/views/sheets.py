"""One piece of evidence on paper: a page to print, and the same as a tagged PDF."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from portfolio.core import contents, copies, paper
from portfolio.core.contents import Family, Occupied, Unacceptable
from portfolio.core.store import Address
from portfolio.evidence import queries
from portfolio.evidence.forms import AI_WORDS
from portfolio.evidence.policy import EVIDENCE_ORIGINAL, EVIDENCE_READ
from portfolio.evidence.views.blueprint import EVIDENCE, blueprint
from portfolio.evidence.views.files import not_given
from portfolio.evidence.views.translations import working_in
from portfolio.web import access, locale, uploads
from portfolio.web.access import requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from portfolio.evidence.models import Evidence
    from portfolio.evidence.queries import ShownFile, ShownRevision

MOST_PICTURES = 24
"""How many photographs a document shows; of the others their names stand in it."""


@blueprint.get("/evidence/<id:evidence>/sheet")
@requires(EVIDENCE_READ, evidence=EVIDENCE)
def sheet(evidence: Evidence) -> Response:
    return page("evidence/sheet.html", **_sheet(evidence))


@blueprint.get("/evidence/<id:evidence>/sheet.pdf")
@requires(EVIDENCE_READ, evidence=EVIDENCE)
def sheet_pdf(evidence: Evidence) -> Response:
    told = _sheet(evidence)
    html = render_template("evidence/_sheet.html", **told)
    made = make_response(paper.pdf(html, locale.language(), _copies(evidence, told["pictures"])))
    made.headers["Content-Type"] = "application/pdf"
    named = f"{told['shown'].title or evidence.public_id}.pdf"
    made.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(named, safe='')}"
    return made


def _pictures(evidence: Evidence, shown: ShownRevision) -> list[ShownFile]:
    """Give the photographs that the sheet shows: those that its reader may look at."""
    original = access.may(EVIDENCE_ORIGINAL, evidence)
    photographs = [one for one in shown.files if contents.family_of(one.media_type) is Family.IMAGE]
    return [one for one in photographs if not not_given(one, evidence.provider_id, original=original)][:MOST_PICTURES]


def _copies(evidence: Evidence, pictures: Iterable[ShownFile]) -> dict[str, Path]:
    """Give the copies of photographs that a document shows, by the address at which the page does."""
    found: dict[str, Path] = {}
    for file in pictures:
        with suppress(FileNotFoundError, Unacceptable, Occupied):
            kept = Address(str(evidence.provider_id), file.sha256)
            found[url_for("evidence.view", file=file.public_id)] = copies.made(uploads.store(), kept, file.media_type)
    return found


def _sheet(evidence: Evidence) -> dict[str, Any]:
    work = access.work()
    item = queries.item(work.session, work.actor, evidence, work.now)
    shown = item.revision(request.args.get("revision", type=int))
    if shown is None:
        abort(404)
    if shown.hidden:
        # Its page says so, and offers to open it.
        raise HTTPException(response=make_response(redirect(url_for("evidence.show", evidence=evidence.public_id))))
    return {
        "evidence": evidence,
        "item": item,
        "shown": shown,
        "pictures": _pictures(evidence, shown),
        "working": working_in(item),
        "claims": [one for one in item.claims if one.status not in {"draft", "set_aside"}],
        "ai_words": AI_WORDS,
    }
