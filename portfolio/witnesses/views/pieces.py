"""Files of a witness in pieces, by the tus protocol: the link alone gives the right, and what is here ends with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Response, request, url_for
from flask_babel import gettext as _

from portfolio.core import database
from portfolio.links.views import found
from portfolio.web import access, pieces, uploads
from portfolio.web.access import PUBLIC, requires
from portfolio.web.uploads import sender_of
from portfolio.witnesses import queries
from portfolio.witnesses.views.blueprint import blueprint

if TYPE_CHECKING:
    from portfolio.witnesses.models import WitnessRequest

UPLOADS = "/witness/<string:token>/uploads"
ENDPOINTS = {"witnesses.begin_upload", "witnesses.upload_state", "witnesses.append_upload", "witnesses.end_upload"}


def end_uploads(row: WitnessRequest) -> None:
    """Throw away what a witness began to send: the request is closed, and what arrived is in its evidence."""
    uploads.store().end_parts(sender_of(row, row.public_id).folder)


@blueprint.post(UPLOADS)
@requires(PUBLIC)
def begin_upload(token: str) -> Response:
    row, work = found(queries.by_token, token), access.work()
    if row is not None:
        # One at a time, so that two that begin at once are both counted; the link may have ended meanwhile.
        database.hold_portfolios(work.session, [row.portfolio_id])
        row = queries.by_token(work.session, token, work.now)
    if row is None:
        return _over()
    answer, upload = pieces.begin(sender_of(row, row.public_id))
    if upload is not None:
        answer.headers["Location"] = url_for("witnesses.upload_state", token=token, upload=upload)
    return answer


@blueprint.route(f"{UPLOADS}/<string:upload>", methods=["HEAD"])
@requires(PUBLIC)
def upload_state(token: str, upload: str) -> Response:
    row = found(queries.by_token, token)
    return _over() if row is None else pieces.state(sender_of(row, row.public_id), upload)


def _append(token: str, upload: str) -> Response:
    """Take a piece before anything is written to the database, which others want meanwhile."""
    row = found(queries.by_token, token)
    return _over() if row is None else pieces.append(sender_of(row, row.public_id), upload)


@blueprint.route(f"{UPLOADS}/<string:upload>", methods=["PATCH"])
@requires(PUBLIC, prepare=_append)
def append_upload(token: str, upload: str) -> Response:  # noqa: ARG001 what was looked at before
    return cast("Response", access.prepared())


@blueprint.delete(f"{UPLOADS}/<string:upload>")
@requires(PUBLIC)
def end_upload(token: str, upload: str) -> Response:
    row = found(queries.by_token, token)
    return _over() if row is None else pieces.end(sender_of(row, row.public_id), upload)


def _over() -> Response:
    return pieces.over(_("This link does not work"))


@blueprint.after_request
def speak_tus(answer: Response) -> Response:
    if request.endpoint in ENDPOINTS and request.method == "OPTIONS":
        answer.headers.update(pieces.capabilities())
    return answer
