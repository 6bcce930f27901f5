"""What an archive holds under which name, and whether it is what its provider signed: pure, no database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

FORMAT, VERSION = "tystio-archive", 1
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
PORTFOLIO, LEDGER, HEADS, LEAP2A = "data/portfolio.json", "data/ledger.jsonl", "data/signed_heads.json", "leap2a.xml"
UNLISTED = {MANIFEST, SIGNATURE}
"""What the manifest cannot name: itself, and the signature on it."""
KEPT = 3
"""How many archives of a portfolio can be downloaded: the newest."""

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
        named = all(isinstance(found[part]["id"], str) for part in ("provider", "learner", "book"))
        well = well and named and isinstance(found["book"]["seq"], int) and isinstance(found["archive"], str)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotAnArchive("manifest") from error
    if not well:
        raise NotAnArchive("manifest")
    return {**found, "files": listed}
