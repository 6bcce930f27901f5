"""Files in pieces, by the tus protocol: what came stays when a line breaks.

The protocol is version 1.0 (https://tus.io/protocols/resumable-upload). An upload is known by a signed token in its
address, which says whose it is and how long; what is here of it lies in the store alone. Once it is whole it is looked
into and kept as any other file, and the answer has the token by which a form may speak of it. A server that is stopped
in the middle of that leaves the whole upload, or the word of what became of it: the next who asks finishes it.
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
from portfolio.core.store import SWEPT_AFTER, Address, KeptFile
from portfolio.core.store.disk import Busy
from portfolio.core.store.parts import Elsewhere, Part
from portfolio.web import access, uploads
from portfolio.web.uploads import MOST_BY_LINK, RefusedUpload, Sender

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"
KEPT = "Upload-Kept"
"""Our own header: the token of the file that the last piece made whole."""
LONGEST_NAME = 1000
LARGEST_BY_LINK = 2
"""All that comes by one link may have so many times as many bytes as the largest file."""
NUMBER = re.compile(r"[0-9]{1,15}")
PROTOCOL = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}


@dataclass(frozen=True)
class Upload:
    """A file on its way, as its address says."""

    key: str
    account: int | str | None
    """An account's number, or what a link leads to."""
    provider: int | None
    name: str
    length: int

    @property
    def sender(self) -> Sender:
        return Sender(self.account, self.provider)

    @property
    def part(self) -> Part:
        return uploads.store().part(self.sender.folder, self.key, self.length)


def capabilities() -> dict[str, str]:
    """Say what is spoken here."""
    settings: Settings = current_app.extensions["settings"]
    return {
        "Tus-Resumable": VERSION,
        "Tus-Version": VERSION,
        "Tus-Extension": "creation,expiration,termination",
        "Tus-Max-Size": str(settings.max_file_bytes),
    }


def begin(sender: Sender) -> tuple[Response, str | None]:
    """Begin an upload as its headers say; gives the answer, and the token for its address."""
    wrong = _wrong_version()
    if wrong is not None:
        return wrong, None
    length, name = _number("Upload-Length"), _name()
    if length is None or "Upload-Defer-Length" in request.headers:
        return _answer(400), None
    refused = _refused(name, length) or _link_full(sender, length)
    if refused is not None:
        return _told(RefusedUpload(contents.clean_name(name), refused)), None
    upload = Upload(f"{length}x{secrets.token_hex(16)}", sender.whose, sender.provider, name, length)
    upload.part.begin()
    return _answer(201, {"Upload-Offset": "0", **_expires()}), str(_tokens().dumps(asdict(upload)))


def _refused(name: str, length: int) -> str | None:
    settings: Settings = current_app.extensions["settings"]
    if contents.is_a_path(name):
        return "file-path"
    if length == 0:
        return "file-empty"
    return "file-too-big" if length > settings.max_file_bytes else None


def _link_full(sender: Sender, length: int) -> str | None:
    """Tell whether a link has had its share of the store: of files, and of bytes announced."""
    if not sender.by_link:
        return None
    settings: Settings = current_app.extensions["settings"]
    begun = [int(name.partition("x")[0]) for name in uploads.store().begun(sender.folder)]
    full = len(begun) >= MOST_BY_LINK or sum(begun) + length > LARGEST_BY_LINK * settings.max_file_bytes
    return "file-link-full" if full else None


def over(sentence: str) -> Response:
    """Refuse all that comes by a link that does not work, with a sentence for whoever has it."""
    answer = _answer(410)
    answer.set_data(sentence)
    answer.mimetype = "text/plain"
    return answer


def state(sender: Sender, token: str) -> Response:
    """Say how much of an upload is here; of a whole one, by which token a form speaks of it."""
    wrong = _wrong_version()
    upload = _known(sender, token)
    if wrong is not None or upload is None:
        return wrong or _answer(404)
    db.session.rollback()
    answer = _answered(upload, None)
    if KEPT in answer.headers or "Upload-Expires" in answer.headers:
        answer.headers["Upload-Length"] = str(upload.length)
        answer.status_code = 200
    return answer


def append(sender: Sender, token: str) -> Response:
    """Take the next piece; the last one makes a file of the store of it. Nothing is asked of the database meanwhile."""
    upload, at = _known(sender, token), _number("Upload-Offset")
    db.session.rollback()
    wrong = _wrong_version()
    if wrong is not None or upload is None:
        return wrong or _answer(404)
    if request.mimetype != PIECE:
        return _answer(415)
    return _answer(400) if at is None else _answered(upload, at)


def _answered(upload: Upload, at: int | None) -> Response:
    """Take the piece from a place, where one came; say how much is here, and of a whole file that it is kept."""
    try:
        offset, kept = _come(upload, at)
    except FileNotFoundError:
        return _answer(404)
    except Elsewhere:
        return _answer(409)
    except Busy:
        return _answer(423)
    except Unacceptable as refused:
        upload.part.end()
        return _told(RefusedUpload(contents.clean_name(upload.name), refused.code))
    more = {KEPT: kept} if kept else _expires()
    return _answer(204, {"Upload-Offset": str(offset), **more})


def _come(upload: Upload, at: int | None) -> tuple[int, str | None]:
    """Give how much is here then, and the token of what is whole; whoever has sent everything may ask for it again."""
    if at is not None and at != upload.length:
        upload.part.append(at, request.stream)
    kept = _kept(upload)
    if kept is None and at == upload.length:
        raise Elsewhere
    return (upload.length, kept) if kept else (upload.part.offset, None)


def _kept(upload: Upload) -> str | None:
    """Keep a file of which everything is here, unless that was done before; gives its token, none for one not whole."""
    part = upload.part
    try:
        if not part.whole:
            return None
        with part.held():
            return _keep(upload, part)
    except FileNotFoundError:
        # It is in the store, since before or by somebody else just now; or it never was here.
        said = part.told()
        if said is None:
            raise
        return said


def _keep(upload: Upload, part: Part) -> str:
    media_type = contents.inspect(part.path, upload.name)
    address = Address(str(upload.provider), part.sha256())
    name = contents.clean_name(upload.name, media_type)
    kept = KeptFile(name, address.sha256, upload.length, media_type)
    token = uploads.with_token(upload.sender, kept).token
    part.tell(token)
    uploads.store().keep_part(part, address)
    return token


def end(sender: Sender, token: str) -> Response:
    """Throw away what is here of an upload; a file of the store stays until it is swept."""
    wrong = _wrong_version()
    upload = _known(sender, token)
    if wrong is not None or upload is None:
        return wrong or _answer(404)
    # What a link brought whole into the store counts for it as long as it lies there.
    if not (sender.by_link and upload.part.told()):
        upload.part.end()
    return _answer(204)


def _known(sender: Sender, token: str) -> Upload | None:
    """Give the upload of an address, where it is the sender's own."""
    try:
        said = _tokens().loads(token, max_age=int(SWEPT_AFTER.total_seconds()))
    except BadSignature:
        return None
    upload = Upload(**said)
    return upload if upload.sender == sender else None


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
