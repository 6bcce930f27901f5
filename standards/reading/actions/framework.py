"""A framework of actions becomes a draft: each row a criterion, each doubt a problem with its row and its cell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from standards.drafting import Criterion, Draft, OtherSection, Paragraphs, Problem, Section, Where, text_in
from standards.facts import Action
from standards.foundation import Language, Text
from standards.reading.actions.blocks import Block, blocks_of, joined
from standards.reading.actions.columns import CELLS, UNKNOWN, Table
from standards.reading.actions.damage import damage_in, twins_in
from standards.reading.actions.rows import LIKELY, Row, Rows, rows_of
from standards.reading.actions.tables import tables_of
from standards.reading.actions.widths import Widths
from standards.reading.document import Document, Line
from standards.reading.identity import identified
from standards.reading.problems import problem, refusal
from standards.reading.remarks import CELLS as CELL_NAMES
from standards.reading.spoken import language_of

EXPECTED = ("purpose", "examples", "keys", "who")
"""Cells of words; the others are levels, which a scan loses where they were drawn."""
DAMAGED = 0.6
LONGEST_TITLE = 120


@dataclass
class Reading:
    """What is gathered while the tables are read."""

    language: Language
    widths: Widths
    twins: frozenset[str]
    sections: list[Section] = field(default_factory=list)
    others: list[OtherSection] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, code: str, line: int | None, **facts: object) -> None:
        self.problems.append(problem(code, line, **facts))


def is_framework(document: Document) -> bool:
    return bool(tables_of(blocks_of(document.lines))[1])


def read_actions(document: Document, language: Language | None, urn: str | None) -> Draft:
    """Read a framework of actions; raises RefusalError where there is no table of any. `urn` is what a person says."""
    before, tables = tables_of(blocks_of(document.lines))
    if not tables:
        raise refusal("not-actions")
    texts = [line.text for line in document.lines]
    spoken, in_doubt = language_of(texts, language)
    reading = Reading(spoken, Widths.of(block for table in tables for block in table.body), twins_in(texts))
    title, overview = _front(before, reading)
    for number, table in enumerate(tables, start=1):
        _read_table(table, number, reading)
    _tell_of_columns(tables, reading)
    identity = identified("actions", title, title, spoken, urn)
    problems = [*document.problems, *in_doubt, *identity.problems, *reading.problems]
    return Draft(
        kind="actions",
        urn=identity.urn,
        urn_from=identity.urn_from,
        title=identity.title,
        languages=(spoken,),
        source=document.source,
        overview=Paragraphs.of(spoken, overview),
        sections=tuple(reading.sections),
        other_sections=tuple(reading.others),
        problems=tuple(sorted(problems, key=lambda found: found.line or 0)),
    )


def _front(blocks: Sequence[Block], reading: Reading) -> tuple[str, tuple[str, ...]]:
    """Part the title, which may go on after a colon, from the words before the first table."""
    words = [block for block in blocks if not block.stray]
    _keep_strays([block for block in blocks if block.stray], "", reading)
    length = 0
    if words and len(words[0].text) <= LONGEST_TITLE and not words[0].text.endswith("."):
        length = 2 if words[0].text.endswith(":") and len(words) > 1 else 1
    title = " ".join(block.text for block in words[:length])
    for block in words:
        _tell_of_words(block.text, block.first, reading)
    paragraphs = joined(words[length:])
    return title, tuple(paragraphs.split("\n")) if paragraphs else ()


def _read_table(table: Table, number: int, reading: Reading) -> None:
    language = reading.language
    if table.glued:
        reading.tell("heading-glued", table.heading_line, text=table.heading)
    if not table.heading:
        reading.tell("heading-missing-over-table", table.header[0].first)
    for words in (table.heading, table.stem):
        _tell_of_words(words, table.heading_line, reading)
    rows = rows_of(table, reading.widths)
    if not rows.rows:
        reading.tell("table-empty", table.heading_line, text=table.heading)
    category = text_in(language, table.heading) if table.heading else Text()
    criteria = [_criterion(row, f"{number}.{n}", category, reading) for n, row in enumerate(rows.rows, start=1)]
    stem = text_in(language, table.stem) if table.stem else Text()
    reading.sections.append(Section("actions", category, stem, tuple(criteria)))
    _keep(table.header, "columns", table.heading, reading)
    _keep_torn(rows, table, reading)
    _keep_strays(rows.strays, table.heading, reading)


def _criterion(row: Row, code: str, category: Text, reading: Reading) -> Criterion:
    said = {cell: _said(row, cell) for cell in CELLS}
    confidence = {cell: row.confidence[cell] for cell in CELLS if said[cell]}
    for cell in CELLS:
        confidence |= _weighed(row, code, cell, said[cell], confidence, reading)
    lines = [line.number for blocks in row.cells.values() for block in blocks for line in block.lines]
    texts = {cell: text_in(reading.language, words) if words else None for cell, words in said.items()}
    title = texts.pop("title") or text_in(reading.language, "")
    if row.unended:
        reading.problems.append(_about(code, "title", "row-unended", min(lines), confidence.get("title", 0)))
    return Criterion(
        code=code,
        text=title,
        lines=(min(lines), max(lines)),
        facts=Action(category=category, **texts),
        confidence=tuple(confidence.items()),
    )


def _said(row: Row, cell: str) -> str:
    if row.torn:
        return {"title": row.title, "maturity": row.maturity}.get(cell, "")
    words = joined(row.cells.get(cell, ()))
    return "" if words in UNKNOWN else words


def _weighed(
    row: Row, code: str, cell: str, words: str, confidence: dict[str, float], reading: Reading
) -> dict[str, float]:
    """Tell what is in doubt of a cell, and give how sure it is after that."""
    found = reading.problems
    line = row.cells[cell][0].first if cell in row.cells else row.cells["title"][0].first
    if not words:
        if row.torn and cell in EXPECTED:
            found.append(_about(code, cell, "cell-unread", line, 0))
        elif cell in EXPECTED:
            found.append(_about(code, cell, "cell-missing", line, 0))
        return {}
    sure = confidence[cell]
    if row.torn and cell == "title":
        found.append(_about(code, cell, "cell-guessed", line, sure, text=words))
    elif sure < LIKELY:
        found.append(_about(code, cell, "cell-unsure", line, sure, text=words))
    damage = damage_in(words, reading.language, reading.twins)
    sure = min(sure, DAMAGED) if damage.any else sure
    for kind, parts in (("cell-garbled", damage.garbled), ("cell-damaged", damage.doubtful)):
        if parts:
            at = _line_of(row.cells[cell], parts[0], line)
            found.append(_about(code, cell, kind, at, sure, text=_quoted(parts)))
    return {cell: sure}


def _about(code: str, cell: str, problem_code: str, line: int, confidence: float, **facts: object) -> Problem:
    """Make a problem of one cell, which is named in each language."""
    cy, en = CELL_NAMES[cell]
    welsh = problem(problem_code, line, criterion=code, cell=cy, **facts)
    english = problem(problem_code, line, criterion=code, cell=en, **facts)
    message: dict[Language, str] = {"cy": welsh.message["cy"], "en": english.message["en"]}
    return replace(welsh, message=message, where=Where(code, cell, confidence))


def _line_of(blocks: Iterable[Block], words: str, otherwise: int) -> int:
    first = words.split(maxsplit=1)[0]
    return next((line.number for block in blocks for line in block.lines if first in line.text), otherwise)


def _quoted(parts: Sequence[str]) -> str:
    return ", ".join(f'"{part}"' for part in parts)


def _tell_of_words(words: str, line: int, reading: Reading) -> None:
    damage = damage_in(words, reading.language, reading.twins)
    if damage.any:
        reading.tell("words-damaged", line, text=_quoted([*damage.garbled, *damage.doubtful]))


def _tell_of_columns(tables: Sequence[Table], reading: Reading) -> None:
    """Tell of the columns of levels that hold nothing, or little."""
    rows = [one.facts for section in reading.sections for one in section.criteria if isinstance(one.facts, Action)]
    printed = {cell for table in tables for cell in table.columns}
    for cell in ("resources", "time", "maturity"):
        known = sum(getattr(row, cell) is not None for row in rows)
        if cell in printed and known < len(rows):
            cy, en = CELL_NAMES[cell]
            code = "column-gaps" if known else "column-lost"
            welsh, english = (problem(code, None, column=name, count=known, total=len(rows)) for name in (cy, en))
            message: dict[Language, str] = {"cy": welsh.message["cy"], "en": english.message["en"]}
            reading.problems.append(replace(welsh, message=message))


def _keep(blocks: Sequence[Block], kind: str, heading: str, reading: Reading) -> None:
    shown = text_in(reading.language, heading) if heading else Text()
    words = tuple(line.text for line in _lines(blocks))
    lines = (blocks[0].first, blocks[-1].last)
    reading.others.append(OtherSection(kind, shown, Paragraphs.of(reading.language, words), lines))


def _lines(blocks: Sequence[Block]) -> Iterator[Line]:
    return (line for block in blocks for line in block.lines)


def _keep_torn(rows: Rows, table: Table, reading: Reading) -> None:
    proposed = sum(row.torn for row in rows.rows)
    for blocks in rows.torn:
        reading.tell("columns-run-together", blocks[-1].first, count=proposed)
        _keep(blocks, "torn", table.heading, reading)


def _keep_strays(strays: Sequence[Block], heading: str, reading: Reading) -> None:
    for block in strays:
        reading.tell("signs-apart", block.first, text=block.text)
    if strays:
        _keep(strays, "unplaced", heading, reading)
