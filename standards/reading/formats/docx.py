"""A Word document: its paragraphs in order with the marks that Word prints, its tables row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from standards.reading.formats.extract import Extract, Paragraph, Row
from standards.reading.formats.numbering import VAL, Numbering, W, attribute, whole
from standards.reading.formats.packages import Package

MAIN = "word/document.xml"
STEP = 4
"""How far the text of a list stands in for each of its depths, in signs."""
LEFT_OUT = frozenset({"instrText", "delText", "delInstrText", "del", "moveFrom", "Fallback", "rPr", "pPr", "sdtPr"})
TRACKED = frozenset({"del", "ins", "moveFrom", "moveTo"})
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
OUTSIDE = frozenset({"hyperlink"})
"""What may stand outside without being part of the document."""
PRIVATE_SIGNS = range(0xE000, 0xF900)


def read(content: bytes) -> dict[str, Any]:
    """Read the bytes of a .docx; raises Unfit for what is none, is protected or could do harm."""
    return Word(Package(content)).read().to_json()


class Word:
    """One document being read: the package, its styles and the counting of its lists."""

    def __init__(self, package: Package) -> None:
        self.package = package
        main = [one.target for one in package.relationships("") if one.kind == "officeDocument"]
        self.main = main[0] if main and package.has(main[0]) else MAIN
        self.related = package.relationships(self.main)
        self.extract = Extract()
        self.numbering = Numbering(self._part("numbering"))
        self.styles = _styles(self._part("styles"))
        self.notes: list[str] = []
        self.boxes: list[etree._Element] = []

    def read(self) -> Extract:
        root = self.package.tree(self.main)
        for block in _blocks(root):
            for node in self._nodes(block):
                self.extract.add(node)
        self._footnotes()
        self._headers()
        self._tell(root)
        return self.extract

    def _nodes(self, block: etree._Element) -> Iterator[Paragraph | Row]:
        if local(block) == "p":
            yield from self._paragraphs(block)
            return
        for row in _within(block, "tr"):
            cells = (tuple(self._in_cell(cell)) for cell in _within(row, "tc"))
            yield Row(tuple(cell for cell in cells if any(paragraph.text.strip() for paragraph in cell)))

    def _in_cell(self, cell: etree._Element) -> Iterator[Paragraph]:
        for block in _blocks(cell):
            for node in self._nodes(block):
                yield from [node] if isinstance(node, Paragraph) else [one for inner in node.cells for one in inner]

    def _paragraphs(self, paragraph: etree._Element) -> Iterator[Paragraph]:
        """Give a paragraph, a piece for each of its lines, and then what stands in boxes anchored to it."""
        text = "".join(self._text(paragraph))
        mark, depth = self._mark(paragraph) if text.strip() else ("", 0)
        for position, line in enumerate(text.split("\n")):
            shown = f"{mark} {line.lstrip()}" if mark and position == 0 else line
            yield Paragraph(shown, STEP * depth, bool(mark), position > 0)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            for block in _blocks(box):
                yield from self._in_cell(block) if local(block) == "tbl" else self._paragraphs(block)

    def _text(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            name = local(child)
            if name == "t":
                yield child.text or ""
            elif name in SIGNS:
                yield SIGNS[name]
            elif name == "sym":
                yield _symbol(child)
            elif name == "footnoteReference":
                self.notes.append(child.get(f"{W}id", ""))
                yield f"({len(self.notes)})"
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name not in LEFT_OUT and not _hidden(child):
                yield from self._text(child)

    def _mark(self, paragraph: etree._Element) -> tuple[str, int]:
        """Give what the list that a paragraph stands in prints before it, and how deep it stands."""
        style = _style_of(paragraph)
        number, depth = _number_of(paragraph.find(f"{W}pPr"))
        seen: set[str] = set()
        while style and style in self.styles and style not in seen and (number is None or depth is None):
            seen.add(style)
            inherited, at = _number_of(self.styles[style].find(f"{W}pPr"))
            if number is None and inherited is not None:
                number = inherited
                depth = at if depth is None and at is not None else depth
                depth = self.numbering.depth_of_style(number, style) if depth is None else depth
            style = attribute(self.styles[style], "basedOn")
        if not number or number == "0":
            return "", 0
        return self.numbering.mark(number, depth or 0), depth or 0

    def _footnotes(self) -> None:
        root = self._part("footnotes") if self.notes else None
        notes = {} if root is None else {note.get(f"{W}id", ""): note for note in root.iter(f"{W}footnote")}
        for position, name in enumerate(list(self.notes), start=1):
            if name in notes:
                text = " ".join("".join(self._text(each)).strip() for each in notes[name].iter(f"{W}p"))
                self.extract.add(Paragraph(f"({position}) {text}"))

    def _headers(self) -> None:
        """Keep the running headers apart: a standard's URN may stand nowhere else."""
        for one in self.related:
            if one.kind == "header" and not one.external and self.package.has(one.target):
                for paragraph in self.package.tree(one.target).iter(f"{W}p"):
                    self.extract.headers += [
                        line for line in "".join(self._text(paragraph)).split("\n") if line.strip()
                    ]
        self.boxes = []

    def _tell(self, root: etree._Element) -> None:
        outside = [one for one in self.related if one.external and one.kind not in OUTSIDE]
        settings = next((one.target for one in self.related if one.kind == "settings"), "")
        outside += [one for one in self.package.relationships(settings) if one.external] if settings else []
        if outside:
            self.extract.tell("docx-external", count=len(outside))
        if any(local(element) in TRACKED for element in root.iter(*(f"{W}{name}" for name in TRACKED))):
            self.extract.tell("docx-tracked-changes")
        if next(root.iter(f"{W}altChunk"), None) is not None:
            self.extract.tell("docx-part-left")

    def _part(self, kind: str) -> etree._Element | None:
        target = next((one.target for one in self.related if one.kind == kind and not one.external), "")
        return self.package.tree(target) if self.package.has(target) else None


def local(element: etree._Element) -> str:
    """Give the name of an element without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Give paragraphs and tables in order, whatever controls and marks of changes they are wrapped in."""
    for child in element:
        if local(child) in {"p", "tbl"}:
            yield child
        elif local(child) not in LEFT_OUT:
            yield from _blocks(child)


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _within(child, name)


def _styles(root: etree._Element | None) -> dict[str, etree._Element]:
    return {} if root is None else {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}


def _style_of(paragraph: etree._Element) -> str:
    properties = paragraph.find(f"{W}pPr")
    return "" if properties is None else attribute(properties, "pStyle")


def _number_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return None, None
    number, depth = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    return (
        None if number is None else number.get(VAL),
        None if depth is None else min(max(whole(depth.get(VAL)), 0), 8),
    )


def _hidden(run: etree._Element) -> bool:
    properties = run.find(f"{W}rPr")
    found = None if properties is None else properties.find(f"{W}vanish")
    return found is not None and found.get(VAL, "1") not in {"0", "false"}


def _symbol(element: etree._Element) -> str:
    """Give a sign of a symbol font: what lies in the private area is a bullet or an ornament."""
    code = int(element.get(f"{W}char") or "0", 16)
    return "•" if code in PRIVATE_SIGNS or not code else chr(code)
