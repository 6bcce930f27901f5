"""A Word document is a zip of XML parts: opened without unpacking more than a limit allows."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from standards.reading.formats.extract import Unfit

MOST_PARTS = 5_000
MOST_INSIDE = 200_000_000
LARGEST_PART = 16_000_000
"""A tree in memory is some ten times as big as its XML."""
MOST_TIMES = 200
SMALL = 1_000_000
ENCRYPTED = 0x1
TYPES_PART = "[Content_Types].xml"
DOCUMENT_TYPES = (b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml")
PROGRAM_TYPES = (b"macroenabled", b"vbaproject", b"activex")
PROGRAMS = ("vbaproject.bin", "vbadata.xml", "/activex/")
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True)
class Relationship:
    """What a part refers to: `kind` is the last word of the type."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of an office document; raises Unfit for every zip that is none, or that could do harm."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self._check_listing()
        except zipfile.BadZipFile as broken:
            raise Unfit("broken", format=".docx") from broken
        self.names = {part.filename.lower(): part.filename for part in self._zip.infolist()}
        self._check_kind()

    def bytes_of(self, name: str, most: int = LARGEST_PART) -> bytes:
        """Unpack a part; headers lie, so what comes out is counted."""
        try:
            with self._zip.open(self.names[name.lower()]) as part:
                content = part.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError) as broken:
            raise Unfit("broken", format=".docx") from broken
        if len(content) > most:
            raise Unfit("too-much-inside")
        return content

    def tree(self, name: str) -> etree._Element:
        """Parse a part. A type definition has no place in it: entities are never resolved."""
        content = self.bytes_of(name)
        for strict, usual in STRICT:
            content = content.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as broken:
            raise Unfit("entities" if b"<!DOCTYPE" in content else "broken", format=".docx") from broken
        if root.getroottree().docinfo.internalDTD is not None:
            raise Unfit("entities")
        return root

    def has(self, name: str) -> bool:
        return name.lower() in self.names

    def relationships(self, name: str) -> list[Relationship]:
        """Give what a part refers to, "" for the package itself; targets inside as names of parts."""
        folder, base = posixpath.split(name)
        listing = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(listing):
            return []
        return [
            Relationship(
                each.get("Type", "").rsplit("/", 1)[-1],
                posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))[1:],
                each.get("TargetMode", "") == "External",
            )
            for each in self.tree(listing).iter(f"{RELATIONSHIPS}Relationship")
        ]

    def _check_listing(self) -> None:
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_INSIDE:
            raise Unfit("too-much-inside")
        for part in parts:
            if part.file_size > SMALL and part.file_size > MOST_TIMES * max(part.compress_size, 1):
                raise Unfit("too-much-inside")
            if part.flag_bits & ENCRYPTED:
                raise Unfit("encrypted")

    def _check_kind(self) -> None:
        if not self.has(TYPES_PART):
            raise Unfit("format-unsupported", format="ZIP")
        types = self.bytes_of(TYPES_PART, SMALL).lower()
        programs = any(mark in f"/{name}" for name in self.names for mark in PROGRAMS)
        if programs or any(mark in types for mark in PROGRAM_TYPES):
            raise Unfit("macros")
        if not any(mark in types for mark in DOCUMENT_TYPES):
            raise Unfit("format-unsupported", format="Office Open XML (.xlsx, .pptx)")
