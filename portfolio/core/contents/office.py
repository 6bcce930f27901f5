"""The words of an office document and nothing else: no pictures, no layout, no formulas; run in the child process."""

from __future__ import annotations

import json
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from portfolio.core.contents.families import Unacceptable

MOST_SIGNS = 256 * 1024
"""How much of a document is read out; the whole is there to download."""
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAWN = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
NUMBER = re.compile(r"slide(\d+)\.xml")

Lines = Iterator[tuple[str, str]]
"""Each line of the document with the name of the part that it stands in: a sheet's name, a slide's number, or none."""


def read_words(path: Path) -> str:
    """Give parts with their lines as JSON, and whether there is more than this. Raises Unacceptable."""
    parts: list[tuple[str, list[str]]] = []
    left = MOST_SIGNS
    try:
        with zipfile.ZipFile(path) as package:
            for name, line in _lines(package):
                if not parts or parts[-1][0] != name:
                    parts.append((name, []))
                parts[-1][1].append(line[:left])
                left -= len(line) + 1
                if left <= 0:
                    break
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as broken:
        raise Unacceptable("file-broken") from broken
    return json.dumps({"parts": parts, "cut": left <= 0})


def _lines(package: zipfile.ZipFile) -> Lines:
    names = package.namelist()
    if "word/document.xml" in names:
        yield from _word(package)
    elif "xl/workbook.xml" in names:
        yield from _sheets(package)
    elif "content.xml" in names:
        yield from _open_document(package)
    else:
        yield from _slides(package, names)


def _elements(package: zipfile.ZipFile, name: str, *tags: str) -> Iterator[etree._Element]:
    """Give elements of a part as their ends are read, each forgotten when the next is asked for."""
    with package.open(name) as part:
        for _event, element in etree.iterparse(
            part, tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        ):
            yield element
            element.clear()


def _said(paragraph: etree._Element, text: str, tab: str = "", ends: tuple[str, ...] = ()) -> str:
    """Give what stands in a paragraph's runs of text."""
    found = paragraph.iter(text, *((tab,) if tab else ()), *ends)
    said = (one.text or "" if one.tag == text else "\t" if one.tag == tab else "\n" for one in found)
    return "".join(said).strip("\n")


def _word(package: zipfile.ZipFile) -> Lines:
    for paragraph in _elements(package, "word/document.xml", f"{WORD}p"):
        yield "", _said(paragraph, f"{WORD}t", f"{WORD}tab", (f"{WORD}br", f"{WORD}cr"))


def _slides(package: zipfile.ZipFile, names: list[str]) -> Lines:
    slides = {int(found[1]): name for name in names if (found := NUMBER.fullmatch(name.removeprefix("ppt/slides/")))}
    for number, name in sorted(slides.items()):
        for paragraph in _elements(package, name, f"{DRAWING}p"):
            yield str(number), _said(paragraph, f"{DRAWING}t", ends=(f"{DRAWING}br",))


def _sheets(package: zipfile.ZipFile) -> Lines:
    shared = _shared_words(package)
    targets = {one.get("Id"): one.get("Target") or "" for one in _all(package, "xl/_rels/workbook.xml.rels", PACKAGE)}
    sheets = [(one.get("name") or "", one.get(f"{RELATED}id")) for one in _all(package, "xl/workbook.xml", SHEET)]
    for name, key in sheets:
        if not key or key not in targets:
            continue
        target = posixpath.normpath(posixpath.join("/xl", targets[key])).lstrip("/")
        for row in _elements(package, target, f"{SHEET}row"):
            yield name, "\t".join(_cell(cell, shared) for cell in row.iter(f"{SHEET}c"))


def _all(package: zipfile.ZipFile, name: str, space: str) -> list[etree._Element]:
    found = etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
    return list(found.iter(f"{space}Relationship", f"{space}sheet"))


def _shared_words(package: zipfile.ZipFile) -> list[str]:
    """Give the words that cells speak of by number; beyond what is shown anyway none are needed."""
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    return [_said(one, f"{SHEET}t")[:MOST_SIGNS] for one in _elements(package, "xl/sharedStrings.xml", f"{SHEET}si")]


def _cell(cell: etree._Element, shared: list[str]) -> str:
    said = cell.findtext(f"{SHEET}v") or ""
    if cell.get("t") == "s":
        return shared[int(said)] if said.isdigit() and int(said) < len(shared) else ""
    return _said(cell, f"{SHEET}t") if cell.get("t") == "inlineStr" else said


def _open_document(package: zipfile.ZipFile) -> Lines:
    if b"spreadsheet" in package.read("mimetype"):
        for row in _elements(package, "content.xml", f"{TABLE}table-row"):
            cells = row.iter(f"{TABLE}table-cell")
            yield _name_above(row, f"{TABLE}table", TABLE), "\t".join(_whole(cell) for cell in cells)
        return
    for paragraph in _elements(package, "content.xml", f"{TEXT}p", f"{TEXT}h"):
        yield _name_above(paragraph, f"{DRAWN}page", DRAWN), _whole(paragraph)


def _whole(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _name_above(element: etree._Element, tag: str, space: str) -> str:
    above = next(element.iterancestors(tag), None)
    return (above.get(f"{space}name") or "") if above is not None else ""
