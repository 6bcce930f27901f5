"""What an archive holds under which name, and whether it is what its provider signed: pure, no database."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

FORMAT, VERSION = "tystio-archive", 1
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
PORTFOLIO, LEDGER, HEADS, LEAP2A = "data/portfolio.json", "data/ledger.jsonl", "data/signed_heads.json", "leap2a.xml"
UNLISTED = {MANIFEST, SIGNATURE}
"""What the manifest cannot name: itself, and the signature on it."""
LONGEST_ID = 32
KEPT = 3
"""How many archives of a portfolio can be downloaded: the newest."""

AT_ONCE = 64 * 1024 * 1024
"""So many bytes that were never read are read while somebody waits; of more than that the worker makes the archive."""

ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "application/pdf": "pdf",
    "text/csv": "csv",
    "text/markdown": "md",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/flac": "flac",
    "audio/webm": "weba",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/ogg": "ogv",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
INERT = "txt"
"""The ending of what has none of these: nothing that a browser opens from a folder may run."""


def file_path(sha256: str, media_type: str) -> str:
    """Name a file by its content: names that people gave never become paths."""
    return f"files/{sha256}.{ENDINGS.get(media_type.partition(';')[0], INERT)}"


def fingerprint(
    title: str, words: str, happened_on: date | None, particulars: Mapping[str, str], files: Iterable[str]
) -> str:
    """Tell what a piece of evidence says and holds: its files by SHA-256, in their order."""
    said = [title, words, happened_on.isoformat() if happened_on else "", dict(particulars), list(files)]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are spelled alike, but for capitals and spaces."""
    alike = [unicodedata.normalize("NFC", name).casefold().split() for name in (one, other)]
    return alike[0] == alike[1]


@dataclass(frozen=True)
class Listed:
    """A file as the manifest lists it."""

    path: str
    size: int
    sha256: str


def manifest_text(about: Mapping[str, Any], files: Iterable[Listed]) -> bytes:
    """Write the manifest as it is signed: the files in order of their names."""
    listed = [vars(one) for one in sorted(files, key=lambda one: one.path)]
    said = {"format": FORMAT, "version": VERSION, **about, "files": listed}
    return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


class ArrivalStatus(StrEnum):
    """How what was decided elsewhere stands here."""

    WAITING = "waiting"
    ACCEPTED = "accepted"


class Left(StrEnum):
    """What of a piece of evidence was not taken in."""

    WITHDRAWN = "withdrawn"
    """The piece itself: it was withdrawn there."""
    HERE = "here"
    """The piece itself: it came before, just so, and is here still; what was decided since was taken."""
    TRANSLATION = "translation"
    """A translation beside it, when those were left; now they come with what was submitted."""


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong with an archive: a code, and the file or the entry that it is about."""

    code: str
    name: str = ""


class NotAnArchive(ValueError):
    """What was given is no archive at all, or one that cannot be read: a code says why."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code)
        self.code, self.name = code, name


def read_manifest(said: bytes) -> dict[str, Any]:
    """Read a manifest's text. Raises NotAnArchive."""
    try:
        found = json.loads(said)
        well = found["format"] == FORMAT and found["version"] == VERSION
        listed = [Listed(str(one["path"]), int(one["size"]), str(one["sha256"])) for one in found["files"]]
        ids = [*(found[part]["id"] for part in ("provider", "learner", "book")), found["archive"]]
        named = all(isinstance(one, str) and len(one) <= LONGEST_ID for one in ids)
        well = well and named and isinstance(found["book"]["seq"], int)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotAnArchive("manifest") from error
    if not well:
        raise NotAnArchive("manifest")
    return {**found, "files": listed}
