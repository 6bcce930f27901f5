"""A standard as the CSV file that Moodle imports as a competency framework, in one language."""

import csv
import html
import io
from collections.abc import Iterator

from standards.cells import Cell, neutral
from standards.drafting import Draft
from standards.foundation import LANGUAGES, Language
from standards.interchange.case.definitions import LEVELS
from standards.interchange.case.nodes import Node, nodes

COLUMNS = (
    *("Parent id number", "Id number", "Shortname", "Description", "Description format", "Scale values"),
    *("Scale configuration", "Rule type (optional)", "Rule outcome (optional)", "Rule config (optional)"),
    *("Cross referenced competency id numbers", "Exported id (optional)", "Is framework", "Taxonomy"),
)
HTML = 1
LONGEST = 100
"""What Moodle keeps of a short name and of an id number."""
SCALE = '[{"scaleid":"2"},{"id":2,"scaledefault":1,"proficient":1}]'
TAXONOMY = "competency,competency,competency,competency"


def moodle_csv(draft: Draft, edition: str, language: Language) -> str:
    """Write the framework and, under it, a row for each section, group and criterion, parents first."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerow([neutral(cell) for cell in _framework(draft, edition, language)])
    for number, node in enumerate(nodes(draft, edition), start=1):
        writer.writerow([neutral(cell) for cell in _row(draft, node, number, language)])
    return buffer.getvalue()


def _framework(draft: Draft, edition: str, language: Language) -> list[Cell]:
    title = f"{draft.urn} {draft.title.shown(language).words}"
    levels = ",".join(level[LANGUAGES.index(language)] for level in LEVELS)
    about = "".join(_paragraph(words) for words in draft.overview.in_language(language))
    head: list[Cell] = ["", f"{draft.urn} {edition} {language}"[:LONGEST], shortened(title), about, HTML]
    return [*head, levels, SCALE, *[""] * 5, 1, TAXONOMY]


def _row(draft: Draft, node: Node, number: int, language: Language) -> list[Cell]:
    words = node.text.shown(language).words or node.kind
    name = f"{node.criterion.code} {words}" if node.criterion else words
    parent = _id_number(draft, node.parent) if node.parent else ""
    head: list[Cell] = [parent, _id_number(draft, node), shortened(name), _paragraph(words), HTML]
    return [*head, "", "", "", 0, "null", "", number, "", ""]


def _id_number(draft: Draft, node: Node) -> str:
    """Name a criterion by its code, and what has none by its places, as no code is written. Commas part ids."""
    if node.criterion:
        return f"{draft.urn}.{node.criterion.code}".replace(",", "%2C")[:LONGEST]
    return f"{draft.urn}/{'/'.join(_places(node))}".replace(",", "%2C")[:LONGEST]


def _places(node: Node) -> Iterator[str]:
    if node.parent:
        yield from _places(node.parent)
    yield str(node.place)


def _paragraph(words: str) -> str:
    return f"<p>{html.escape(words, quote=False)}</p>"


def shortened(words: str, longest: int = LONGEST) -> str:
    """Cut words that are too long at the end of one of them."""
    if len(words) <= longest:
        return words
    return words[: longest - 1].rpartition(" ")[0].rstrip() + "…" if " " in words[: longest - 1] else words[:longest]
