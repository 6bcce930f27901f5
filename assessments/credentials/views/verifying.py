"""The pages on which anybody checks a credential: by its address, or by sending it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from flask import Response, abort, request
from pyld import jsonld

from assessments.credentials import checking, queries
from assessments.credentials.forms import UNREADABLE, VERDICTS, VerifyForm
from assessments.credentials.views.blueprint import blueprint, language_of
from portfolio.core import contents
from portfolio.core.badges.opening import looked_into
from portfolio.core.contents import Unacceptable
from portfolio.core.journal import failures_since
from portfolio.core.store import Incoming
from portfolio.people.services import PER_ADDRESS
from portfolio.web import access, uploads
from portfolio.web.access import PUBLIC, requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from assessments.credentials.checking import Result
    from assessments.credentials.models import Credential


BROKEN = "file-broken"
"""What the child says of something that it ended over."""


@dataclass(frozen=True)
class Looked:
    """What was sent, looked into; or a code that says why it could not be."""

    found: dict[str, Any]
    wrong: str = ""
    detail: str = ""


def _look() -> Looked:
    """Let a child process look into what was sent, before anything else is done."""
    work = access.work()
    if PER_ADDRESS.wait(failures_since(work.session, _whose(), work.now - PER_ADDRESS.window), work.now):
        abort(429)
    work.session.rollback()
    sent, pasted = request.files.get("file"), request.form.get("pasted", "").strip()
    if sent is not None and sent.filename:
        return _looked_into(cast("Incoming", sent.stream))
    if not pasted:
        return Looked({}, "badge-none")
    with uploads.store().receive() as incoming:
        incoming.write(pasted.encode())
        return _looked_into(incoming)


def _whose() -> str:
    """Give what somebody's badges that take too long count against."""
    return f"verify:{request.remote_addr}"


def _looked_into(incoming: Incoming) -> Looked:
    if incoming.too_big:
        return Looked({}, "badge-too-big")
    incoming.settle()
    try:
        found = contents.read_badge(incoming.path)
    except Unacceptable as refused:
        return Looked({}, refused.code)
    return Looked({}, found["refused"], found["detail"]) if "refused" in found else Looked(found)


@blueprint.route("/verify", methods=["GET", "POST"])
@requires(PUBLIC, prepare=_look)
def verify() -> Response:
    form, result = VerifyForm(), None
    if form.validate_on_submit():
        looked, work = cast("Looked", access.prepared()), access.work()
        if looked.wrong == BROKEN:
            access.journal().count_failure(_whose(), work.now)
        if looked.wrong:
            form.refuse(str(UNREADABLE[looked.wrong]) % {"detail": looked.detail})
        else:
            result = checking.check(work.session, looked.found, work.now)
    return page("credentials/verify.html", form=form, **_words(result))


@blueprint.get("/credentials/<id:credential>/<string:edition>")
@requires(PUBLIC)
def public(credential: str, edition: str) -> Response:
    """Show a credential that its learner shows, checked anew each time."""
    language, work = language_of(edition), access.work()
    row: Credential = queries.shown_credential(work.session, credential) or abort(404)
    try:
        looked = looked_into(json.loads(row.edition(language)))
    except (ValueError, jsonld.JsonLdError):
        abort(404)
    result = checking.check(work.session, looked, work.now)
    other = "en" if language == "cy" else "cy"
    return page("credentials/public.html", row=row, edition=language, other=other, **_words(result))


def _words(result: Result | None) -> dict[str, Any]:
    if result is None:
        return {"result": None}
    heading, meaning = VERDICTS[result.verdict]
    return {"result": result, "heading": heading, "meaning": meaning}
