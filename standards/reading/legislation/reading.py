"""A statutory instrument, whole or in part, becomes a draft."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from standards.drafting import (
    NO_TEXT,
    Criterion,
    Draft,
    Metadata,
    OtherSection,
    Paragraphs,
    Problem,
    Section,
    text_in,
)
from standards.facts import Modality, TimeLimit
from standards.facts import Provision as Facts
from standards.foundation import Language
from standards.reading.document import Document
from standards.reading.legislation import modality, openings, references, times
from standards.reading.legislation.blocks import Block, printed
from standards.reading.legislation.footnotes import Footnotes
from standards.reading.legislation.gathering import Gatherer
from standards.reading.legislation.identity import identity
from standards.reading.legislation.others import amending, is_act
from standards.reading.legislation.provisions import Part, Provision, Regulation
from standards.reading.legislation.references import Place
from standards.reading.problems import language_unsure, problem, refusal

COMMON: dict[Language, frozenset[str]] = {
    "cy": frozenset("y yr yn i o mae rhaid ar neu ac gan bod sy'n unrhyw i'r o'r a'r person".split()),
    "en": frozenset("the of and to in a must shall is be by or for any with that which not".split()),
}
# Small words of the one language that are none of the other.
FOREIGN: dict[Language, re.Pattern[str]] = {
    "cy": re.compile(r"(?<![\w'’])(?:of|the|and|with|for|by)(?![\w'’])"),
    "en": re.compile(r"(?<![\w'’])(?:yr|yn|gan|neu|sy'n|ym)(?![\w'’])"),
}
QUOTED = re.compile(r"[“\"‘][^”\"’]*[”\"’]|\([^()]*\)")
ASSESSED = frozenset({"duty", "prohibition"})


@dataclass
class Page:
    """What is known of the law while its provisions become criteria."""

    language: Language
    gathered: Gatherer
    footnotes: Footnotes
    problems: list[Problem] = field(default_factory=list)


def is_legislation(document: Document) -> bool:
    """Say whether a document has the form of a law: a regulation opened with a dash, and numbered paragraphs."""
    blocks = printed(document.lines).body
    opened = [found for block in blocks if (found := openings.regulation(block.text))]
    dashed = sum(1 for _, rest, dash in opened if dash and openings.numbered(rest, ""))
    numbers = sum(1 for block in blocks if openings.numbered(block.text, "1") is not None)
    headed = any(openings.part_heading(block.text) for block in blocks)
    return dashed >= 1 and (numbers >= 1 or headed or len(opened) > 1)


def read_legislation(document: Document, language: Language | None, urn: str | None) -> Draft:
    """Read one instrument, or a Part of one; raises RefusalError where there are no regulations."""
    pages = printed(document.lines)
    gathered = Gatherer(pages.body).gather()
    if not any(part.regulations for part in gathered.parts) or not _numbered(gathered):
        raise refusal("act-not-read" if is_act(document.lines) else "not-legislation")
    spoken, told = _language(pages.body, language)
    page = Page(spoken, gathered, Footnotes(pages.footnotes), [*pages.problems, *told])
    sections = tuple(_section(part, page) for part in gathered.parts if part.heading or part.regulations)
    known = identity(gathered.before, gathered.parts, spoken, urn, document.source.name)
    problems = [*document.problems, *page.problems, *gathered.problems, *page.footnotes.problems(), *known.problems]
    problems += amending(pages.body)
    return Draft(
        kind="legislation",
        urn=known.urn,
        urn_from=known.urn_from,
        title=text_in(spoken, known.title) if known.title else NO_TEXT,
        languages=(spoken,),
        source=document.source,
        sections=sections,
        metadata=Metadata(),
        other_sections=tuple(_other_sections(page)),
        problems=tuple(sorted(problems, key=lambda found: found.line or 0)),
    )


def _numbered(gathered: Gatherer) -> bool:
    """One unnumbered sentence after a number is no law yet: paragraphs are numbered, or the verbs are a law's."""
    paragraphs = [one for part in gathered.parts for regulation in part.regulations for one in regulation.paragraphs]
    return any(one.style == "number" for one in paragraphs) or any(part.number for part in gathered.parts)


def _language(blocks: list[Block], given: Language | None) -> tuple[Language, list[Problem]]:
    words = Counter(word.casefold() for block in blocks for word in block.text.translate(openings.APOSTROPHES).split())
    welsh, english = (sum(words[word] for word in COMMON[language]) for language in ("cy", "en"))
    read: Language = "cy" if welsh > english else "en"
    if given or max(welsh, english) >= 3 * max(1, min(welsh, english)):
        return given or read, []
    return read, [language_unsure(read)]


def _section(part: Part, page: Page) -> Section:
    criteria: list[Criterion] = []
    for regulation in part.regulations:
        limits: list[tuple[Provision, TimeLimit]] = []
        criteria += [_paragraph(one, regulation, page, limits) for one in regulation.paragraphs]
        page.problems += _differing_limits(limits)
    heading = text_in(page.language, part.heading) if part.heading else NO_TEXT
    return Section("duties", heading, NO_TEXT, tuple(criteria))


def _paragraph(
    paragraph: Provision, regulation: Regulation, page: Page, limits: list[tuple[Provision, TimeLimit]]
) -> Criterion:
    parts = [one.whole() for one in paragraph.children]
    found = modality.judged(paragraph.text, paragraph.closing, parts, page.language)
    if found.problem:
        cy, en = modality.MODALITY_WORDS[found.modality]
        facts = {"code": paragraph.code, "modality_cy": cy, "modality_en": en}
        page.problems.append(problem(found.problem, paragraph.first, **facts))
    prefix = regulation.code.rpartition(".")[0]
    place = Place(regulation.code, paragraph.code, f"{prefix}." if prefix else "")
    return _criterion(paragraph, found.modality, place, page, regulation, limits)


def _criterion(
    one: Provision,
    found: Modality | None,
    place: Place,
    page: Page,
    regulation: Regulation,
    limits: list[tuple[Provision, TimeLimit]],
) -> Criterion:
    own = _facts(one, found, place, page, regulation)
    limits += [(one, limit) for limit in own.time_limits]
    under = tuple(_criterion(child, None, place, page, regulation, limits) for child in one.children)
    return Criterion(
        code=one.code,
        text=text_in(page.language, one.text),
        printed=one.printed,
        group=text_in(page.language, regulation.heading) if found and regulation.heading else None,
        assessable=found in ASSESSED,
        lines=(one.first, one.last),
        criteria=under,
        facts=own,
    )


def _facts(one: Provision, found: Modality | None, place: Place, page: Page, regulation: Regulation) -> Facts:
    letters = page.gathered.letters
    pointed = references.references(one.text, page.language, place, letters)
    marks = page.footnotes.marked(one.text, pointed.spans, one)
    targets = list(pointed.targets)
    if one.closing:
        more = references.references(one.closing, page.language, place, letters)
        marks += page.footnotes.marked(one.closing, more.spans, one)
        targets += [target for target in more.targets if target not in targets]
    page.problems += _dangling(targets, one, place, regulation)
    page.problems += _foreign_words(one, page.language)
    limits = times.time_limits(one.whole(), page.language, next(iter(targets), None))
    page.problems += _without_start(limits, one)
    closing = text_in(page.language, one.closing) if one.closing else NO_TEXT
    return Facts(found, tuple(marks), tuple(targets), limits, closing)


def _dangling(targets: list[str], one: Provision, place: Place, regulation: Regulation) -> Iterator[Problem]:
    """Tell of references to a paragraph of the same regulation that is not there."""
    known = {code for paragraph in regulation.paragraphs for code in _codes(paragraph)}
    for target in targets:
        if target.startswith(f"{place.regulation}(") and target not in known:
            yield problem("reference-dangling", one.first, code=one.code, target=target)


def _codes(one: Provision) -> Iterator[str]:
    yield one.code
    for child in one.children:
        yield from _codes(child)


def _foreign_words(one: Provision, language: Language) -> Iterator[Problem]:
    for match in FOREIGN[language].finditer(QUOTED.sub("", one.whole())):
        yield problem("other-language-word", one.first, word=match.group(), code=one.code)


def _without_start(limits: tuple[TimeLimit, ...], one: Provision) -> Iterator[Problem]:
    for limit in limits:
        if limit.n is not None and limit.unit is not None and limit.start is None and limit.extends is None:
            cy, en = times.UNIT_WORDS[limit.unit]
            yield problem("time-without-start", one.first, code=one.code, n=limit.n, unit_cy=cy, unit_en=en)


def _differing_limits(limits: list[tuple[Provision, TimeLimit]]) -> Iterator[Problem]:
    """Tell where one regulation counts the same number in days and in working days."""
    working = {limit.n: one for one, limit in limits if limit.unit == "working_day"}
    for one, limit in limits:
        if limit.unit == "day" and limit.n in working:
            yield problem("time-limits-differ", one.first, code=one.code, other=working[limit.n].code, n=limit.n)


def _other_sections(page: Page) -> Iterator[OtherSection]:
    before = page.gathered.before
    if before:
        yield _kept("preamble", before, page.language)
    for kept in page.gathered.kept:
        yield _kept(kept.kind, kept.blocks, page.language)
    if page.footnotes.blocks:
        items = Paragraphs.of(page.language, tuple(page.footnotes.items()))
        lines = (page.footnotes.blocks[0].first, page.footnotes.blocks[-1].last)
        yield OtherSection("footnotes", NO_TEXT, items, lines)


def _kept(kind: str, blocks: list[Block], language: Language) -> OtherSection:
    items = Paragraphs.of(language, tuple(block.text for block in blocks))
    return OtherSection(kind, NO_TEXT, items, (blocks[0].first, blocks[-1].last))
