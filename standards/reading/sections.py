"""Cuts the lines of a page at its headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from standards.drafting import Problem
from standards.reading.document import Line
from standards.reading.problems import problem
from standards.reading.wording import (
    ASSESSED,
    HEADINGS,
    KNOWLEDGE,
    OVERVIEW,
    PERFORMANCE,
    STRONG_LABELS,
    Known,
    fold,
    heading_of,
    label_of,
    lead_in_of,
    may_open_heading,
)

HEAD, METADATA = "head", "metadata"
BROKEN_OVER = 4
LABELS_WITHIN = 25
FIRST_CODE = {"P": PERFORMANCE, "K": KNOWLEDGE}
CODE = re.compile(r"([PK])1[.:)]?(?: |$)|([PK])1(?=[a-z])")
NUMBER = re.compile(r"\d{1,3}")


@dataclass
class Block:
    """The lines under one heading."""

    kind: str
    heading: str
    known: Known | None
    line: int
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Opening:
    """A heading found at some line: what it opens and how many lines it takes."""

    kind: str
    heading: str
    known: Known | None
    spent: int
    rest: str = ""


class Cutter:
    """Walks the lines once and starts a block at each heading."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.blocks = [Block(HEAD, "", None, lines[0].number if lines else 1)]
        self.problems: list[Problem] = []
        self.headed = {known.kind for index in range(len(lines)) if (known := self._heading(index)[0]) is not None}

    def cut(self) -> list[Block]:
        index = 0
        while index < len(self.lines):
            opening = self._opening(index)
            if opening is None:
                self.blocks[-1].lines.append(self.lines[index])
                index += 1
                continue
            self._open(opening, self.lines[index])
            index += opening.spent
        return self.blocks

    def _open(self, opening: Opening, line: Line) -> None:
        last = self.blocks[-1]
        same = opening.kind == last.kind and fold(opening.heading) == fold(last.heading)
        if not same or _names_an_element(last.lines[-2 * BROKEN_OVER :]):
            self.blocks.append(Block(opening.kind, opening.heading, opening.known, line.number))
        else:
            last.lines.append(line.saying(""))
        if opening.rest:
            self.blocks[-1].lines.append(line.saying(opening.rest))

    def _opening(self, index: int) -> Opening | None:
        if self.lines[index].blank:
            return None
        known, spent, rest = self._heading(index)
        if known is not None:
            heading = " ".join(line.text for line in self.lines[index : index + spent])
            printed = heading.removesuffix(rest).strip(" *:#")
            return Opening(known.kind, printed, known, spent, rest)
        return self._metadata(index) or self._implied(index)

    def _heading(self, index: int) -> tuple[Known | None, int, str]:
        if not may_open_heading(self.lines[index].text):
            return None, 0, ""
        for length in range(BROKEN_OVER, 0, -1):
            pieces = [line.text for line in self.lines[index : index + length]]
            if len(pieces) < length or not all(pieces) or len(pieces[0]) > LONGEST_LINE:
                continue
            known, rest = _heading_and_lead_in(" ".join(pieces))
            if known is not None and not self._links_to_criterion(known, index + length):
                return known, length, rest
        return None, 0, ""

    def _links_to_criterion(self, known: Known, following: int) -> bool:
        """In some suites "Performance criteria" and a number under it, inside knowledge, name a criterion."""
        inside = hasattr(self, "headed") and self.blocks[-1].kind in {KNOWLEDGE, "scope"}
        after = self.lines[following].text if following < len(self.lines) else ""
        return known.kind == PERFORMANCE and inside and bool(NUMBER.fullmatch(after))

    def _metadata(self, index: int) -> Opening | None:
        """Labels open a block only in company: one may begin a sentence."""
        if self.blocks[-1].kind == METADATA or label_of(self.lines[index].text) is None:
            return None
        fields: set[str] = set()
        for ahead in range(index, min(index + 2 * LABELS_WITHIN, len(self.lines))):
            if ahead > index and self._heading(ahead)[0] is not None:
                break
            fields |= self._label_at(ahead)
        strong = len(fields & STRONG_LABELS)
        opens = strong >= 2 or (strong == 1 and len(fields) >= 2)
        return Opening(METADATA, "", None, 0) if opens and self._label_at(index) & fields else None

    def _label_at(self, index: int) -> set[str]:
        for length in (3, 2, 1):
            pieces = [line.text for line in self.lines[index : index + length]]
            found = label_of(" ".join(pieces)) if all(pieces) and len(pieces) == length else None
            if found:
                return {found[0].kind}
        return set()

    def _implied(self, index: int) -> Opening | None:
        """Items whose heading is missing: their codes or their lead-in say what they are."""
        text = self.lines[index].text
        code = CODE.match(text)
        lead_in = lead_in_of(text)
        kind = FIRST_CODE[code[1] or code[2]] if code else lead_in.kind if lead_in else ""
        if not kind or kind in self.headed or any(block.kind == kind for block in self.blocks):
            return None
        heading = self._short_heading() if kind == KNOWLEDGE else ""
        if not heading:
            number = self.lines[index].number
            self.problems.append(problem("heading-missing", number, heading=HEADINGS["en"][kind][0]))
        return Opening(kind, heading, lead_in, 0)

    def _short_heading(self) -> str:
        """Take the one word that heads knowledge in some layouts; alone it would be too common to trust."""
        lines = self.blocks[-1].lines
        while lines and lines[-1].blank:
            lines.pop()
        return lines.pop().text if lines and fold(lines[-1].text) in SHORT_HEADINGS else ""


LONGEST_LINE = 160
SHORT_HEADINGS = frozenset({"knowledge", "gwybodaeth"})
ELEMENT = re.compile(r"Element( [A-Z].*)?")


def _names_an_element(lines: list[Line]) -> bool:
    return any(ELEMENT.fullmatch(line.text) for line in lines)


def _heading_and_lead_in(text: str) -> tuple[Known | None, str]:
    known = heading_of(text)
    if known is not None or len(text) > LONGEST_LINE:
        return known, ""
    words = text.split()
    for length in range(1, min(len(words), 10)):
        known = heading_of(" ".join(words[:length]))
        rest = " ".join(words[length:])
        if known is not None and known.kind in ASSESSED and lead_in_of(rest):
            return known, rest
    return None, ""


def title_before_metadata(blocks: list[Block]) -> list[Line]:
    """Take the last paragraph before the metadata, where the title of a page headed there stands."""
    for before, block in pairwise(blocks):
        if block.kind != METADATA or before.kind in {HEAD, OVERVIEW}:
            continue
        lines = before.lines
        end = len(lines)
        while end and lines[end - 1].blank:
            end -= 1
        start = end
        while start and not lines[start - 1].blank:
            start -= 1
        title = lines[start:end]
        if start and 0 < len(title) <= 3 and _could_be_title(title):
            del lines[start:]
            return title
    return []


def _could_be_title(lines: list[Line]) -> bool:
    text = " ".join(line.text for line in lines)
    return text[0].isupper() and not text.endswith((".", ";", ":")) and not CODE_OR_NUMBER.match(text)


CODE_OR_NUMBER = re.compile(r"[PKSBV]?\d{1,3}\b|\(?[a-z]{1,3}[.)] |[-–•·]")
