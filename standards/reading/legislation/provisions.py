"""Parts, regulations, paragraphs and what is lettered under them: the tree of a printed law."""

from dataclasses import dataclass, field

from standards.drafting import Problem
from standards.reading.legislation import openings
from standards.reading.legislation.blocks import Block
from standards.reading.problems import problem
from standards.reading.wording import ENGLISH_LETTERS, ROMAN, WELSH_LETTERS

UNMARKED = "unmarked"


@dataclass
class Provision:
    """One paragraph, or one thing that is lettered under it; `closing` stands under its own list."""

    code: str
    printed: str | None
    style: str
    text: str
    first: int
    last: int
    closing: str = ""
    children: list["Provision"] = field(default_factory=list)

    @property
    def announces(self) -> bool:
        return openings.announces(self.text)

    def whole(self) -> str:
        return f"{self.text} {self.closing}".strip()


@dataclass
class Regulation:
    """A regulation with its heading and its paragraphs."""

    code: str
    heading: str
    line: int
    paragraphs: list[Provision] = field(default_factory=list)


@dataclass
class Part:
    """What stands under the heading of a Part, a Chapter or a Schedule, or under none."""

    level: str
    number: str
    heading: str
    line: int
    titled: bool
    regulations: list[Regulation] = field(default_factory=list)


@dataclass
class Kept:
    """Words that belong to no provision."""

    kind: str
    blocks: list[Block] = field(default_factory=list)


class Letters:
    """Which letter follows which, by the alphabet of the document."""

    def __init__(self, alphabet: tuple[str, ...] | None) -> None:
        self.alphabets = (alphabet,) if alphabet else (WELSH_LETTERS, ENGLISH_LETTERS)

    def follows(self, before: str, mark: str, style: str) -> bool:
        if style == "roman":
            return _next_in(ROMAN, before, mark)
        if style == "double":
            return len(mark) == 2 and mark[0] == mark[1] and ord(mark[0]) == ord(before[0]) + 1
        if style == "capital":
            return len(mark) == 1 and mark.isupper() and ord(mark) == ord(before[0]) + 1
        return any(_next_in(alphabet, before, mark) for alphabet in self.alphabets) or self._inserted(before, mark)

    def _inserted(self, before: str, mark: str) -> bool:
        """Allow letters put in later: a, aa, ab, b."""
        if len(mark) == 2 and mark not in self.alphabets[0] and mark[0] == before[0]:
            return len(before) == 1 or mark > before
        return len(before) == 2 and before not in self.alphabets[0] and self.follows(before[0], mark, "letter")

    def expected(self, before: str, style: str) -> str:
        if style == "roman" and before in ROMAN[:-1]:
            return str(ROMAN[ROMAN.index(before) + 1])
        alphabet: tuple[str, ...] = self.alphabets[0]
        return str(alphabet[alphabet.index(before) + 1]) if before in alphabet[:-1] else f"{before} +1"

    def between(self, first: str, last: str) -> list[str]:
        """Give the letters, or numbers, from one to another."""
        if first.isdigit() and last.isdigit():
            return [str(n) for n in range(int(first), int(last) + 1)]
        for alphabet in (*self.alphabets, ROMAN):
            if first in alphabet and last in alphabet and alphabet.index(first) < alphabet.index(last):
                return list(alphabet[alphabet.index(first) : alphabet.index(last) + 1])
        return [first, last]


def _next_in(alphabet: tuple[str, ...], before: str, mark: str) -> bool:
    return before in alphabet and mark in alphabet and alphabet.index(mark) == alphabet.index(before) + 1


class Stack:
    """The provisions that are open under one paragraph, from the paragraph inwards."""

    def __init__(self, letters: Letters, problems: list[Problem]) -> None:
        self.letters = letters
        self.problems = problems
        self.open: list[Provision] = []

    def begin(self, paragraph: Provision) -> None:
        self.open = [paragraph]

    def place(self, mark: str, rest: str, block: Block, ahead: str | None) -> None:
        """Put what has a letter where it belongs; `ahead` is the letter of what comes next."""
        depth, style = self._depth_and_style(mark, block, ahead)
        self._add(depth, Provision(f"({mark})", mark, style, rest, block.first, block.last))

    def place_unmarked(self, text: str, block: Block, printed: str | None = None) -> None:
        """Put an item of a list that has no letters."""
        depth = next((at for at in range(len(self.open) - 1) if self.open[at + 1].style == UNMARKED), None)
        owner = len(self.open) - 1 if depth is None else depth
        number = len(self.open[owner].children) + 1
        self._add(owner, Provision(f".{number}", printed, UNMARKED, text, block.first, block.last))

    def _add(self, depth: int, child: Provision) -> None:
        owner = self.open[depth]
        code = f"{owner.code}{child.code}"
        if any(one.code == code for one in owner.children):
            given = f"{code}-{len(owner.children) + 1}"
            self.problems.append(problem("code-repeated", child.first, code=code, given=given))
            code = given
        child.code = code
        owner.children.append(child)
        self.open = [*self.open[: depth + 1], child]
        for one in self.open:
            one.last = max(one.last, child.last)

    def _depth_and_style(self, mark: str, block: Block, ahead: str | None) -> tuple[int, str]:
        carried_on = [
            depth
            for depth in range(len(self.open) - 2, -1, -1)
            if (last := self.open[depth + 1]).printed and self.letters.follows(last.printed, mark, last.style)
        ]
        begins = [style for style, first in openings.FIRST.items() if mark == first]
        if "double" in begins and not any(one.style == "roman" for one in self.open):
            begins = []
        if carried_on and begins:
            return self._either(mark, carried_on[0], begins[0], block, ahead)
        if carried_on:
            return carried_on[0], self.open[carried_on[0] + 1].style
        if begins:
            return len(self.open) - 1, begins[0]
        return self._jump(mark, block)

    def _either(self, mark: str, depth: int, style: str, block: Block, ahead: str | None) -> tuple[int, str]:
        """Tell (i) the letter from (i) the number by what comes next, else by what announces a list."""
        last = self.open[depth + 1]
        if ahead and self.letters.follows(mark, ahead, style):
            return len(self.open) - 1, style
        if ahead and self.letters.follows(mark, ahead, last.style):
            return depth, last.style
        if self.open[-1].announces:
            cy, en = openings.STYLES[style]
            self.problems.append(problem("letter-unsure", block.first, printed=mark, style_cy=cy, style_en=en))
            return len(self.open) - 1, style
        return depth, last.style

    def _jump(self, mark: str, block: Block) -> tuple[int, str]:
        style = _style_of(mark)
        for depth in range(len(self.open) - 2, -1, -1):
            last = self.open[depth + 1]
            if last.style == style and last.printed:
                expected = self.letters.expected(last.printed, style)
                self.problems.append(problem("numbering-jump", block.first, expected=expected, printed=mark))
                return depth, style
        expected = openings.FIRST[style]
        self.problems.append(problem("numbering-jump", block.first, expected=expected, printed=mark))
        return len(self.open) - 1, style

    def close(self, block: Block, ahead: str | None, *, ended: bool) -> None:
        """Put words that stand under a list: they end the sentence of which the list is a part."""
        owner, unsure = self.open[0], len(self.open) > 2 or ended
        if ahead is not None:
            depth, _ = self.peek(ahead)
            owner, unsure = self.open[min(depth + 1, len(self.open) - 1)], ended
        owner.closing = f"{owner.closing} {block.text}".strip()
        for one in self.open[: self.open.index(owner) + 1]:
            one.last = max(one.last, block.last)
        if unsure:
            self.problems.append(problem("closing-unsure", block.first, text=block.text, code=owner.code))

    def peek(self, mark: str) -> tuple[int, str]:
        """Say where a letter would go, without telling of it."""
        silent = Stack(self.letters, [])
        silent.open = self.open
        return silent._depth_and_style(mark, Block("", 0, 0), None)


def _style_of(mark: str) -> str:
    if mark.isupper():
        return "capital"
    return "letter" if mark in WELSH_LETTERS or mark in ENGLISH_LETTERS else "roman" if mark in ROMAN else "letter"
