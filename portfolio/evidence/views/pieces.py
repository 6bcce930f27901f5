"""Files for evidence in pieces, by the tus protocol: begun, gone on with after a broken line, given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Response, request, url_for

from portfolio.evidence.policy import EVIDENCE_WRITE
from portfolio.evidence.views.blueprint import PORTFOLIO, blueprint
from portfolio.web import access, pieces
from portfolio.web.access import requires
from portfolio.web.uploads import sender_of

if TYPE_CHECKING:
    from portfolio.learning.models import Portfolio

UPLOADS = "/portfolios/<id:portfolio>/uploads"
ENDPOINTS = {"evidence.begin_upload", "evidence.upload_state", "evidence.append_upload", "evidence.end_upload"}


@blueprint.post(UPLOADS)
@requires(EVIDENCE_WRITE, portfolio=PORTFOLIO)
def begin_upload(portfolio: Portfolio) -> Response:
    answer, token = pieces.begin(sender_of(portfolio))
    if token is not None:
        answer.headers["Location"] = url_for("evidence.upload_state", portfolio=portfolio.public_id, upload=token)
    return answer


@blueprint.route(f"{UPLOADS}/<string:upload>", methods=["HEAD"])
@requires(EVIDENCE_WRITE, portfolio=PORTFOLIO)
def upload_state(portfolio: Portfolio, upload: str) -> Response:
    return pieces.state(sender_of(portfolio), upload)


def _append(portfolio: Portfolio, upload: str) -> Response:
    """Take a piece before anything is written to the database, which others want meanwhile."""
    return pieces.append(sender_of(portfolio), upload)


@blueprint.route(f"{UPLOADS}/<string:upload>", methods=["PATCH"])
@requires(EVIDENCE_WRITE, prepare=_append, portfolio=PORTFOLIO)
def append_upload(portfolio: Portfolio, upload: str) -> Response:  # noqa: ARG001 what the guard looked at
    return cast("Response", access.prepared())


@blueprint.delete(f"{UPLOADS}/<string:upload>")
@requires(EVIDENCE_WRITE, portfolio=PORTFOLIO)
def end_upload(portfolio: Portfolio, upload: str) -> Response:
    return pieces.end(sender_of(portfolio), upload)


@blueprint.after_request
def speak_tus(answer: Response) -> Response:
    if request.endpoint in ENDPOINTS and request.method == "OPTIONS":
        answer.headers.update(pieces.capabilities())
    return answer
