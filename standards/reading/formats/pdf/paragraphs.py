"""Lines that a page's width broke become paragraphs again, by their edges and distances."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from standards.reading.formats.pdf.measure import SAME_EDGE, Line, Measure
from standards.reading.lines import clean
from standards.reading.marks import BULLET, CODE, NUMBER, Mark, mark_of
from standards.reading.wording import HYPHENATED

FIRST_LINE = 4.0
"""How far the first line of a paragraph may stand in, in sizes of type."""
# After these a line breaks inside what is one word.
INSIDE = re.compile(r"[^\W_][-\u00ad\u2010/\u2013\u2014]$")
SOFT = ("\u00ad", "\u2010")
ENDS = (".", ":", ";", "?", "!")
# Hosts of laws lose the second bracket of a number; a reference that a line was broken before has both.
UNCLOSED = re.compile(r"\(\d{1,3}[A-Z][^\W\d_]")
LONGEST_HEADING = 110


@dataclass
class Growing:
    """A paragraph while its lines are being gathered."""

    lines: list[Line]
    text: str
    mark: Mark | None
    blank: bool

    @property
    def edges(self) -> tuple[float, ...]:
        """Where its next line may begin."""
        first = self.lines[0]
        if len(self.lines) > 1:
            return (self.lines[-1].left,)
        return (first.left, _text_edge(first, self.mark))


def paragraphs_of(lines: Sequence[Line], measure: Measure) -> tuple[list[tuple[str, int]], list[str]]:
    """Give paragraphs with their indentation, empty ones where there is room for one, and words broken at a hyphen."""
    found: list[tuple[str, int]] = []
    broken: list[str] = []
    growing: Growing | None = None
    for line, after in zip_longest(lines, lines[1:]):
        heads = growing is not None and _heads(growing, line, after, measure)
        if growing is not None and not heads and _goes_on(growing, line, measure):
            word = _join(growing, line)
            broken += [word] if word else []
            continue
        fresh = _begun(line, growing, measure)
        if growing is not None:
            found.append((growing.text, measure.indent(growing.lines[0])))
            found += [("", 0)] if fresh.blank else []
        growing = fresh
    if growing is not None:
        found.append((growing.text, measure.indent(growing.lines[0])))
    return found, _unsure(broken, " ".join(text for text, _ in found))


def _unsure(broken: list[str], text: str) -> list[str]:
    """Leave out words that stand in the document unbroken too, with their hyphen."""
    counted, parted = Counter(text.casefold().split()), Counter(word.casefold() for word in broken)
    return [word for word in broken if counted[word.casefold()] <= parted[word.casefold()]]


def _begun(line: Line, before: Growing | None, measure: Measure) -> Growing:
    text = line.text
    mark = mark_of(clean(text))
    return Growing([line], text, mark, before is not None and _parted(before, line, mark, measure))


def _parted(before: Growing, line: Line, mark: Mark | None, measure: Measure) -> bool:
    """Say whether an empty line stands between two paragraphs."""
    last = before.lines[-1]
    if last.alone or line.alone:
        return True
    if last.page == line.page and last.column == line.column:
        if measure.follows(last, line):
            return False
        if measure.apart(last, line):
            return True
    if measure.by_hand and not before.text.endswith(ENDS) and line.text[:1].islower():
        return False
    return not (mark is not None and (before.mark is not None or before.text.endswith(":")))


def _heads(growing: Growing, line: Line, after: Line | None, measure: Measure) -> bool:
    """Say whether a line is a heading though the one above was full: a sentence ended there and none ends here."""
    begins = growing.mark is None and growing.text.endswith(".") and line.text[:1].isupper()
    ends = len(line.text) <= LONGEST_HEADING and not line.text.endswith((*ENDS, ","))
    last = after is None or not (measure.follows(line, after) and measure.full(line, after.words[0]))
    return begins and ends and last and mark_of(clean(line.text)) is None


def _goes_on(growing: Growing, line: Line, measure: Measure) -> bool:
    """Say whether a line continues a paragraph: the one above was full, and it begins where it should."""
    last = growing.lines[-1]
    if last.alone or line.alone or line.starts or not measure.full(last, line.words[0]):
        return False
    turned = last.page != line.page or last.column != line.column
    if turned:
        if not _over_the_page(growing, line):
            return False
    elif not measure.follows(last, line):
        return False
    shift = measure.left[line.column] - measure.left[last.column]
    near = SAME_EDGE * line.size
    at = next((edge for edge in growing.edges if abs(edge + shift - line.left) <= near), None)
    if at is None:
        back = growing.lines[0].left + shift - line.left
        return len(growing.lines) == 1 and growing.mark is None and near < back <= FIRST_LINE * line.size
    hung = abs(growing.lines[0].left - _text_edge(growing.lines[0], growing.mark)) > near
    return not _begins_item(growing, line, deeper=hung and abs(growing.lines[0].left + shift - line.left) > near)


def _over_the_page(growing: Growing, line: Line) -> bool:
    """Say whether a paragraph may go on in the next column or on the next page."""
    last = growing.lines[-1]
    ended = growing.text.endswith(ENDS) and not line.text[:1].islower()
    onwards = (last.page, last.column) < (line.page, line.column)
    return onwards and not ended and abs(last.size - line.size) <= 0.5


def _begins_item(growing: Growing, line: Line, *, deeper: bool) -> bool:
    """Say whether a mark at the beginning of a line is one; a number or a code may be a word of the text."""
    mark = mark_of(clean(line.text))
    if mark is None:
        return bool(UNCLOSED.match(line.text))
    if deeper:
        return not (mark.bare or mark.style == CODE or (mark.style == BULLET and mark.printed in "-–—*>"))
    if mark.bare:
        before = growing.mark
        return before is not None and before.style == NUMBER and mark.n == before.n + 1
    return True


def _text_edge(line: Line, mark: Mark | None) -> float:
    """Give where the words after a mark begin."""
    if mark is None:
        return line.left
    printed = len(mark.rest.replace(" ", ""))
    length = 0
    for word in reversed(line.words):
        length += len(word.text)
        if length >= printed:
            return word.x0
    return line.left


def _join(growing: Growing, line: Line) -> str:
    """Go on with a paragraph; gives the word if a hyphen at the line's end was kept without its being sure."""
    growing.lines.append(line)
    before, after = growing.text, line.text
    if not INSIDE.search(before):
        growing.text = f"{before} {after}"
        return ""
    if before.endswith(SOFT):
        growing.text = before[:-1] + after
        return ""
    growing.text = before + after
    first = before.rsplit(None, 1)[-1]
    sure = not first.endswith("-") or first.rstrip("-").casefold().lstrip("('\"") in HYPHENATED
    return "" if sure else first + after.split()[0]
