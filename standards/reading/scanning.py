"""What can be seen of a section's lines before its items are gathered."""

from functools import cached_property

from standards.reading.document import Line
from standards.reading.marks import BULLET, CODE, COUNTED, DECIMAL, LETTER, NUMBER, mark_of
from standards.reading.tearing import freed_code, mended, parted_runs
from standards.reading.wording import lead_in_of

FIRST_CODES = frozenset({"P", "K"})


class Scan:
    """The lines of a section with their marks, and the style of mark that its items carry."""

    def __init__(self, lines: list[Line], letter: str, page_width: int) -> None:
        self.lines = mended(parted_runs(freed_code(lines, letter)) if letter in FIRST_CODES else lines)
        self.letter = letter
        self.page_width = page_width
        self.marks = [mark_of(line.text) if line.text else None for line in self.lines]
        self.width = max((len(line.text) for line in self.lines), default=0)
        self.top = self._top_style()
        self.last_at = {mark.n: index for index, mark in enumerate(self.marks) if mark and mark.style == self.top}

    def _top_style(self) -> str:
        codes = [mark for mark in self.marks if mark and mark.style == CODE and mark.letter == self.letter[0]]
        if codes and (codes[0].n <= 2 or len(codes) > 1):
            return CODE
        after_lead_in = 0
        for index, line in enumerate(self.lines):
            mark = self.marks[index]
            after_lead_in = max(after_lead_in, index + self._lead_in_length(index))
            if line.blank or index < after_lead_in:
                continue
            if mark is None and line.text.endswith(":"):
                return self._style_after_announcement(index)
            if mark and mark.style in {BULLET, LETTER, DECIMAL, NUMBER} and not (mark.bare and mark.n != 1):
                return mark.style
        return ""

    def _style_after_announcement(self, index: int) -> str:
        """Decide whether the list that an unmarked line announces is the section, or inside an item."""
        styles = [mark.style for mark in self.marks[index:] if mark]
        plain = [
            line
            for line, mark in zip(self.lines[index + 1 :], self.marks[index + 1 :], strict=True)
            if not mark and not line.blank
        ]
        return styles[0] if styles and (styles[0] in COUNTED or not plain) else ""

    def _after_blank(self, index: int) -> bool:
        return index == 0 or self.lines[index - 1].blank or bool(lead_in_of(self.lines[index - 1].text))

    def _lead_in_length(self, index: int) -> int:
        for length in (1, 2, 3):
            pieces = [line.text for line in self.lines[index : index + length]]
            if all(pieces) and len(pieces) == length and lead_in_of(" ".join(pieces)):
                return length
        return 0

    @cached_property
    def _parted_by_blanks(self) -> bool:
        full = [index for index, line in enumerate(self.lines) if not line.blank and not lead_in_of(line.text)]
        parted = sum(1 for index in full[1:] if self.lines[index - 1].blank)
        return parted * 2 >= max(len(full) - 1, 1)

    @cached_property
    def _items_begin_small(self) -> bool:
        first = [line.text[0] for line in self.lines if line.text and not lead_in_of(line.text)]
        return sum(sign.islower() for sign in first) > len(first) / 2
