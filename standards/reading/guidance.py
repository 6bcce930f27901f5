"""Guidance becomes a standard: its lists are what can be assessed, its prose stays where it stood."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from standards.drafting import Draft, OtherSection, Paragraphs, Problem, Section, text_in
from standards.foundation import Language, Text
from standards.reading.citations import odd_citations
from standards.reading.document import Document
from standards.reading.identity import identified
from standards.reading.listing import Listed, criteria_of, list_at, unmarked_list_at
from standards.reading.pieces import Piece, pieces_of
from standards.reading.problems import problem, refusal
from standards.reading.spoken import language_of
from standards.reading.wording import ASSESSED, heading_of, label_of

FEWEST_LISTS = 2
SHARE = 0.3
"""Where the form alone must tell, so much of the words stands in lists that a sentence announces."""


@dataclass
class Outline:
    """The parts of a page in its order, while they are gathered."""

    language: Language
    title: str = ""
    headings: list[str] = field(default_factory=list)
    headed_at: int = 0
    overview: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    prose: list[Piece] = field(default_factory=list)
    others: list[OtherSection] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    used: bool = True
    """Something stands under the last heading."""

    @property
    def heading(self) -> str:
        return self.headings[0] if self.headings else ""

    @property
    def group(self) -> str:
        return " / ".join(self.headings[1:])


def is_guidance(document: Document) -> bool:
    """Tell by the form alone whether a page is guidance: announced lists hold much of its words."""
    if any(_of_a_nos(line.text) for line in document.lines if line.text):
        return False
    pieces = pieces_of(document.lines)
    first = next((piece.text for piece in pieces), "")
    if identified("guidance", first, first, "en").from_catalogue:
        return True
    announced = listed = index = 0
    while index < len(pieces):
        found = list_at(pieces, index) if pieces[index].mark else None
        if found and index and pieces[index - 1].announces and found.end - index > 1:
            announced += 1
            listed += sum(len(piece.text) for piece in pieces[index : found.end])
        index = found.end if found else index + 1
    return announced >= FEWEST_LISTS and listed >= SHARE * sum(len(piece.text) for piece in pieces)


def _of_a_nos(text: str) -> bool:
    known = heading_of(text)
    labelled = label_of(text)
    return (known is not None and known.kind in ASSESSED) or (labelled is not None and labelled[0].kind == "urn")


def read_guidance(document: Document, language: Language | None, urn: str | None) -> Draft:
    """Read a page of guidance; raises RefusalError where it holds no list. `urn` is what the person says it is."""
    pieces = pieces_of(document.lines)
    spoken, in_doubt = language_of((piece.text for piece in pieces), language)
    outline = _outlined(pieces, spoken)
    if not outline.sections:
        raise refusal("not-guidance")
    identity = identified("guidance", outline.title, pieces[0].text, spoken, urn)
    problems = [*document.problems, *in_doubt, *identity.problems, *outline.problems, *odd_citations(pieces)]
    return Draft(
        kind="guidance",
        urn=identity.urn,
        urn_from=identity.urn_from,
        title=identity.title,
        languages=(spoken,),
        source=document.source,
        overview=Paragraphs.of(spoken, tuple(outline.overview)),
        sections=tuple(outline.sections),
        other_sections=tuple(outline.others),
        problems=tuple(sorted(problems, key=lambda found: found.line or 0)),
    )


def _outlined(pieces: Sequence[Piece], language: Language) -> Outline:
    outline = Outline(language)
    index = 0
    if _opens_with_title(pieces):
        outline.title = pieces[0].text
        index = 1
    while index < len(pieces):
        index = _take(outline, pieces, index)
    _end_prose(outline)
    _keep_unused_headings(outline)
    return outline


def _opens_with_title(pieces: Sequence[Piece]) -> bool:
    return len(pieces) > 1 and pieces[0].heads and not (pieces[0].text[0].isdigit() and pieces[0].mark)


def _take(outline: Outline, pieces: Sequence[Piece], index: int) -> int:
    """Put the piece that stands here, and the list that it begins or announces, where it belongs."""
    piece = pieces[index]
    if piece.mark:
        found = list_at(pieces, index)
        if found:
            outline.problems.append(problem("list-unannounced", piece.line))
            return _keep_list(outline, found, "")
        _keep_heading(outline, piece.printed, piece.line)
        return index + 1
    if piece.announces:
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        found = (list_at if following and following.mark else unmarked_list_at)(pieces, index + 1)
        if found:
            return _keep_list(outline, found, piece.text)
        outline.problems.append(problem("announced-list-missing", piece.last, text=piece.text))
    elif piece.heads and index + 1 < len(pieces):
        _keep_heading(outline, piece.text, piece.line)
        return index + 1
    outline.prose.append(piece)
    outline.used = True
    return index + 1


def _keep_heading(outline: Outline, text: str, line: int) -> None:
    """Open a part; a heading right under another is that one's sub-heading."""
    _end_prose(outline)
    if outline.used:
        outline.headings = []
        outline.headed_at = line
    outline.headings.append(text)
    outline.used = False


def _keep_list(outline: Outline, found: Listed, stem: str) -> int:
    _end_prose(outline)
    language = outline.language
    # Where neither a heading nor a sentence stands over a list, the title does.
    heading = outline.heading or ("" if stem else outline.title)
    outline.sections.append(
        Section(
            kind="list",
            heading=text_in(language, heading) if heading else Text(),
            stem=text_in(language, stem) if stem else Text(),
            criteria=criteria_of(found.entries, str(len(outline.sections) + 1), outline.group, language),
        )
    )
    outline.problems += found.problems
    outline.used = True
    return found.end


def _end_prose(outline: Outline) -> None:
    """Keep the prose since the last heading or list: what stands on top is the overview."""
    if not outline.prose:
        return
    words = tuple(piece.text for piece in outline.prose)
    if not outline.headings and not outline.sections:
        outline.overview += words
    else:
        lines = (outline.prose[0].line, outline.prose[-1].last)
        _keep_apart(outline, "prose", words, lines)
    outline.prose = []


def _keep_apart(outline: Outline, kind: str, words: tuple[str, ...], lines: tuple[int, int]) -> None:
    heading = " / ".join(outline.headings)
    shown = text_in(outline.language, heading) if heading else Text()
    outline.others.append(OtherSection(kind, shown, Paragraphs.of(outline.language, words), lines))


def _keep_unused_headings(outline: Outline) -> None:
    if not outline.used and outline.headings:
        words, outline.headings = tuple(outline.headings), []
        _keep_apart(outline, "prose", words, (outline.headed_at, outline.headed_at))
