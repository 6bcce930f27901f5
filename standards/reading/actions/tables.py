"""Where the tables of a page begin and end, and what stands over each of them."""

import re
from collections.abc import Sequence

from standards.reading.actions.blocks import Block
from standards.reading.actions.columns import Table, header_at, is_level, labels_in, names_sector
from standards.reading.lines import Line

GLUED = re.compile(r"(?<=[a-zà-öø-ÿŵŷ])(?=[A-ZÂÊÎÔÛŴŶ][a-zà-ÿŵŷ])")
LONGEST_HEADING = 60


def tables_of(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], list[Table]]:
    """Give what stands before the first table, and the tables."""
    headers = _headers(blocks)
    if not headers:
        return tuple(blocks), []
    starts = [_top(blocks, start) for start, _ in headers]
    ends = [*starts[1:], len(blocks)]
    tables = [
        _table(blocks[top:start], blocks[start : start + length], blocks[start + length : end])
        for top, end, (start, length) in zip(starts, ends, headers, strict=True)
    ]
    return tuple(blocks[: starts[0]]), tables


def _headers(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(blocks):
        length = header_at(blocks, index)
        if length:
            found.append((index, length))
        index += length or 1
    return found


def _top(blocks: Sequence[Block], start: int) -> int:
    """Give where the heading over a header begins: one block, or two where the nearer one is a sentence."""
    if start == 0 or not _may_head(blocks[start - 1], sentence=True):
        return start
    over = blocks[start - 1]
    sentence = len(over.lines) == 1 and (len(over.text) > LONGEST_HEADING or over.text.endswith("."))
    if sentence and start > 1 and _may_head(blocks[start - 2], sentence=False):
        return start - 2
    return start - 1


def _may_head(block: Block, *, sentence: bool) -> bool:
    words = block.text
    if block.stray or is_level(words) or names_sector(words) or not words[0].isupper():
        return False
    return sentence or (len(block.lines) == 1 and len(words) <= LONGEST_HEADING and not words.endswith("."))


def _table(over: Sequence[Block], header: Sequence[Block], body: Sequence[Block]) -> Table:
    lines = [line for block in over for line in block.lines]
    heading, rest, glued = _parted(lines)
    return Table(
        heading=heading,
        stem=rest,
        heading_line=lines[0].number if lines else header[0].first,
        columns=tuple(dict.fromkeys(label for block in header for label in labels_in(block))),
        header=tuple(header),
        body=tuple(body),
        glued=glued,
        over=tuple(over),
    )


def _parted(lines: Sequence[Line]) -> tuple[str, str, bool]:
    """Part the heading from the sentence under it, also where a scan ran the two together."""
    if not lines:
        return "", "", False
    first, rest = lines[0].text, [line.text for line in lines[1:]]
    seam = GLUED.search(first)
    if seam:
        return first[: seam.start()], " ".join([first[seam.start() :], *rest]), True
    return first, " ".join(rest), False
