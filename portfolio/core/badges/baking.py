"""Badges inside of pictures, as Open Badges 3.0 puts them there: PNG in a text chunk, SVG in an element."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from lxml import etree

PNG = b"\x89PNG\r\n\x1a\n"
HEAD = 25
"""Bytes of the chunk that every PNG begins with."""
KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
ELEMENT = f"{{{NAMESPACE}}}credential"
SVG_NAMESPACE = "http://www.w3.org/2000/svg"
SVG = f"{{{SVG_NAMESPACE}}}svg"


class NotBaked(ValueError):
    """There is no badge to be read in what was sent: a code that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def bake_png(picture: bytes, badge: str) -> bytes:
    """Put a badge into a PNG that has none, before its pixels."""
    return with_chunk(picture, chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + badge.encode()))


def with_chunk(picture: bytes, added: bytes) -> bytes:
    """Put a chunk into a PNG behind its head."""
    head = len(PNG) + HEAD
    return picture[:head] + added + picture[head:]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bake_svg(picture: str, badge: str) -> str:
    """Put a badge into an SVG as the first thing in it."""
    root = etree.fromstring(picture.encode(), _parser())
    element = etree.Element(ELEMENT, nsmap={"openbadges": NAMESPACE})
    element.text = etree.CDATA(badge)
    root.insert(0, element)
    return etree.tostring(root, encoding="unicode")


def unbaked(sent: bytes) -> str:
    """Give the badge in a picture, or the text that was sent. Raises NotBaked."""
    if sent.startswith(PNG):
        return _from_png(sent)
    try:
        text = sent.decode("utf-8-sig").strip()
    except UnicodeDecodeError as broken:
        raise NotBaked("badge-not-json") from broken
    return _from_svg(text) if text.startswith("<") else text


def _from_png(sent: bytes) -> str:
    found = [data for kind, data in _chunks(sent) if kind == b"iTXt" and data.split(b"\0", 1)[0] == KEYWORD]
    if len(found) != 1:
        raise NotBaked("badge-not-in-picture" if not found else "badge-twice-in-picture")
    rest = found[0][len(KEYWORD) + 1 :]
    if rest[:1] != b"\0":
        raise NotBaked("badge-not-in-picture")
    _language, _translated, text = rest[2:].split(b"\0", 2)
    return text.decode()


def _chunks(sent: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(PNG)
    while place + 12 <= len(sent):
        (length,) = struct.unpack(">I", sent[place : place + 4])
        if place + 12 + length > len(sent):
            return
        yield sent[place + 4 : place + 8], sent[place + 8 : place + 8 + length]
        place += 12 + length


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False)


def _from_svg(text: str) -> str:
    try:
        root = etree.fromstring(text.encode(), _parser())
    except etree.XMLSyntaxError as broken:
        raise NotBaked("badge-not-in-picture") from broken
    found, dtd = root.findall(ELEMENT), root.getroottree().docinfo.internalDTD
    if root.tag != SVG or (dtd is not None and dtd.entities()) or not found:
        raise NotBaked("badge-not-in-picture")
    if len(found) > 1:
        raise NotBaked("badge-twice-in-picture")
    return (found[0].get("verify") or found[0].text or "").strip()
