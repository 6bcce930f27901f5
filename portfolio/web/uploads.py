"""Files that people send: straight into the store while they arrive, and kept when a form has to be shown again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO, Any, cast

from flask import Flask, Request, current_app, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict

from portfolio.config import MEGABYTE, Settings
from portfolio.core import contents
from portfolio.core.contents import Unacceptable
from portfolio.core.database import db
from portfolio.core.store import Address, FolderStore, Incoming, KeptFile
from portfolio.web import access, forms
from standards.foundation import Guarded

TOKEN_FIELD = "kept_file"  # noqa: S105 the name of a field, not a secret
TOKEN_SECONDS = 12 * 3600
"""A form with files may lie open for so long; the store sweeps later than that."""
MOST_FILES = 50
MOST_BY_LINK = 20
"""So many files come by a link to somebody without an account, those in pieces counted over all its time."""
RAW_NAME = re.compile(r';\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"', re.IGNORECASE)

MESSAGES = {
    "file-empty": _l("“%(name)s” is empty. Choose it again, or leave it out."),
    "file-too-big": _l("“%(name)s” is too big. A file may have at most %(most)s MB."),
    "file-type": _l(
        "“%(name)s” is not a kind of file that can be used here. Use a photograph (JPEG, PNG, WebP or GIF), a PDF, "
        "a Word, Excel, PowerPoint or OpenDocument file, plain text, sound or video."
    ),
    "file-broken": _l("“%(name)s” cannot be opened: it is damaged or not what its name says. Save it again and retry."),
    "file-locked": _l("“%(name)s” is locked by a password. Save it without one, then choose it again."),
    "file-macros": _l("“%(name)s” holds macros or programs. Save it without them, for example as PDF."),
    "file-remote": _l(
        "“%(name)s” takes a template or an object from the internet when it is opened. Save it as PDF, or without them."
    ),
    "file-too-much-inside": _l("“%(name)s” unpacks to more than can be opened safely. Make it smaller and retry."),
    "file-path": _l("“%(name)s” came with a path for a name. Rename the file, then choose it again."),
    "file-gone": _l("“%(name)s” was sent too long ago. Choose it again."),
    "file-link-full": _l(
        "“%(name)s” was left out: this link takes no more files. Send those that have arrived, and give the rest to "
        "whoever asked you."
    ),
    "file-too-many": _l("“%(name)s” was left out: there were too many files at once. Add it in a second step."),
}


def most_megabytes() -> int:
    """Give how big a file may be here."""
    settings: Settings = current_app.extensions["settings"]
    return settings.max_file_bytes // MEGABYTE


@dataclass(frozen=True)
class Sender:
    """Who sends files, and the provider whose they will be: an account, or all who hold a link to what it leads to."""

    whose: int | str | None
    """An account's number, or the random id of what a link leads to."""
    provider: int | None

    @property
    def by_link(self) -> bool:
        return isinstance(self.whose, str)

    @property
    def folder(self) -> str:
        """Where the store has what comes in pieces: apart for each link, so that it can be counted and thrown away."""
        return f"{self.provider}by{self.whose}" if self.by_link else str(self.provider)


def sender_of(subject: Guarded, link: str = "") -> Sender:
    """Give who sends files for a subject: whoever is signed in or, whoever that is, the holder of a link."""
    return Sender(link or access.work().actor.account_id, subject.provider_id)


@dataclass(frozen=True)
class KeptUpload(KeptFile):
    """A file in the store, and the token by which the next form may speak of it."""

    token: str


@dataclass(frozen=True)
class RefusedUpload:
    """A file that was not kept, and why."""

    name: str
    code: str

    @property
    def message(self) -> str:
        most = most_megabytes()
        return str(MESSAGES[self.code]) % {"name": self.name, "most": most}


@dataclass
class Received:
    """What came with a form: now or with the forms before it."""

    kept: list[KeptUpload] = field(default_factory=list)
    refused: list[RefusedUpload] = field(default_factory=list)

    @property
    def messages(self) -> list[str]:
        """Say which files were not kept, why, and that the others were."""
        said = [one.message for one in self.refused]
        if said and self.kept:
            said.append(str(_("The other files are kept: you need not choose them again.")))
        return said


class Said(ImmutableMultiDict[str, Any]):
    """What an address or a form says, without the sign that PostgreSQL keeps in no text and nobody types."""

    def __init__(self, mapping: Iterable[tuple[str, Any]] = ()) -> None:
        pairs = mapping.items(multi=True) if isinstance(mapping, MultiDict) else mapping
        super().__init__([(_without_nul(name), _without_nul(value)) for name, value in pairs])


def _without_nul(said: Any) -> Any:
    return said.replace("\0", "") if isinstance(said, str) else said


class UploadRequest(Request):
    """A request whose files are written to the store's incoming area as they arrive, and hashed on the way."""

    parameter_storage_class = Said

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        self.arriving: list[Incoming] = []

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if not filename:
            return super()._get_file_stream(total_content_length, content_type, filename, content_length)
        incoming = store().receive()
        self.arriving.append(incoming)
        return cast("IO[bytes]", incoming)

    def close(self) -> None:
        """Leave nothing of what was not kept, however the request ended."""
        super().close()
        for incoming in self.arriving:
            incoming.close()


def install(app: Flask, files: FolderStore) -> None:
    app.request_class = UploadRequest
    app.extensions["store"] = files
    files.sweep_incoming()


def store() -> FolderStore:
    return cast("FolderStore", current_app.extensions["store"])


def receive(**subjects: Guarded) -> Received:
    """Keep the files of a POST: what the guard runs before the write transaction, as a view's `prepare`."""
    return receive_from(sender_of(next(one for one in subjects.values() if hasattr(one, "provider_id"))))


def receive_from(sender: Sender) -> Received:
    """Keep the files that somebody sends with a form."""
    # Nothing is read any more while files are looked into.
    db.session.rollback()
    return _received(sender)


def _received(sender: Sender) -> Received:
    received = sent_before(request.form, sender)
    _keep_all(received, sender)
    return received


def held_files(sender: Sender) -> list[tuple[str, str]]:
    """Keep the files of a form that came too late; gives the fields that stand for them in the held form."""
    return [(TOKEN_FIELD, one.token) for one in _received(sender).kept]


def shown(subject: Guarded, link: str = "") -> Received:
    """Give the files that the form on this page speaks of: just received, or held since a session ended."""
    prepared = access.prepared()
    if isinstance(prepared, Received):
        return prepared
    held = forms.held_form()
    return sent_before(held or MultiDict(), sender_of(subject, link))


def sent_before(fields: MultiDict[str, str], sender: Sender) -> Received:
    """Read the tokens of files that came with an earlier form of the same sender; others' count for nothing."""
    received = Received()
    for token in dict.fromkeys(fields.getlist(TOKEN_FIELD)):
        try:
            # A token too old is still worth its file's name.
            said, made = _tokens().loads(token, return_timestamp=True)
        except BadSignature:
            continue
        if Sender(said["account"], said["provider"]) != sender:
            continue
        address = Address(str(sender.provider), said["sha256"])
        if (access.work().now - made).total_seconds() > TOKEN_SECONDS or not store().renew(address):
            received.refused.append(RefusedUpload(said["name"], "file-gone"))
            continue
        kept = KeptUpload(said["name"], said["sha256"], said["size"], said["type"], token)
        received.kept.append(kept)
    return received


def _keep_all(received: Received, sender: Sender) -> None:
    for sent in _sent_files():
        name = _sent_name(sent)
        try:
            _check_number(received, sender)
            received.kept.append(_keep(sent, name, sender))
        except Unacceptable as refused:
            shown_name = contents.clean_name(name)
            received.refused.append(RefusedUpload(shown_name, refused.code))


def _check_number(received: Received, sender: Sender) -> None:
    if sender.by_link and len(received.kept) >= MOST_BY_LINK:
        raise Unacceptable("file-link-full")
    if len(received.kept) >= MOST_FILES:
        raise Unacceptable("file-too-many")


def _sent_files() -> Iterable[FileStorage]:
    return (one for _field, files in request.files.lists() for one in files if one.filename)


def _sent_name(sent: FileStorage) -> str:
    """Give the name as it came: the parser takes a backslash for an escape and drops it, and with it a path."""
    said = RAW_NAME.search(sent.headers.get("Content-Disposition", ""))
    raw = said[1].replace('\\"', '"') if said else ""
    return raw if "\\" in raw else sent.filename or ""


def _keep(sent: FileStorage, name: str, sender: Sender) -> KeptUpload:
    incoming = cast("Incoming", sent.stream)
    if contents.is_a_path(name):
        raise Unacceptable("file-path")
    return with_token(sender, keep(incoming, name, sender.provider))


def keep(incoming: Incoming, name: str, provider_id: int | None) -> KeptFile:
    """Look into what has arrived whole, in the child process, and keep it in the store. Raises Unacceptable."""
    if incoming.too_big:
        raise Unacceptable("file-too-big")
    incoming.settle()
    media_type = contents.inspect(incoming.path, name)
    address = store().keep(incoming, str(provider_id))
    return KeptFile(contents.clean_name(name, media_type), address.sha256, incoming.size, media_type)


def with_token(sender: Sender, kept: KeptFile) -> KeptUpload:
    """Give a file of the store with the token by which a form of the same sender may speak of it."""
    said = {
        "account": sender.whose,
        "provider": sender.provider,
        "name": kept.name,
        "sha256": kept.sha256,
        "size": kept.size,
        "type": kept.media_type,
    }
    return KeptUpload(kept.name, kept.sha256, kept.size, kept.media_type, str(_tokens().dumps(said)))


def _tokens() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.extensions["settings"].secret_key, salt="kept-file")
