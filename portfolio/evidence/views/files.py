"""The files of evidence, only ever through the guard, and never as anything that a browser would run."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import quote

from flask import Response, abort, current_app, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wsgi import FileWrapper

from portfolio.config import Settings
from portfolio.core import contents, copies
from portfolio.core.clamd import Verdict
from portfolio.core.contents import Family, Occupied, Unacceptable
from portfolio.core.jobs import Handler
from portfolio.core.store import Address
from portfolio.evidence import services
from portfolio.evidence.policy import EVIDENCE_ORIGINAL, EVIDENCE_READ
from portfolio.evidence.views.blueprint import FILE, blueprint
from portfolio.evidence.views.opening import look_at
from portfolio.web import access, uploads
from portfolio.web.access import requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from portfolio.evidence.queries import ServedFile, Sight

SEALED = "sandbox; default-src 'none'"
ALONE = f"{SEALED}; style-src 'unsafe-inline'"
"""Browsers lay a picture out by styles of their own when it is opened alone."""
PLAYED = "sandbox allow-same-origin; default-src 'none'; media-src 'self'; style-src 'unsafe-inline'"
"""A browser asks again for each part of a recording that it plays alone, and as a stranger it would get none."""
IN_OUR_FRAME = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""Browsers show no PDF in a sandbox; their own viewer runs nothing of a document's in our name."""
BLOCK = 64 * 1024
MOST_TEXT = 256 * 1024
"""How much of a text is shown on a page; the whole is there to download."""


class Checked(Protocol):
    """A file with what the virus check found in it."""

    @property
    def verdict(self) -> str | None: ...


class Held(Checked, Protocol):
    """A file that a revision holds, as any page names it."""

    @property
    def sha256(self) -> str: ...
    @property
    def media_type(self) -> str: ...


@blueprint.get("/files/<id:file>")
@requires(EVIDENCE_READ, file=FILE)
def download(file: ServedFile) -> Response:
    seen = look_at(file)
    return _kept_nowhere(given_out(file), seen)


def given_out(file: ServedFile) -> Response:
    """Send a file to keep: to others than its owner without place and device, and to nobody while it is held back."""
    held = _held_back(file)
    if held is not None:
        return held
    if copies.kind_of(file.media_type) and not access.may(EVIDENCE_ORIGINAL, file):
        return _copy(file, SEALED, "attachment")
    return _original(file, SEALED, "attachment")


@blueprint.get("/files/<id:file>/view")
@requires(EVIDENCE_READ, file=FILE)
def view(file: ServedFile) -> Response:
    seen = look_at(file)
    return _kept_nowhere(shown_in_place(file), seen)


def shown_in_place(file: ServedFile) -> Response:
    """Send what a page shows of a file, or say why there is nothing to send."""
    return _held_back(file) or SHOWN[contents.family_of(file.media_type)](file)


def _kept_nowhere(response: Response, seen: Sight) -> Response:
    """Let no browser keep what was closed beyond the time for which it was opened."""
    if seen.closed:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def held_back(file: Checked, *, original: bool) -> str | None:
    """Tell why a file is not given out: it waits for the virus check, was too long for it, or was found infected.

    While it waits, and where it was too long, its owner has it all the same, knowing what it is.
    """
    if file.verdict == Verdict.INFECTED:
        return "infected"
    settings: Settings = current_app.extensions["settings"]
    if original or settings.clamd is None or file.verdict == Verdict.CLEAN:
        return None
    return "waiting" if file.verdict is None else "unchecked"


def _held_back(file: ServedFile) -> Response | None:
    mine = access.may(EVIDENCE_ORIGINAL, file)
    why = held_back(file, original=mine)
    return None if why is None else _refused(file, why, 503 if why == "waiting" else 403, original=mine)


def _text_page(file: ServedFile) -> Response:
    return page("evidence/text.html", file=file, words=_text(file))


def _words_page(file: ServedFile) -> Response:
    """Show what an office document says: no browser opens one, and nothing of it but words comes to the page."""
    try:
        words = contents.read_words(uploads.store().path(_address(file)))
    except Unacceptable:
        words = contents.Words([], cut=False)
    return page("evidence/words.html", file=file, words=words)


def _document(file: ServedFile) -> Response:
    return _original(file, IN_OUR_FRAME, "inline")


def _nothing(_file: ServedFile) -> Response:
    """Show nothing of a document that would run programs: it is there to download."""
    abort(404)


def _picture(file: ServedFile) -> Response:
    return _copy(file, ALONE, "inline")


def _recording(file: ServedFile) -> Response:
    """Play the copy, to its owner too: browsers move about in it where they cannot in what they recorded."""
    mine = access.may(EVIDENCE_ORIGINAL, file)
    if mine and not uploads.store().copy_path(_address(file), copies.CLEAN).exists():
        return _original(file, PLAYED, "inline")
    return _copy(file, PLAYED, "inline")


SHOWN: dict[Family, Callable[[ServedFile], Response]] = {
    Family.IMAGE: _picture,
    Family.PDF: _document,
    Family.ACTING: _nothing,
    Family.OFFICE: _words_page,
    Family.TEXT: _text_page,
    Family.AUDIO: _recording,
    Family.VIDEO: _recording,
}


def make_copy(session: Session, data: Mapping[str, Any]) -> None:  # noqa: ARG001 a job's session; nothing is asked of it
    """Make the copy of a recording that others get, before they want it."""
    with suppress(Unacceptable, FileNotFoundError):
        copies.made(uploads.store(), Address(str(data["provider"]), data["sha256"]), data["type"])


JOBS: dict[str, Handler] = {services.MAKE_COPY: make_copy}


def not_given(file: Held, provider_id: int, *, original: bool) -> str | None:
    """Tell why somebody gets nothing of a file, where that is so."""
    held = held_back(file, original=original)
    if held or original:
        return held
    address = Address(str(provider_id), file.sha256)
    return "never" if copies.refused(uploads.store(), address, file.media_type) else None


def being_checked(file: Checked) -> bool:
    """Tell whether a file is its owner's alone until the virus check is through with it."""
    return held_back(file, original=False) == "waiting"


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        not_given=not_given, being_checked=being_checked, has_copy=copies.kind_of
    )
)


def _address(file: ServedFile) -> Address:
    return Address(str(file.provider_id), file.sha256)


def _original(file: ServedFile, policy: str, disposition: str) -> Response:
    path = uploads.store().path(_address(file))
    return _sent(path, Told(file.name, file.media_type, file.sha256), policy, disposition)


def _copy(file: ServedFile, policy: str, disposition: str) -> Response:
    """Send what others get of a photograph or recording, or say why there is nothing to send."""
    try:
        path = copies.made(uploads.store(), _address(file), file.media_type)
    except FileNotFoundError:
        abort(404)
    except Unacceptable:
        return _refused(file, "never", 403)
    except Occupied:
        return _refused(file, "later", 503)
    media_type = copies.type_of_copy(file.media_type)
    name = contents.name_of_copy(file.name, _("without place and device"), media_type)
    return _sent(path, Told(name, media_type, f"{file.sha256}-copy"), policy, disposition)


def _refused(file: ServedFile, why: str, status: int, *, original: bool = False) -> Response:
    response = page("evidence/not_given.html", file=file, why=why, original=original)
    response.status_code = status
    if status == 503:
        response.headers["Retry-After"] = "60"
    return response


class Told(NamedTuple):
    """What is told of bytes that are sent."""

    name: str
    media_type: str
    tag: str


def _sent(path: Path, told: Told, policy: str, disposition: str) -> Response:
    """Send a file, or the part of it that was asked for."""
    try:
        opened = path.open("rb")
    except FileNotFoundError:
        abort(404)
    size = os.fstat(opened.fileno()).st_size
    response = Response(FileWrapper(opened, BLOCK), content_type=told.media_type, direct_passthrough=True)
    response.content_length = size
    response.set_etag(told.tag)
    _seal(response, policy)
    response.headers["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(told.name, safe='')}"
    try:
        response.make_conditional(request.environ, accept_ranges=True, complete_length=size)
    except RequestedRangeNotSatisfiable:
        opened.close()
        raise
    return response


def seal_picture(response: Response) -> Response:
    """Let a picture of ours be shown and nothing else come of it."""
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
