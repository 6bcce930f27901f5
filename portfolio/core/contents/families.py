"""The types of file that are taken, in families that are looked into alike."""

from __future__ import annotations

from enum import StrEnum

import filetype

HEAD = 8192
"""How much of the beginning of a file tells what it claims to be."""


class Unacceptable(Exception):
    """A file is not taken: a code that the pages put into words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Occupied(Exception):
    """As many files as may be are being worked on; the same may be asked again in a while."""


class Family(StrEnum):
    IMAGE = "image"
    PDF = "pdf"
    OFFICE = "office"
    ACTING = "acting"
    """PDF with programs in it: for downloading alone."""
    TEXT = "text"
    AUDIO = "audio"
    VIDEO = "video"


OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"

TYPES: dict[str, tuple[Family, tuple[str, ...]]] = {
    "image/jpeg": (Family.IMAGE, (".jpg", ".jpeg", ".jpe", ".jfif")),
    "image/png": (Family.IMAGE, (".png",)),
    "image/webp": (Family.IMAGE, (".webp",)),
    "image/gif": (Family.IMAGE, (".gif",)),
    "application/pdf": (Family.PDF, (".pdf",)),
    f"{OOXML}.wordprocessingml.document": (Family.OFFICE, (".docx",)),
    f"{OOXML}.spreadsheetml.sheet": (Family.OFFICE, (".xlsx",)),
    f"{OOXML}.presentationml.presentation": (Family.OFFICE, (".pptx",)),
    f"{ODF}.text": (Family.OFFICE, (".odt",)),
    f"{ODF}.spreadsheet": (Family.OFFICE, (".ods",)),
    f"{ODF}.presentation": (Family.OFFICE, (".odp",)),
    "text/plain": (Family.TEXT, (".txt", ".text")),
    "text/markdown": (Family.TEXT, (".md", ".markdown")),
    "text/csv": (Family.TEXT, (".csv",)),
    "audio/mpeg": (Family.AUDIO, (".mp3",)),
    "audio/mp4": (Family.AUDIO, (".m4a", ".mp4")),
    "audio/wav": (Family.AUDIO, (".wav",)),
    "audio/ogg": (Family.AUDIO, (".ogg", ".oga", ".opus")),
    "audio/flac": (Family.AUDIO, (".flac",)),
    "audio/webm": (Family.AUDIO, (".weba", ".webm")),
    "video/mp4": (Family.VIDEO, (".mp4", ".m4v")),
    "video/quicktime": (Family.VIDEO, (".mov", ".qt")),
    "video/webm": (Family.VIDEO, (".webm",)),
    "video/ogg": (Family.VIDEO, (".ogv",)),
}
ACTING = "application/pdf; programs=1"
"""The type of a PDF that a viewer would run something of: a mark of ours, which others pass over."""
EXTENSIONS = tuple(sorted({extension for _family, extensions in TYPES.values() for extension in extensions}))
PICTURES_OF_OTHERS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis", b"crx ")
"""Brands of the same container as MP4 that hold photographs we cannot decode."""

LOOKED_INTO = {
    "image/jpeg": "image",
    "image/png": "image",
    "image/webp": "image",
    "image/gif": "image",
    "application/pdf": "pdf",
    "application/zip": "zip",
    "audio/mpeg": "mp3",
    "audio/x-wav": "wav",
    "audio/ogg": "ogg",
    "video/ogg": "ogg",
    "audio/x-flac": "flac",
    "video/webm": "webm",
    "video/x-matroska": "webm",
}
"""What the beginning of a file suggests → the way in which it is looked into."""


def family_of(media_type: str) -> Family:
    """Give the family of a type that was taken; of its parameters only our own mark matters."""
    if media_type == ACTING:
        return Family.ACTING
    return TYPES[media_type.partition(";")[0]][0]


def way_into(head: bytes) -> str | None:
    """Tell how to look into a file that begins like this; none for text and for what is not taken."""
    if head[4:8] == b"ftyp":
        return None if head[8:12] in PICTURES_OF_OTHERS else "mp4"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    return LOOKED_INTO.get(filetype.guess_mime(head) or "")
