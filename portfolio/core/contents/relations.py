"""What an office document takes from elsewhere when it is opened: a template or an object of another computer."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from urllib.parse import unquote

from lxml import etree

from portfolio.core.contents.families import Unacceptable

LARGEST = 4 * 1024 * 1024
ENDING = ".rels"
FETCHED = frozenset({"attachedtemplate", "oleobject", "frame", "subdocument", "afchunk"})
"""Relationships that office programs follow by themselves and run or take in what they find.

Links are followed by people; linked pictures and workbooks stand in honest documents and bring no programs.
"""
WEB = re.compile(r"(?:https?|ftps?|webdav|dav):")
HOST = re.compile(r"//([^/]+)")


def check_relations(package: zipfile.ZipFile, parts: Iterable[zipfile.ZipInfo]) -> None:
    """Check that a document fetches nothing from the internet by itself. Raises Unacceptable."""
    for part in parts:
        if part.filename.lower().endswith(ENDING):
            if part.file_size > LARGEST:
                raise Unacceptable("file-too-much-inside")
            with package.open(part) as opened:
                _check(opened.read(LARGEST))


def _check(said: bytes) -> None:
    try:
        root = etree.fromstring(said, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as broken:
        raise Unacceptable("file-broken") from broken
    # The format knows no declarations of entities: who makes some means harm.
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unacceptable("file-broken")
    for one in root.iter("{*}Relationship"):
        kind = (one.get("Type") or "").rpartition("/")[2].lower()
        if kind in FETCHED and is_elsewhere(one.get("Target") or ""):
            raise Unacceptable("file-remote")


def is_elsewhere(target: str) -> bool:
    """Tell whether an address leads out to the internet: not to a folder here, nor to a server of the college's own.

    A template of one's own computer or of the workplace is named in every document that was made with it.
    """
    plain = unquote(target).strip().lower().replace("\\", "/")
    if WEB.search(plain):
        return True
    # Three strokes after `file:` name a folder of this computer; two, or more than three, a server.
    place = plain.removeprefix("file:")
    if plain.startswith("file:///") and not place.startswith("////"):
        return False
    found = HOST.match("//" + place.lstrip("/") if place.startswith("//") else "")
    host = found[1] if found else ""
    return bool(re.search(r"[.:@\[]", host)) or host.isdigit()
