"""PDF, and the office formats that are zips: looked into without unpacking more than a limit allows."""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from portfolio.core.contents.actions import acts_by_itself
from portfolio.core.contents.families import ACTING, ODF, OOXML, TYPES, Unacceptable
from portfolio.core.contents.relations import check_relations

MOST_INSIDE = 512 * 1024 * 1024
MOST_PARTS = 10_000
MOST_TIMES = 100
"""How many times its packed size a part may have."""
SMALL = 1024 * 1024
"""A part up to this size may be packed as tightly as it likes."""
BLOCK = 1024 * 1024
ENCRYPTED = 0x1
MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": f"{OOXML}.wordprocessingml.document",
    b"spreadsheetml.sheet.main+xml": f"{OOXML}.spreadsheetml.sheet",
    b"presentationml.presentation.main+xml": f"{OOXML}.presentationml.presentation",
    b"presentationml.slideshow.main+xml": f"{OOXML}.presentationml.presentation",
}
PROGRAMS = ("vbaproject.bin", "vbadata.xml", "/activex/", "basic/", "scripts/", "macrosheets/")
PROGRAM_TYPES = (b"macroEnabled", b"vbaProject", b"activeX")


def inspect_pdf(path: Path) -> str:
    """Give the media type of a PDF that has pages. Raises Unacceptable."""
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unacceptable("file-locked")
        if not len(reader.pages):
            raise Unacceptable("file-broken")
        return ACTING if acts_by_itself(reader) else "application/pdf"
    except (PyPdfError, ValueError, KeyError, AttributeError, TypeError, IndexError, RecursionError) as broken:
        raise Unacceptable("file-broken") from broken


def inspect_zip(path: Path) -> str:
    """Give the media type of an office document. Raises Unacceptable for every other zip."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            _check_listing(parts)
            media_type = _type_of(package)
            _check_programs(package, parts)
            check_relations(package, parts)
            for part in parts:
                _unpack(package, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as broken:
        raise Unacceptable("file-broken") from broken
    return media_type


def _check_listing(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_INSIDE:
        raise Unacceptable("file-too-much-inside")
    for part in parts:
        if part.file_size > SMALL and part.file_size > MOST_TIMES * max(part.compress_size, 1):
            raise Unacceptable("file-too-much-inside")
        if part.flag_bits & ENCRYPTED:
            raise Unacceptable("file-locked")
        climbs = part.filename.startswith("/") or "\\" in part.filename or ".." in part.filename.split("/")
        if climbs or stat.S_ISLNK(part.external_attr >> 16):
            raise Unacceptable("file-broken")


def _type_of(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "[Content_Types].xml" in names:
        said = _beginning(package, "[Content_Types].xml")
        found = next((media_type for mark, media_type in MAIN_PARTS.items() if mark in said), None)
        if found is None and any(mark in said for mark in PROGRAM_TYPES):
            raise Unacceptable("file-macros")
    elif "mimetype" in names:
        found = _beginning(package, "mimetype").decode("ascii", "replace").strip()
        found = found if found.startswith(ODF) and found in TYPES else None
    else:
        found = None
    if found is None:
        raise Unacceptable("file-type")
    return found


def _check_programs(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    names = [f"/{part.filename.lower()}" for part in parts]
    # Only the folder itself counts for what stands at the top: a picture may well lie in "my scripts/".
    within = any(mark.strip("/") in name.split("/") for name in names for mark in PROGRAMS)
    said = _beginning(package, "[Content_Types].xml") if "[Content_Types].xml" in package.namelist() else b""
    if within or any(mark in said for mark in PROGRAM_TYPES):
        raise Unacceptable("file-macros")


def _beginning(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(BLOCK)


def _unpack(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part through, which checks its sum; headers lie, so what comes out is counted."""
    read = 0
    with package.open(part) as opened:
        while block := opened.read(BLOCK):
            read += len(block)
            if read > part.file_size:
                raise Unacceptable("file-too-much-inside")
