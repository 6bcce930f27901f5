"""The rows of a table, from blocks that stand one after the other: proposed, with what speaks for each cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from standards.reading.actions.blocks import Block
from standards.reading.actions.columns import ENDS_IN_LEVEL, ONLY_MATURITY, UNKNOWN, Table, is_level, names_sector
from standards.reading.actions.widths import Widths

SURE, LIKELY, UNSURE, GUESSED = 0.95, 0.8, 0.5, 0.2
MOST_MIDDLE_BLOCKS = 9
LONGEST_TITLE = 90


@dataclass
class Row:
    """A row as proposed: the blocks of each cell, how sure each is, and whether its columns ran into each other."""

    cells: dict[str, list[Block]] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    torn: bool = False
    unended: bool = False
    title: str = ""
    """The words of the title where they are a part of a line only."""
    maturity: str = ""

    def put(self, cell: str, block: Block, confidence: float = SURE) -> None:
        self.cells.setdefault(cell, []).append(block)
        self.confidence[cell] = min(confidence, self.confidence.get(cell, SURE))

    def has(self, cell: str) -> bool:
        return cell in self.cells


@dataclass
class Rows:
    """The rows of a table, and the blocks that are part of none."""

    rows: list[Row] = field(default_factory=list)
    torn: list[list[Block]] = field(default_factory=list)
    strays: list[Block] = field(default_factory=list)


def rows_of(table: Table, widths: Widths) -> Rows:
    found = Rows(strays=[block for block in table.body if block.stray and block.text not in UNKNOWN])
    body = [block for block in table.body if not block.stray or block.text in UNKNOWN]
    regular = _regular(body, table.columns)
    if regular:
        found.rows = regular
        return found
    middle: list[Block] = []
    row: Row | None = None
    for block in body:
        if widths.run_together(block):
            if row and row.has("who"):
                _close(row, middle, found, widths)
                row = None
            _tear(found, [*_blocks(row), *middle, block])
            row, middle = None, []
            continue
        if row and row.has("who") and not _goes_on(row, block):
            _close(row, middle, found, widths)
            row, middle = None, []
        if row is None:
            row = _begun(block)
        else:
            _take(row, middle, block, widths)
    if row:
        row.unended = not row.has("who")
        _close(row, middle, found, widths)
    return found


def _blocks(row: Row | None) -> list[Block]:
    return [block for blocks in (row.cells.values() if row else ()) for block in blocks]


def _begun(block: Block) -> Row:
    """Begin a row: its purpose may stand right under its title, and then begins large."""
    row = Row()
    under = next((n for n, line in enumerate(block.lines) if n and line.text[0].isupper()), None)
    title = block.part(0, under)
    certain = title.text[0].isupper() and len(title.text) <= LONGEST_TITLE and not title.text.endswith(".")
    row.put("title", title, SURE if certain else UNSURE)
    if under:
        row.put("purpose", block.part(under), LIKELY)
    return row


def _goes_on(row: Row, block: Block) -> bool:
    """Say whether a block is still of the row whose people were named: more of them, or a level."""
    said = " ".join(one.text for one in row.cells["who"])
    open_bracket = said.count("(") > said.count(")")
    return is_level(block.text) or names_sector(block.text) or block.goes_on or open_bracket


def _take(row: Row, middle: list[Block], block: Block, widths: Widths) -> None:
    if row.has("who"):
        _take_level(row, block) if is_level(block.text) else row.put("who", block)
    elif not row.has("purpose"):
        row.put("purpose", block)
    elif middle and names_sector(block.text) and not (len(middle) == 1 and widths.wide(block)):
        row.put("who", block)
    else:
        middle.append(block)


def _take_level(row: Row, block: Block) -> None:
    """Give a level to the first column that waits for one; one that only maturity has, to maturity."""
    waiting = [cell for cell in ("resources", "time", "maturity") if not row.has(cell)]
    cell = "maturity" if ONLY_MATURITY.fullmatch(block.text) or not waiting else waiting[0]
    row.put(cell, block, SURE if len(waiting) < len(("resources", "time", "maturity")) else UNSURE)


def _close(row: Row, middle: Sequence[Block], found: Rows, widths: Widths) -> None:
    """Part what stands between purpose and people into examples and keys."""
    parted = widths.parted(middle)
    for position, block in enumerate(middle):
        cell = "examples" if position < parted.examples else "keys"
        row.put(cell, block, SURE if parted.sure else UNSURE)
    row.unended = row.unended or len(middle) > MOST_MIDDLE_BLOCKS
    found.rows.append(row)


def _regular(body: Sequence[Block], columns: Sequence[str]) -> list[Row]:
    """Read a table whose every cell is one block: each row has as many as there are columns."""
    size = len(columns)
    if not body or size < len(("title", "examples", "keys", "who")) or len(body) % size or "who" not in columns:
        return []
    chunks = [body[start : start + size] for start in range(0, len(body), size)]
    who = columns.index("who")
    named = [[position for position, block in enumerate(chunk) if names_sector(block.text)] for chunk in chunks]
    if columns[0] != "title" or not any(named) or any(places and places != [who] for places in named):
        return []
    rows = []
    for chunk in chunks:
        row = _begun(chunk[0])
        for cell, block in zip(columns[1:], chunk[1:], strict=True):
            row.put(cell, block, SURE)
        rows.append(row)
    return rows


def _tear(found: Rows, blocks: list[Block]) -> None:
    """Propose a row for each level at the end of a line: all else of these lines is for a person to part."""
    lines = blocks[-1].lines
    ends = [position for position, line in enumerate(lines) if ENDS_IN_LEVEL.search(line.text)]
    before = -1
    for end in ends or [len(lines) - 1]:
        above = [line for line in lines[max(before + 1, end - 2) : end] if line.text[0].isupper()]
        title = above[0] if above else lines[before + 1]
        row = Row(torn=True, title=first_cell(title.text), confidence={"title": GUESSED})
        row.cells["title"] = [Block((title,))]
        level = ENDS_IN_LEVEL.search(lines[end].text)
        if level:
            row.maturity = level[1]
            row.cells["maturity"] = [Block((lines[end],))]
            row.confidence["maturity"] = UNSURE
        found.rows.append(row)
        before = end
    found.torn.append(blocks)


def first_cell(text: str) -> str:
    """Cut a line that holds several cells where a rule stands, or before its second word that begins large."""
    before_rule = text.partition(" | ")[0]
    words = before_rule.split()
    large = next((n for n, word in enumerate(words) if n > 1 and word[0].isupper()), len(words))
    return " ".join(words[:large])
