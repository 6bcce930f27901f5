"""Opening closed evidence: by a press that is recorded, for a quarter of an hour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, abort, make_response, redirect, request, url_for
from werkzeug.exceptions import HTTPException

from portfolio.evidence import queries, services
from portfolio.evidence.forms.people import OpenForm
from portfolio.evidence.policy import EVIDENCE_OPEN
from portfolio.evidence.views.blueprint import EVIDENCE, blueprint
from portfolio.web import access, locale
from portfolio.web.access import requires

if TYPE_CHECKING:
    from portfolio.evidence.models import Evidence
    from portfolio.evidence.queries import ServedFile, Sight

AFTER = {"judge": "judging.judge", "feedback": "judging.feedback"}
"""The pages that are gone on to from where it was opened, by what their forms say."""


@blueprint.route("/evidence/<id:evidence>/open", methods=["GET", "POST"])
@requires(EVIDENCE_OPEN, evidence=EVIDENCE)
def open_evidence(evidence: Evidence) -> Response:
    form, work = OpenForm(), access.work()
    # Whoever signs in again after their session ended is sent to the address that they had posted to.
    if request.method == "POST" and form.validate_on_submit():
        services.open_evidence(
            work, queries.portfolio_of(work.session, evidence), evidence, form.why.data or "", locale.language()
        )
    to = AFTER.get(form.to.data or "", "evidence.show")
    return make_response(redirect(url_for(to, evidence=evidence.public_id)))


def opening(evidence: Evidence) -> dict[str, Any]:
    """Give what a page needs to offer opening, where its reader may."""
    return {"open_form": OpenForm(formdata=None), "may_open": access.may(EVIDENCE_OPEN, evidence)}


def look_at(file: ServedFile) -> Sight:
    """Tell what the reader sees of a file, or send away whoever has not opened it."""
    work = access.work()
    seen = queries.sight_of_file(work.session, work.actor, file.public_id, work.now)
    if seen.hidden:
        _send_away(file)
    return seen


def _send_away(file: ServedFile) -> None:
    if not access.may(EVIDENCE_OPEN, file):
        abort(403)
    to = redirect(url_for("evidence.show", evidence=file.evidence))
    raise HTTPException(response=make_response(to))
