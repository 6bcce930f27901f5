"""Codes in a column of their own: those that do not stand beside their texts are parted from these and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from standards.reading.formats.pdf.measure import LOOSE, SAME_EDGE, Line, Measure
from standards.reading.formats.pdf.words import Word
from standards.reading.lines import clean
from standards.reading.marks import mark_of
from standards.reading.wording import heading_of

CODE = re.compile(r"[PKSBV]\s?\d{1,3}[.:)]?")
COLUMN = 0.3
"""How far a code stands from its text at least, in sizes of type, to be in a column of its own."""
SAME_COLUMN = 3.0


def without_torn_codes(lines: Sequence[Line], measure: Measure) -> tuple[list[Line], dict[int, int]]:
    """Give the lines with torn codes together on one, and how many there are on each page that has some."""
    kept: list[Line] = []
    torn: Counter[int] = Counter()
    for stretch in _stretches(lines):
        first = next((index for index, line in enumerate(stretch) if _code_of(line)), None)
        if first is None or not (_are_torn(stretch[first:]) or _beside_wrong_lines(stretch[first:], measure)):
            kept += stretch
            continue
        edge = stretch[first].left
        first = _begun_above(stretch, first, measure)
        codes, texts = _pulled(stretch[first:], edge)
        torn[stretch[0].page] += len(codes)
        kept += [*stretch[:first], *_together(codes, texts)]
    return kept, dict(torn)


def _stretches(lines: Sequence[Line]) -> list[list[Line]]:
    """Part the lines where page or column changes and at headings."""
    found: list[list[Line]] = [[]]
    for line in lines:
        last = found[-1][-1] if found[-1] else None
        turned = last is not None and (line.page, line.column) != (last.page, last.column)
        if turned or (last is not None and last.alone) or line.alone or heading_of(clean(line.text)):
            found.append([])
        found[-1].append(line)
    return [stretch for stretch in found if stretch]


def _code_of(line: Line) -> str:
    """Give the code that a line begins with, apart from its text or without one."""
    if line.alone:
        return ""
    length = 2 if len(line.words) > 1 and len(line.words[0].text) == 1 else 1
    code = " ".join(word.text for word in line.words[:length])
    if not CODE.fullmatch(code):
        return ""
    apart = len(line.words) == length or line.words[length].x0 - line.words[length - 1].x1 >= COLUMN * line.size
    return code if apart else ""


def _alone(line: Line) -> bool:
    return bool(CODE.fullmatch(line.text))


def _are_torn(stretch: list[Line]) -> bool:
    """Say whether codes stand without a text on their line, and not each right above its own."""
    for index, line in enumerate(stretch):
        if not _alone(line):
            continue
        following = stretch[index + 1] if index + 1 < len(stretch) else None
        if following is None or _code_of(following) or following.left >= line.right:
            return True
    return False


def _beside_wrong_lines(stretch: list[Line], measure: Measure) -> bool:
    """Say whether codes stand beside lines that continue a text, while texts begin below that have none."""
    coded = [index for index, line in enumerate(stretch) if _code_of(line)]
    text_edge = _rest_of(stretch[0])[0].x0 if len(stretch[0].words) > 1 else stretch[0].left
    wrong = missing = 0
    for index, (before, line) in enumerate(pairwise(stretch), start=1):
        words = _rest_of(line)
        if not words or (not _code_of(line) and abs(line.left - text_edge) > SAME_EDGE * line.size):
            continue
        goes_on = measure.follows(before, line) and measure.full(before, words[0])
        wrong += goes_on and index in coded
        missing += not goes_on and index > coded[-1] and mark_of(line.text) is None and not before.text.endswith(":")
    return 0 < wrong <= missing


def _begun_above(stretch: list[Line], first: int, measure: Measure) -> int:
    """Give the first line of the text that a code stands in the middle of."""
    code, start = stretch[first], first
    edge = next((_rest_of(line)[0].x0 for line in stretch[first:] if _rest_of(line)), code.left)
    near = SAME_EDGE * code.size
    while start and abs(stretch[start - 1].left - edge) <= near < edge - code.left:
        below = next((line for line in stretch[start:] if not _alone(line)), code)
        if stretch[start - 1].y - below.y > LOOSE * measure.leading * code.size:
            break
        start -= 1
    return start


def _rest_of(line: Line) -> list[Word]:
    code = _code_of(line)
    return line.words[len(code.split()) :] if code else line.words


def _pulled(stretch: list[Line], edge: float) -> tuple[list[Line], list[Line]]:
    """Part codes from texts, each in its order."""
    codes: list[Line] = []
    texts: list[Line] = []
    for line in stretch:
        code = _code_of(line)
        if not code or abs(line.left - edge) > SAME_COLUMN:
            texts.append(line)
            continue
        length = len(code.split())
        codes.append(Line(line.words[:length], line.y, line.size, line.page, line.column))
        if line.words[length:]:
            texts.append(Line(line.words[length:], line.y, line.size, line.page, line.column))
    return codes, texts


def _together(codes: list[Line], texts: list[Line]) -> list[Line]:
    """Put all codes before the first text on one line: so nobody pairs them by counting."""
    printed = " ".join(code.text for code in codes)
    if not texts:
        first = codes[0]
        return [Line([word for code in codes for word in code.words], first.y, first.size, first.page, first.column)]
    first = texts[0]
    first.prefix = printed
    first.starts = True
    return texts
