"""Reads a Leap2A feed, alone or in a ZIP, into plain entries; run only in the child process."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from portfolio.core.contents.families import Unacceptable

ATOM, RDF = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMES = ("leap2a.xml", "leap2.xml", "leap.xml")
"""Where in a ZIP the feed is; exports of Mahara know all three."""
MOST_BYTES = 20 * 1024 * 1024
MOST_ENTRIES = 5000
MOST_WORDS = 100_000
BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "br", "tr", "blockquote"}


def read_feed(path: Path) -> str:
    """Give the entries of a feed as JSON. Raises Unacceptable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(_bytes(path), parser)
    except etree.XMLSyntaxError as error:
        raise Unacceptable("file-broken") from error
    entries = root.findall(f"{ATOM}entry")
    if root.tag != f"{ATOM}feed" or root.getroottree().docinfo.internalDTD is not None or len(entries) > MOST_ENTRIES:
        raise Unacceptable("file-type")
    return json.dumps([_entry(one, root.get(XML_LANG)) for one in entries])


def _bytes(path: Path) -> bytes:
    if not zipfile.is_zipfile(path):
        if path.stat().st_size > MOST_BYTES:
            raise Unacceptable("file-too-much-inside")
        return path.read_bytes()
    with zipfile.ZipFile(path) as opened:
        known = {info.filename: info for info in opened.infolist()}
        name = next((one for one in NAMES if one in known), None)
        if name is None:
            raise Unacceptable("file-type")
        with opened.open(name) as file:
            found = file.read(MOST_BYTES + 1)
    if len(found) > MOST_BYTES:
        raise Unacceptable("file-too-much-inside")
    return found


def _entry(entry: etree._Element, language: str | None) -> dict[str, Any]:
    of_type = entry.find(f"{RDF}type")
    said = (of_type.get(f"{RDF}resource") or "") if of_type is not None else ""
    categories = [(one.get("scheme") or "", one.get("term") or "") for one in entry.findall(f"{ATOM}category")]
    links = entry.findall(f"{ATOM}link")
    return {
        "title": (entry.findtext(f"{ATOM}title") or "").strip()[:200],
        "type": said.rpartition(":")[2].rpartition("/")[2],
        "day": (entry.findtext(f"{ATOM}published") or entry.findtext(f"{ATOM}updated") or "")[:10],
        "language": (entry.get(XML_LANG) or language or "")[:2],
        "words": _words(entry)[:MOST_WORDS],
        "selection": next((term for scheme, term in categories if "selection_type" in scheme), ""),
        "files": [one.get("href") or "" for one in links if one.get("rel") == "enclosure"],
    }


def _words(entry: etree._Element) -> str:
    """Give what an entry says, its blocks as paragraphs; marks of style are let go."""
    found = entry.find(f"{ATOM}content")
    summary = entry.findtext(f"{ATOM}summary") or ""
    if found is None:
        return summary.strip()
    said = "".join(_pieces(found))
    paragraphs = (" ".join(part.split()) for part in said.split("\0"))
    return "\n\n".join(part for part in paragraphs if part) or summary.strip()


def _pieces(node: etree._Element) -> Iterator[str]:
    if not isinstance(node.tag, str):
        return
    block = etree.QName(node).localname in BLOCKS
    yield "\0" if block else ""
    yield node.text or ""
    for child in node:
        yield from _pieces(child)
        yield child.tail or ""
    yield "\0" if block else ""
