"""A National Occupational Standard, as printed in any of its layouts, becomes a draft."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from standards.drafting import Draft, Metadata, OtherSection, Paragraphs, Problem, Section, text_in
from standards.foundation import Language, Text
from standards.reading import register, urns
from standards.reading.document import Document, Line
from standards.reading.head import Head, read_head
from standards.reading.items import Gatherer
from standards.reading.layout import unfolded, without_furniture
from standards.reading.marks import mark_of
from standards.reading.metadata import read_metadata
from standards.reading.nesting import Item, criteria_of, join_words
from standards.reading.problems import language_unsure, not_nos, problem
from standards.reading.sections import ELEMENT, HEAD, METADATA, Block, Cutter, title_before_metadata
from standards.reading.wording import (
    ASSESSED,
    HEADINGS,
    KNOWLEDGE,
    LETTERS,
    OVERVIEW,
    PERFORMANCE,
    SYSTEM_HEADINGS,
    WIDE,
    fold,
    label_of,
)

ELEMENT_HEAD = re.compile(r"(?:Element )?(?P<code>[A-Z]+[A-Z0-9]*\d\.\d+)(?: ?/ ?| )?(?P<title>.*)")
FIRST_CODES = frozenset({"P1", "K1"})


@dataclass
class Page:
    """A document cut into its parts, with what is known of it so far."""

    head: Head
    blocks: list[Block]
    language: Language
    problems: list[Problem]


def read_nos(document: Document, language: Language | None, urn: str | None) -> Draft:
    """Read one standard; raises RefusalError where it is none. `urn` is what the person says it is."""
    page = _page(document, language)
    title, title_problems = _title(page)
    metadata, others, metadata_problems = _metadata(page)
    overview, overview_problems = _overview(page)
    sections, apart, section_problems = _sections(page)
    identity = _identity(document, page, metadata, title, urn)
    if identity[0] is None and not _of_the_system(page, metadata, sections):
        raise not_nos("no-urn")
    problems = [
        *document.problems, *page.problems, *page.head.problems, *title_problems, *identity[2],
        *overview_problems, *section_problems, *metadata_problems,
        *_against_register(identity[0], metadata, title, page.language),
    ]  # fmt: skip
    return Draft(
        kind="nos",
        urn=identity[0],
        urn_from=identity[1],
        title=text_in(page.language, title) if title else Text(),
        languages=(page.language,),
        source=document.source,
        overview=Paragraphs.of(page.language, overview) if overview else Paragraphs(),
        sections=tuple(sections),
        metadata=metadata,
        other_sections=(*_other_sections(page), *apart, *_other_fields(others, page.language)),
        problems=tuple(sorted(problems, key=lambda found: found.line or 0)),
    )


def _page(document: Document, language: Language | None) -> Page:
    lines = unfolded(document.lines)
    first = Cutter(lines).cut()
    if not any(block.kind in ASSESSED for block in first):
        raise not_nos("no-headings")
    elements = any(fold(line.text) == "element" for line in lines)
    labelled = first[1].kind == METADATA
    head = read_head(first[0].lines, elements=elements, labelled_below=labelled)
    cleared = without_furniture(lines, head.urn, head.titled or None, len(first[0].lines))
    cutter = Cutter(cleared)
    blocks = cutter.cut()
    spoken, problems = _language(blocks, language)
    return Page(head, blocks, spoken, [*cutter.problems, *problems])


def _language(blocks: list[Block], given: Language | None) -> tuple[Language, list[Problem]]:
    """Tell the language by the headings and labels."""
    spoken: list[Language] = [block.known.language for block in blocks if block.known]
    for block in blocks:
        if block.kind == METADATA:
            spoken += [found[0].language for line in block.lines if (found := label_of(line.text))]
    welsh, english = spoken.count("cy"), spoken.count("en")
    read: Language = "cy" if welsh > english else "en"
    if given or (welsh != english and not (welsh and english and min(welsh, english) * 3 > max(welsh, english))):
        return given or read, []
    return read, [language_unsure(read)]


def _title(page: Page) -> tuple[str, list[Problem]]:
    if page.head.titled:
        return page.head.titled, []
    lines = title_before_metadata(page.blocks)
    if not lines:
        return "", [problem("title-missing", page.blocks[0].line)]
    title = " ".join(line.text for line in lines)
    return title, [problem("title-at-end", lines[0].number, title=title)]


def _metadata(page: Page) -> tuple[Metadata, dict[str, str], list[Problem]]:
    lines = [line for block in page.blocks if block.kind == METADATA for line in block.lines]
    lines = [*page.head.labels, *([Line(lines[0].number, "")] if lines else []), *lines]
    if not lines:
        return Metadata(), {}, [problem("metadata-missing")]
    return read_metadata(lines)


def _identity(
    document: Document, page: Page, metadata: Metadata, title: str, given: str | None
) -> tuple[str | None, str, list[Problem]]:
    """Find the URN and where it is from: the person, the text, the register, the file's name."""
    printed = page.head.urn or _urn_label(page)
    if given:
        differs = printed is not None and urns.normal(printed) != urns.normal(given)
        found = [problem("urn-given-differs", None, urn=given, other=printed)] if differs else []
        return given.strip(), "given", found
    if printed:
        return printed, "text", []
    entry = register.resolve(title, metadata.original_urns) if title else None
    if entry:
        return entry.urn, "catalogue", [problem("urn-from-catalogue", None, urn=entry.urn)]
    half = register.half_matched(title, metadata.original_urns)
    found = [problem("urn-half-matched", None, urn=half.urn)] if half else []
    named = urns.in_name(document.source.name)
    if named:
        return named, "file name", [*found, problem("urn-in-file-name", None, urn=named)]
    return None, "none", [*found, problem("urn-missing", page.blocks[0].line)]


def _urn_label(page: Page) -> str | None:
    for block in page.blocks:
        if block.kind != METADATA:
            continue
        full = [line.text for line in block.lines if not line.blank]
        for text, below in pairwise([*full, ""]):
            found = label_of(text)
            value = (found[2] or below) if found else ""
            if found and found[0].kind == "urn" and urns.may_be_urn(value):
                return value
    return None


def _of_the_system(page: Page, metadata: Metadata, sections: list[Section]) -> bool:
    """Without a URN, only a metadata block or the NOS system's own codes and headings make a page a NOS."""
    if sum(1 for value in vars(metadata).values() if value) >= 2:
        return True
    if any(fold(block.heading) in SYSTEM_HEADINGS for block in page.blocks):
        return True
    return any(item.printed in FIRST_CODES for section in sections for item in section.criteria)


def _against_register(urn: str | None, metadata: Metadata, title: str, language: Language) -> list[Problem]:
    """Where the page and the register disagree both are shown; neither is changed."""
    entry = register.by_urn(urn) if urn else None
    if entry is None or urn is None:
        return []
    found: list[Problem] = []
    known = entry.title.get(language)
    if known and title and fold(known) != fold(title):
        found.append(problem("title-differs", None, urn=urn, other=known))
    if metadata.review and entry.review and metadata.review != entry.review:
        found.append(problem("register-review-differs", None, other=entry.review, printed=metadata.review))
    if metadata.occupations and len(metadata.occupations) != len(entry.occupations):
        found.append(
            problem(
                "register-occupations-differ", None,
                other=len(entry.occupations), printed=len(metadata.occupations),
            )
        )  # fmt: skip
    return found


def _overview(page: Page) -> tuple[tuple[str, ...], list[Problem]]:
    blocks = [block for block in page.blocks if block.kind == OVERVIEW]
    paragraphs = tuple(text for block in blocks for text in paragraphs_of(_before_element(block.lines)[0]))
    if paragraphs:
        return paragraphs, []
    above = tuple(paragraphs_of(page.head.rest))
    line = blocks[0].line if blocks else page.blocks[0].line
    if above and not blocks:
        return above, [problem("overview-heading-missing", page.head.rest[0].number)]
    return above, [problem("overview-missing", line)]


def paragraphs_of(lines: list[Line]) -> list[str]:
    """Paragraphs parted by blank lines, by marks, or by every line where lines are not wrapped."""
    wrapped = max((len(line.text) for line in lines), default=0) < WIDE
    paragraphs: list[str] = []
    fresh = True
    for line in lines:
        if line.blank:
            fresh = True
        elif fresh or not wrapped or mark_of(line.text):
            paragraphs.append(line.text)
            fresh = False
        else:
            paragraphs[-1] = join_words(paragraphs[-1], line.text)
    return paragraphs


def _before_element(lines: list[Line]) -> tuple[list[Line], str | None]:
    """Part an element's code and title, which end the block before its criteria (oldest layout)."""
    starts = [index for index, line in enumerate(lines) if ELEMENT.fullmatch(line.text)]
    if not starts:
        return lines, None
    texts = [line.text for line in lines[starts[-1] :] if not line.blank]
    found = ELEMENT_HEAD.fullmatch(" ".join(texts).removeprefix("Element "))
    if not found or len(texts) > 5:
        return lines, None
    return lines[: starts[-1]], f"{found['code']} {found['title']}".strip()


def _sections(page: Page) -> tuple[list[Section], list[OtherSection], list[Problem]]:
    sections: list[Section] = []
    apart: list[OtherSection] = []
    problems: list[Problem] = []
    group: str | None = None
    for index, block in enumerate(page.blocks):
        if block.kind not in LETTERS:
            group = _before_element(block.lines)[1]
            continue
        if _only_a_parent(page.blocks, index):
            continue
        again = group is None and block.kind in ASSESSED and any(one.kind == block.kind for one in sections)
        section, more, found, group = _section(block, sections, page, group)
        problems += [*found, *([problem("section-repeated", block.line, heading=block.heading)] if again else [])]
        apart += more
        _append(sections, section)
    for kind in ASSESSED:
        if not any(section.kind == kind for section in sections):
            problems.append(problem("section-missing", None, heading=HEADINGS[page.language][kind][0]))
    return sections, apart, problems


def _width(page: Page) -> int:
    """Give the longest line of the running text: beyond a page's width, no line was wrapped."""
    read = (block for block in page.blocks if block.kind in {OVERVIEW, *ASSESSED})
    return max((len(line.text) for block in read for line in block.lines), default=0)


def _only_a_parent(blocks: list[Block], index: int) -> bool:
    """Pass over an empty "Scope" heading above "Scope Performance"."""
    block = blocks[index]
    empty = all(line.blank for line in block.lines)
    return block.kind == "scope" and empty and blocks[index + 1 : index + 2] != [] and blocks[index + 1].kind == "scope"


def _section(
    block: Block, before: list[Section], page: Page, group: str | None
) -> tuple[Section, list[OtherSection], list[Problem], str | None]:
    assessed, language = block.kind in ASSESSED, page.language
    width = _width(page)
    lines, next_group = _before_element(block.lines)
    gathered = Gatherer(lines, LETTERS[block.kind], language, group, width).gather()
    problems = gathered.problems
    items = gathered.items
    if not assessed:
        items, split = _split_at_semicolons(items)
        problems = [*problems, *split]
    problems = [*problems, *_counted(block, items, assessed=assessed)]
    if assessed and items and gathered.stem == Text():
        problems.append(problem("lead-in-missing", block.line, heading=block.heading or block.kind))
    start = 1 + sum(len(section.criteria) for section in before if section.kind == block.kind)
    heading = text_in(block.known.language if block.known and block.heading else language, block.heading)
    section = Section(
        kind=block.kind,
        heading=heading if block.heading else Text(),
        stem=gathered.stem,
        criteria=criteria_of(items, LETTERS[block.kind], start, language, assessed=assessed),
    )
    return section, gathered.apart, problems, next_group


def _counted(block: Block, items: list[Item], *, assessed: bool) -> list[Problem]:
    if not items:
        code = "section-empty" if assessed else "section-without-items"
        return [problem(code, block.line, heading=block.heading or HEADINGS["en"][block.kind][0])]
    if assessed and not any(item.style for item in items):
        return [problem("items-unmarked", items[0].line, count=len(items))]
    return []


def _split_at_semicolons(items: list[Item]) -> tuple[list[Item], list[Problem]]:
    """Split a short list printed as one sentence, as skills often are."""
    if len(items) != 1 or items[0].style or ";" not in items[0].text:
        return items, []
    item = items[0]
    pieces = [piece.strip() for piece in item.text.split(";") if piece.strip()]
    return [replace(item, text=piece) for piece in pieces], [problem("items-split", item.line, text=item.text)]


def _append(sections: list[Section], section: Section) -> None:
    """Criteria of one kind stand in one section, however many elements they are parted into."""
    for index, earlier in enumerate(sections):
        if section.kind in ASSESSED and earlier.kind == section.kind:
            sections[index] = replace(earlier, criteria=(*earlier.criteria, *section.criteria))
            return
    sections.append(section)


def _other_sections(page: Page) -> list[OtherSection]:
    found = []
    for block in page.blocks:
        if block.kind in {HEAD, METADATA, OVERVIEW} or block.kind in LETTERS:
            continue
        full = [line for line in block.lines if not line.blank]
        if not full or block.known is None:
            continue
        items = tuple(_lines_as_items(block.kind, full))
        heading = text_in(block.known.language, block.heading)
        lines = (block.line, full[-1].number)
        found.append(OtherSection(block.kind, heading, Paragraphs.of(page.language, items), lines))
    return found


def _lines_as_items(kind: str, lines: list[Line]) -> list[str]:
    if kind == "links":
        return [piece.strip() for line in lines for piece in re.split(r"[;,]", line.text) if piece.strip()]
    return [line.text for line in lines]


def _other_fields(others: dict[str, str], language: Language) -> list[OtherSection]:
    return [OtherSection(name, Text(), Paragraphs.of(language, (value,))) for name, value in others.items()]


__all__ = ["KNOWLEDGE", "PERFORMANCE", "read_nos"]
