"""The columns of a framework of actions: their labels in each language, and the values that some of them hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from standards.foundation import Language
from standards.reading.actions.blocks import Block
from standards.reading.wording import fold

CELLS = ("title", "purpose", "examples", "keys", "who", "resources", "time", "maturity")
# A scan may lose the space after "yr": "Yramser".
LABELS: dict[str, str] = {
    "title": r"camau gweithredu|cam gweithredu|gweithred(?:oedd)?|actions?",
    "examples": r"enghreifftiau|enghraifft|examples?",
    "keys": r"allwedd(?:i)? i lwyddiant|keys? to success|success factors",
    "who": r"pwy(?: sy'+n (?:ymwneud|cymryd rhan)[^|]{0,12}?)?\b|who(?: is| might be)?(?: involved)?",
    "resources": r"adnoddau(?: angenrheidiol)?|resources?(?: needed| required)?",
    "time": r"yr ?amser(?: ?sydd)?|amser|time(?: needed| required|scale)?",
    "maturity": r"aeddfedrwydd|maturity",
}
LABEL = re.compile(
    "|".join(rf"(?P<{cell}>(?<!\w)(?:{form})(?=\W|$|sydd))" for cell, form in LABELS.items()), re.IGNORECASE
)
LONGEST_HEADER = 24
FEWEST_COLUMNS = 3

_LEVELS = """
    unrhyw un|unrhyw|any|cynnar|canolig|aeddfed|early|mid|middle|mature|isel|uchel|low|medium|high|
    tymor byr|tymor canolig|tymor hir|short term|medium term|long term|short|long
"""
LEVELS = "|".join(level.strip() for level in _LEVELS.split("|"))
LEVEL = re.compile(rf"(?:{LEVELS})(?:(?:/|, | neu | or | i | to )(?:{LEVELS}))*", re.IGNORECASE)
ENDS_IN_LEVEL = re.compile(r"(?<!\w)(unrhyw un|any|cynnar|aeddfed|early|mature)$", re.IGNORECASE)
ONLY_MATURITY = re.compile(r"unrhyw un|cynnar|aeddfed|any|early|mature", re.IGNORECASE)
UNKNOWN = frozenset({"-", "–", "—", "?", "n/a"})

SECTORS: dict[Language, str] = {
    "cy": r"(?:y |rhai )?(?:traws-?sector|llywodraeth|awdurdodau lleol|awdurdod lleol|gwasanaethau cyhoeddus"
    r"|sector (?:cyhoeddus|preifat|gwirfoddol)|trydydd sector|grwpiau (?:cymunedol|trydydd)|dinasyddion|elusennau"
    r"|sefydliadau (?:cymunedol|trydydd|gwirfoddol)|byrddau iechyd|arianwyr|cyllidwyr|preswylwyr|busnesau)",
    "en": r"(?:the |some )?(?:cross-?sector|multi-?sector|local (?:government|authorit|council)|national government"
    r"|government"
    r"|(?:public|third|private|voluntary) (?:sector|service|bod)|community (?:groups?|organisations?)|citizens|charit"
    r"|health boards?|funders|residents|business)",
}
SECTOR = re.compile("|".join(SECTORS.values()), re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """One table: what stands over it, its columns, and the blocks of its rows."""

    heading: str
    stem: str
    heading_line: int
    columns: tuple[str, ...]
    header: tuple[Block, ...]
    body: tuple[Block, ...]
    glued: bool = False
    over: tuple[Block, ...] = field(default=())


def labels_in(block: Block) -> list[str]:
    """Give the columns that a block of a header names, in their order; a sentence names none."""
    words = fold(block.text)
    if len(words.split()) > LONGEST_HEADER:
        return []
    found = list(LABEL.finditer(words))
    if not found or found[0].start() > 0:
        return []
    whole = found[0].end() >= len(words.rstrip(" ?:"))
    return [str(one.lastgroup) for one in found] if len(found) > 1 or whole else []


def header_at(blocks: Sequence[Block], index: int) -> int:
    """Give the number of blocks of a header that begins here; 0 where none does."""
    end = index
    columns: set[str] = set()
    while end < len(blocks) and (found := labels_in(blocks[end])):
        columns |= set(found)
        end += 1
    return end - index if len(columns) >= FEWEST_COLUMNS else 0


def is_level(text: str) -> bool:
    return text in UNKNOWN or bool(LEVEL.fullmatch(text.strip(" .")))


def names_sector(text: str) -> bool:
    return bool(SECTOR.match(text.lstrip("(")))
