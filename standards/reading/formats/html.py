"""A web page: block elements are lines, lists keep the marks that a browser prints, furniture is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from standards.reading.formats.extract import Extract, Node, Paragraph, Row
from standards.reading.formats.numbering import printed_number, whole

STEP = 4
LEFT_OUT = frozenset(
    "head script style nav footer aside form button select textarea noscript template svg math iframe object canvas"
    " audio video dialog menu".split()
)
BLOCKS = frozenset(
    "address article blockquote body center dd details dir div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6"
    " header hgroup hr li main ol p pre section summary ul table tr td th caption".split()
)
FURNITURE = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})
TYPES = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero", "decimal": "decimal", "none": "none",
}  # fmt: skip
SHOWN_TYPE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")
NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
# Items that carry the codes of the standard in their own words: the page shows no number beside them.
CODED = re.compile(r"\s*[PKSBV]\s?\d{1,3}\b")
BREAKS = re.compile(r"[ \t\r\n\f]+")
# Where the words of a paragraph stand in on its own line; what only lays out the page's source begins with a break.
STANDS_IN = re.compile(r"[ \u00a0]+(?=\S)")


@dataclass
class Listing:
    """A list that is open: how its items are marked and what the next number is."""

    form: str
    number: int = 1
    step: int = 1

    def mark(self) -> str:
        if self.form == "none":
            return ""
        if self.form == "bullet":
            return "•"
        number, self.number = self.number, self.number + self.step
        return f"{printed_number(number, self.form)}."


@dataclass
class Writing:
    """Where paragraphs go: the page, or one cell of a table."""

    nodes: list[Node] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    mark: str = ""
    indent: int = 0


def read(content: bytes) -> dict[str, Any]:
    """Read a page in UTF-8; nothing it refers to is fetched."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(content, parser)
    page = Page()
    if root is not None:
        page.read(_main_of(root))
    return page.extract.to_json()


class Page:
    """Walks the tree once."""

    def __init__(self) -> None:
        self.extract = Extract()
        self.writing = Writing()
        self.lists: list[Listing] = []
        self.kept_breaks = 0

    def read(self, root: etree._Element) -> None:
        self._into(root)
        self._close()
        for node in self.writing.nodes:
            self.extract.add(node)

    def _into(self, element: etree._Element) -> None:
        self._say(element.text)
        for child in element:
            if isinstance(child.tag, str) and not _left_out(child):
                self._element(child)
            self._say(child.tail)

    def _say(self, text: str | None) -> None:
        if text:
            self.writing.words.append(text if self.kept_breaks else BREAKS.sub(" ", text))

    def _element(self, element: etree._Element) -> None:
        name = str(element.tag)
        if name == "br":
            self.writing.words.append("\n")
        elif name not in BLOCKS:
            self._into(element)
        else:
            self._close()
            self._block(element, name)
            self._close()

    def _block(self, element: etree._Element, name: str) -> None:
        if name in {"ol", "ul"}:
            self._list(element, name)
        elif name == "li":
            self._item(element)
        elif name == "tr":
            self._row([cell for cell in element if cell.tag in {"td", "th"}])
        elif name == "dl":
            self._definitions(element)
        elif name == "pre":
            self.kept_breaks += 1
            self._into(element)
            self._close()
            self.kept_breaks -= 1
        else:
            if name == "p" and not "".join(element.itertext()).strip():
                self.writing.nodes.append(Paragraph(""))
            stands_in = STANDS_IN.match(element.text or "") if name == "p" else None
            self.writing.indent = len(stands_in.group()) if stands_in else 0
            self._into(element)

    def _list(self, element: etree._Element, name: str) -> None:
        shown = SHOWN_TYPE.search(element.get("style", ""))
        said = shown[1] if shown else element.get("type", "")
        form = TYPES.get(said, "decimal" if name == "ol" else "bullet")
        items = sum(1 for child in element if child.tag == "li")
        backwards = name == "ol" and "reversed" in element.attrib
        start = whole(element.get("start"), items if backwards else 1)
        self.lists.append(Listing(form, start, -1 if backwards else 1))
        self._into(element)
        self._close()
        self.lists.pop()

    def _item(self, element: etree._Element) -> None:
        listing = self.lists[-1] if self.lists else Listing("bullet")
        if "value" in element.attrib:
            listing.number = whole(element.get("value"), listing.number)
        mark = listing.mark()
        self.writing.mark = "" if CODED.match("".join(element.itertext())) else mark
        self._into(element)
        self._close()
        self.writing.mark = ""

    def _row(self, cells: list[etree._Element]) -> None:
        kept = [cell for cell in (self._cell(cell) for cell in cells) if any(one.text.strip() for one in cell)]
        if kept:
            self.writing.nodes.append(Row(tuple(kept)))

    def _definitions(self, element: etree._Element) -> None:
        """Take a term and what is said of it as a row of a table."""
        row: list[etree._Element] = []
        for child in element.iter("dt", "dd"):
            if child.tag == "dt" and any(one.tag == "dd" for one in row):
                self._row(row)
                row = []
            row.append(child)
        self._row(row)

    def _cell(self, element: etree._Element) -> tuple[Paragraph, ...]:
        outer, self.writing = self.writing, Writing()
        self._into(element)
        self._close()
        inner, self.writing = self.writing, outer
        return tuple(one for node in inner.nodes for one in _paragraphs_in(node))

    def _close(self) -> None:
        """End the paragraph that is open."""
        writing = self.writing
        text = "".join(writing.words)
        writing.words, indent, writing.indent = [], writing.indent, 0
        if not text.strip():
            return
        depth = max(len(self.lists) - 1, 0)
        lines = text.strip("\n").split("\n") if self.kept_breaks else text.strip().split("\n")
        listed = bool(writing.mark)
        for position, line in enumerate(lines):
            shown = f"{writing.mark} {line.strip()}" if writing.mark else line
            writing.nodes.append(Paragraph(shown, STEP * depth + indent, listed, position > 0))
            writing.mark = ""


def _main_of(root: etree._Element) -> etree._Element:
    """Give the part that the page itself calls its main one, or else all of it."""
    said = (element for element in root.iter() if element.tag == "main" or element.get("role") == "main")
    return next(said, next(root.iter("body"), root))


def _left_out(element: etree._Element) -> bool:
    if element.tag in LEFT_OUT or "hidden" in element.attrib or element.get("role") in FURNITURE:
        return True
    if element.get("aria-hidden") == "true" or NOT_SHOWN.search(element.get("style", "")):
        return True
    return element.tag == "header" and next(element.iter("nav"), None) is not None


def _paragraphs_in(node: Node) -> tuple[Paragraph, ...]:
    return (node,) if isinstance(node, Paragraph) else tuple(one for cell in node.cells for one in cell)
