"""The footnotes of a printed law: their texts, and the marks in the words that point at them."""

from collections.abc import Iterator

from standards.drafting import Problem
from standards.reading.legislation import openings
from standards.reading.legislation.blocks import Block
from standards.reading.legislation.provisions import Provision
from standards.reading.legislation.references import footnote_marks
from standards.reading.problems import problem


class Footnotes:
    """Pairs marks with texts, and tells one by one what is missing."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.texts: dict[int, list[str]] = {}
        self.places: dict[int, int] = {}
        self.marks: dict[int, Provision] = {}
        self.last = 0
        self.told: list[Problem] = []
        number = 0
        for block in blocks:
            found = openings.ALONE.fullmatch(block.text) or openings.NUMBERED.fullmatch(block.text)
            if found and found["n"].isdigit():
                number = int(found["n"])
                if number in self.texts:
                    self.told.append(problem("footnote-repeated", block.first, printed=number))
                self.places.setdefault(number, block.first)
                words = found.groupdict().get("rest") or ""
                self.texts.setdefault(number, []).extend([words] if words else [])
            else:
                self.texts.setdefault(number, []).append(block.text)

    def marked(self, text: str, spans: tuple[tuple[int, int], ...], one: Provision) -> list[str]:
        """Give the numbers that these words refer to, in the order of the page."""
        numbers = []
        for number, in_order in footnote_marks(text, spans, self.last):
            if not in_order:
                self.told.append(problem("footnote-order", one.first, printed=number, code=one.code))
            self.marks.setdefault(number, one)
            self.last = number
            numbers.append(str(number))
        return numbers

    def items(self) -> Iterator[str]:
        for number, texts in self.texts.items():
            yield f"({number}) {' '.join(texts)}".strip()

    def problems(self) -> list[Problem]:
        found = list(self.told)
        for number, one in self.marks.items():
            if number not in self.texts:
                found.append(problem("footnote-missing", one.first, printed=number, code=one.code))
        for number, texts in self.texts.items():
            if number not in self.marks:
                found.append(problem("footnote-unmarked", self.places.get(number), printed=number))
            if not texts:
                found.append(problem("footnote-empty", self.places.get(number), printed=number))
        return found
