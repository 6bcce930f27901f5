"""Files in pieces, by the tus protocol: what came stays when a line breaks.

The protocol is version 1.0 (https://tus.io/protocols/resumable-upload). An upload is known by a signed token in its
address, which says whose it is and how long; what is here of it lies in the store alone. Once it is whole it is looked
into and kept as any other file, and the answer has the token by which a form may speak of it.
"""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from email.utils import format_datetime

from flask import Response, current_app, make_response, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from portfolio.config import Settings
from portfolio.core import contents
from portfolio.core.contents import Unacceptable
from portfolio.core.database import db
from portfolio.core.store import SWEPT_AFTER, KeptFile
from portfolio.core.store.parts import Busy, Elsewhere, Part
from portfolio.web import access, uploads
from portfolio.web.uploads import KeptUpload, RefusedUpload
from standards.foundation import Guarded

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"
KEPT = "Upload-Kept"
"""Our own header: the token of the file that the last piece made whole."""
LONGEST_NAME = 1000
NUMBER = re.compile(r"[0-9]{1,15}")
PROTOCOL = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}


@dataclass(frozen=True)
class Upload:
    """A file on its way, as its address says."""

    key: str
    account: int | None
    provider: int | None
    name: str
    length: int

    @property
    def part(self) -> Part:
        return uploads.store().part(str(self.provider), self.key, self.length)


def capabilities() -> dict[str, str]:
    """Say what is spoken here."""
    settings: Settings = current_app.extensions["settings"]
    return {
        "Tus-Resumable": VERSION,
        "Tus-Version": VERSION,
        "Tus-Extension": "creation,expiration,termination",
        "Tus-Max-Size": str(settings.max_file_bytes),
    }


def begin(subject: Guarded) -> tuple[Response, str | None]:
    """Begin an upload as its headers say; gives the answer, and the token for its address."""
    wrong = _wrong_version()
    if wrong is not None:
        return wrong, None
    length, name = _number("Upload-Length"), _name()
    if length is None or "Upload-Defer-Length" in request.headers:
        return _answer(400), None
    refused = _refused(name, length)
    if refused is not None:
        return _told(RefusedUpload(contents.clean_name(name), refused)), None
    account_id = access.work().actor.account_id
    upload = Upload(secrets.token_hex(16), account_id, subject.provider_id, name, length)
    upload.part.begin()
    return _answer(201, {"Upload-Offset": "0", **_expires()}), str(_tokens().dumps(asdict(upload)))


def _refused(name: str, length: int) -> str | None:
    settings: Settings = current_app.extensions["settings"]
    if contents.is_a_path(name):
        return "file-path"
    if length == 0:
        return "file-empty"
    return "file-too-big" if length > settings.max_file_bytes else None


def state(subject: Guarded, token: str) -> Response:
    """Say how much of an upload is here; of a whole one, by which token a form speaks of it."""
    wrong = _wrong_version()
    upload = _known(subject, token)
    if wrong is not None or upload is None:
        return wrong or _answer(404)
    said = upload.part.told()
    if said is not None:
        return _answer(200, {"Upload-Offset": str(upload.length), "Upload-Length": str(upload.length), KEPT: said})
    try:
        offset = upload.part.offset
    except FileNotFoundError:
        return _answer(404)
    return _answer(200, {"Upload-Offset": str(offset), "Upload-Length": str(upload.length), **_expires()})


def append(subject: Guarded, token: str) -> Response:
    """Take the next piece; the last one makes a file of the store of it. Nothing is asked of the database meanwhile."""
    upload, at = _known(subject, token), _number("Upload-Offset")
    db.session.rollback()
    wrong = _wrong_version()
    if wrong is not None or upload is None:
        return wrong or _answer(404)
    if request.mimetype != PIECE:
        return _answer(415)
    return _answer(400) if at is None else _taken(upload, at)


def _taken(upload: Upload, at: int) -> Response:
    part = upload.part
    try:
        offset = part.append(at, request.stream)
        kept = _keep(upload, part) if part.whole else None
    except FileNotFoundError:
        return _answer(404)
    except Elsewhere:
        return _answer(409)
    except Busy:
        return _answer(423)
    except Unacceptable as refused:
        part.end()
        return _told(RefusedUpload(contents.clean_name(upload.name), refused.code))
    more = {KEPT: kept.token} if kept else _expires()
    return _answer(204, {"Upload-Offset": str(offset), **more})


def _keep(upload: Upload, part: Part) -> KeptUpload:
    media_type = contents.inspect(part.path, upload.name)
    address = uploads.store().keep_part(part, str(upload.provider))
    name = contents.clean_name(upload.name, media_type)
    kept = KeptFile(name, address.sha256, upload.length, media_type)
    told = uploads.with_token(upload.account, upload.provider, kept)
    part.tell(told.token)
    return told


def end(subject: Guarded, token: str) -> Response:
    """Throw away what is here of an upload; a file of the store stays until it is swept."""
    wrong = _wrong_version()
    upload = _known(subject, token)
    if wrong is not None or upload is None:
        return wrong or _answer(404)
    upload.part.end()
    return _answer(204)


def _known(subject: Guarded, token: str) -> Upload | None:
    """Give the upload of an address, where it is the reader's own."""
    try:
        said = _tokens().loads(token, max_age=int(SWEPT_AFTER.total_seconds()))
    except BadSignature:
        return None
    upload = Upload(**said)
    mine = upload.account == access.work().actor.account_id and upload.provider == subject.provider_id
    return upload if mine else None


def _wrong_version() -> Response | None:
    return _answer(412, {"Tus-Version": VERSION}) if request.headers.get("Tus-Resumable") != VERSION else None


def _number(header: str) -> int | None:
    said = request.headers.get(header, "")
    return int(said) if NUMBER.fullmatch(said) else None


def _name() -> str:
    """Give the file's name as the sender says it, or none that says anything."""
    said = _metadata().get("filename", "").replace("\0", "")
    return said[:LONGEST_NAME] or "file"


def _metadata() -> Mapping[str, str]:
    found = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _space, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            continue
    return found


def _expires() -> dict[str, str]:
    gone = access.work().now + SWEPT_AFTER - timedelta(seconds=1)
    return {"Upload-Expires": format_datetime(gone, usegmt=True)}


def _told(refused: RefusedUpload) -> Response:
    """Refuse a file with a sentence for the person who sent it."""
    answer = _answer(413 if refused.code == "file-too-big" else 422)
    answer.set_data(refused.message)
    answer.mimetype = "text/plain"
    return answer


def _answer(status: int, headers: Mapping[str, str] | None = None) -> Response:
    answer = make_response("", status)
    answer.headers.update({**PROTOCOL, **(headers or {})})
    return answer


def _tokens() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.extensions["settings"].secret_key, salt="upload")
