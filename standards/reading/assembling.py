"""Paragraphs and rows of tables become the lines that a text file of the same document would have."""

from collections.abc import Iterable, Iterator, Sequence

from standards.reading import urns
from standards.reading.formats.extract import Node, Paragraph, Row
from standards.reading.lines import Line, clean, line_of
from standards.reading.marks import mark_of
from standards.reading.wording import heading_of, label_of

BLANKS_KEPT = 0.1
"""From this share of empty paragraphs on, these part the others; in other documents every paragraph stands apart."""
TOP = 12
"""Within so many lines the URN of a standard stands, if it stands in the body at all."""
OF_HEADER = 3
BLANK = Paragraph("")


def lines_of(nodes: Sequence[Node]) -> tuple[Line, ...]:
    """Give the lines, numbered from 1 as they stand in this extract of the document."""
    lines = []
    for number, paragraph in enumerate(_paragraphs(nodes), start=1):
        lines.append(line_of(number, paragraph.text, paragraph.indent))
    return tuple(lines)


def with_header(nodes: Sequence[Node], headers: Iterable[str]) -> list[Node] | None:
    """Put the running header on top where the URN stands only there; None where that is not so."""
    body = [clean(paragraph.text) for paragraph in _paragraphs(nodes[: 2 * TOP])]
    if any(urns.opening(text) or _labels_urn(text) for text in [text for text in body if text][:TOP]):
        return None
    texts = [clean(text) for text in headers]
    for index, text in enumerate(texts):
        if urns.opening(text) or _labels_urn(text):
            kept = dict.fromkeys(texts[index : index + OF_HEADER])
            return [*(Paragraph(one) for one in kept if one), BLANK, *nodes]
    return None


def _labels_urn(text: str) -> bool:
    found = label_of(text)
    return found is not None and found[0].kind == "urn"


def _paragraphs(nodes: Sequence[Node]) -> Iterator[Paragraph]:
    apart = not _parted_by_empty_ones(nodes)
    before: Node | None = None
    for node in nodes:
        if isinstance(node, Row):
            yield from _row(node, before)
        else:
            if before is not None and apart and _parted(before, node):
                yield BLANK
            yield node
        before = node


def _parted_by_empty_ones(nodes: Sequence[Node]) -> bool:
    single = [node for node in nodes if isinstance(node, Paragraph)]
    empty = sum(1 for paragraph in single if not paragraph.text.strip())
    return empty >= BLANKS_KEPT * len(single) and empty > 0


def _parted(before: Node, after: Paragraph) -> bool:
    """Paragraphs are parted from each other, the items of a list and the lines of a paragraph are not."""
    if isinstance(before, Row):
        return True
    if after.further or not before.text.strip() or not after.text.strip():
        return False
    return not (_is_item(after) and (_is_item(before) or before.text.rstrip().endswith(":")))


def _is_item(paragraph: Paragraph) -> bool:
    return paragraph.listed or mark_of(clean(paragraph.text)) is not None


def _row(row: Row, before: Node | None) -> Iterator[Paragraph]:
    """Put a mark or a label on one line with what follows it, and all else on lines of its own."""
    cells = [list(cell) for cell in row.cells if any(paragraph.text.strip() for paragraph in cell)]
    if not cells:
        return
    first = clean(" ".join(paragraph.text for paragraph in cells[0]))
    single = all(len(cell) == 1 for cell in cells[1:])
    marked = len(cells) > 1 and mark_of(f"{first} x") is not None and " " not in first
    if before is not None and not (marked and isinstance(before, Row)):
        yield BLANK
    if marked and len(cells[0]) == 1:
        yield Paragraph(f"{first} {cells[1][0].text.strip()}", listed=True)
        yield from (paragraph for cell in [cells[1][1:], *cells[2:]] for paragraph in cell)
    elif label_of(first) and not heading_of(first):
        value = cells[1][0].text.strip() if single and len(cells) > 1 else ""
        yield Paragraph(f"{first} {value}".strip())
        yield from (paragraph for cell in cells[2 if value else 1 :] for paragraph in cell)
    else:
        yield from ([Paragraph(first)] if heading_of(first) else cells[0])
        for cell in cells[1:]:
            yield BLANK
            yield from _paragraphs(cell)
