"""Lines of running text become its pieces: paragraphs, headings and the items of lists."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from standards.reading.document import Line
from standards.reading.marks import BULLET, CODE, Mark, mark_of
from standards.reading.nesting import join_lines
from standards.reading.wording import WIDE, is_noise

LONGEST_HEADING = 110
LONGEST_PAGE_NUMBER = 3
FULL = 0.85
"""A line is full when the next word would have reached so much of the widest line."""
MORE_BULLETS = re.compile(
    r"(?P<printed>[\uf0b7\uf0a7\uf0d8■□▪▫▸►⁃∗+])\s*(?P<rest>\S.*)|(?P<dash>[-–—*])(?P<more>[^\W\d_].*)"
)
LONE_BULLET = re.compile(r"[•·▪◦●‣∙➢✓■□▫▸►⁃\uf0b7\uf0a7*–—-]")
MARKDOWN = re.compile(r"#{1,6} +(?=\S)")
TERMINAL = (".", ";", ":", ",", "!")
ANNOUNCING = (":", ":-", ": -", ":–", ": –")


@dataclass(frozen=True)
class Piece:
    """A paragraph, a heading or an item: its words, the mark before them and the lines that it came from."""

    text: str
    line: int
    last: int
    mark: Mark | None = None
    indent: int = 0
    fresh: bool = True
    """A blank line stands before it."""
    printed: str = ""
    """Its words with the mark before them, as they stand on the page."""
    titled: bool = False
    """It is marked as a heading, so that no guess is needed."""

    @property
    def announces(self) -> bool:
        return self.text.endswith(ANNOUNCING)

    @property
    def ended(self) -> bool:
        return self.text.endswith(TERMINAL) or self.announces

    @property
    def heads(self) -> bool:
        """It has the look of a heading: short, begins large, ends without a stop."""
        if self.titled:
            return True
        begins = self.text[:1].isupper() or self.text[:1].isdigit()
        return self.mark is None and begins and len(self.text) <= LONGEST_HEADING and not self.ended


def pieces_of(lines: Iterable[Line]) -> list[Piece]:
    """Give the pieces in the order of the page; a line that was broken to fit the page is put together again."""
    kept = _with_bullets(list(lines))
    width = max((len(line.text) for line in kept), default=0)
    wrapped = width < WIDE and _is_wrapped(kept, width)
    found: list[_Gathered] = []
    fresh = True
    for line in kept:
        if line.blank:
            fresh = True
            continue
        mark = list_mark(line.text)
        if found and mark is None and not fresh and wrapped and _goes_on(found[-1], line, width):
            found[-1].lines.append(line)
        else:
            found.append(_Gathered([line], mark, fresh=fresh))
        fresh = False
    return [_piece(one) for one in found]


@dataclass
class _Gathered:
    """The lines of a piece while they are gathered."""

    lines: list[Line]
    mark: Mark | None
    fresh: bool


def list_mark(text: str) -> Mark | None:
    """Find the mark that an item of a list begins with; a number without a stop is part of a sentence."""
    mark = mark_of(text)
    if mark and mark.style != CODE and not mark.bare:
        return mark
    found = MORE_BULLETS.match(text)
    if not found:
        return None
    return Mark(BULLET, found["printed"] or found["dash"], found["rest"] or found["more"])


def _piece(gathered: _Gathered) -> Piece:
    first, mark = gathered.lines[0], gathered.mark
    titled = MARKDOWN.match(first.text)
    text = mark.rest if mark else first.text[titled.end() :] if titled else first.text
    more = [line.text for line in gathered.lines[1:]]
    return Piece(
        text=join_lines([text, *more]),
        line=first.number,
        last=gathered.lines[-1].number,
        mark=mark,
        indent=first.indent,
        fresh=gathered.fresh,
        printed=join_lines([first.text, *more]),
        titled=bool(titled),
    )


def _with_bullets(lines: list[Line]) -> list[Line]:
    """Put a bullet that stands on a line of its own before the words that follow it, and empty the furniture."""
    kept: list[Line] = []
    bullet = ""
    for line in lines:
        if LONE_BULLET.fullmatch(line.text):
            bullet = line.text
            continue
        if bullet and not line.blank:
            kept.append(line if list_mark(line.text) else line.saying(f"{bullet} {line.text}"))
            bullet = ""
        else:
            kept.append(line.saying("") if _is_furniture(line.text) else line)
    return kept


def _is_furniture(text: str) -> bool:
    return is_noise(text) or (text.isdigit() and len(text) <= LONGEST_PAGE_NUMBER)


def _is_wrapped(lines: Sequence[Line], width: int) -> bool:
    """Say whether sentences go on from full lines to lines that begin small; what follows a colon may be a list."""
    announced = False
    for before, line in pairwise(lines):
        if line.blank or list_mark(line.text):
            announced = False
            continue
        announced = announced or before.text.endswith(ANNOUNCING)
        full = _is_full(before.text, line.text, width)
        if not announced and full and line.text[0].islower() and not before.text.endswith(TERMINAL):
            return True
    return False


def _is_full(before: str, after: str, width: int) -> bool:
    return bool(before) and len(before) + 1 + len(after.split(maxsplit=1)[0]) >= FULL * width


def _goes_on(gathered: _Gathered, line: Line, width: int) -> bool:
    before = gathered.lines[-1].text
    if before.endswith(ANNOUNCING) or MARKDOWN.match(line.text):
        return False
    hangs = gathered.mark is not None and line.indent > gathered.lines[0].indent
    return hangs or _is_full(before, line.text, width)
