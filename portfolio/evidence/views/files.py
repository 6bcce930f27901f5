"""The files of evidence, only ever through the guard, and never as anything that a browser would run."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response, abort, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wsgi import FileWrapper

from portfolio.core import contents
from portfolio.core.contents import Family
from portfolio.core.store import Address
from portfolio.evidence.policy import EVIDENCE_READ
from portfolio.evidence.views.blueprint import FILE, blueprint
from portfolio.web import uploads
from portfolio.web.access import requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from portfolio.evidence.queries import ServedFile

SEALED = "sandbox; default-src 'none'"
ALONE = f"{SEALED}; style-src 'unsafe-inline'"
"""Browsers lay a picture, or a film, out by styles of their own when it is opened alone."""
IN_OUR_FRAME = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""Browsers show no PDF in a sandbox; their own viewer runs nothing of a document's in our name."""
BLOCK = 64 * 1024
MOST_TEXT = 256 * 1024
"""How much of a text is shown on a page; the whole is there to download."""


@blueprint.get("/files/<id:file>")
@requires(EVIDENCE_READ, file=FILE)
def download(file: ServedFile) -> Response:
    return _sent(file, file.media_type, SEALED, "attachment")


@blueprint.get("/files/<id:file>/view")
@requires(EVIDENCE_READ, file=FILE)
def view(file: ServedFile) -> Response:
    family = contents.family_of(file.media_type)
    if family is Family.OFFICE:
        abort(404)
    if family is Family.IMAGE:
        return _picture(file)
    if family is Family.TEXT:
        return page("evidence/text.html", file=file, words=_text(file))
    return _sent(file, file.media_type, IN_OUR_FRAME if family is Family.PDF else ALONE, "inline")


def _address(file: ServedFile) -> Address:
    return Address(str(file.provider_id), file.sha256)


def _sent(file: ServedFile, media_type: str, policy: str, disposition: str) -> Response:
    """Send a file, or the part of it that was asked for."""
    try:
        opened = uploads.store().open(_address(file))
    except FileNotFoundError:
        abort(404)
    response = Response(FileWrapper(opened, BLOCK), content_type=media_type, direct_passthrough=True)
    response.content_length = file.size
    response.set_etag(file.sha256)
    _seal(response, policy)
    response.headers["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(file.name, safe='')}"
    try:
        response.make_conditional(request.environ, accept_ranges=True, complete_length=file.size)
    except RequestedRangeNotSatisfiable:
        opened.close()
        raise
    return response


def _picture(file: ServedFile) -> Response:
    """Send the picture alone, made anew: nothing that came with it."""
    store, address = uploads.store(), _address(file)
    shown = store.preview_path(address)
    if not shown.exists():
        try:
            with store.put_preview(address) as part:
                contents.make_preview(store.path(address), part)
        except contents.Unacceptable:
            abort(404)
    response = Response(shown.read_bytes(), content_type="image/jpeg")
    _seal(response, ALONE)
    response.headers["Content-Disposition"] = "inline"
    return response


def _seal(response: Response, policy: str) -> None:
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-cache"


def _text(file: ServedFile) -> str:
    charset = file.media_type.partition("charset=")[2] or "utf-8"
    try:
        with uploads.store().open(_address(file)) as opened:
            return opened.read(MOST_TEXT).decode(charset, "replace").removeprefix("\ufeff")
    except FileNotFoundError:
        abort(404)
