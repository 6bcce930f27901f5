"""Items as they grow line by line, and the lists inside them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from standards.drafting import Criterion, Problem, text_in
from standards.foundation import Language
from standards.reading.document import Line
from standards.reading.marks import BULLET, DECIMAL, LETTER, NUMBER, ROMAN_NUMBER, Mark, follows
from standards.reading.problems import problem
from standards.reading.wording import HYPHENATED, ROMAN, UNFINISHED


@dataclass
class Item:
    """One item of a section while its lines are being gathered."""

    line: int
    text: str
    printed: str | None = None
    n: int = 0
    style: str = ""
    indent: int = 0
    group: str | None = None
    last: int = 0
    children: list["Item"] = field(default_factory=list)

    @property
    def announces(self) -> bool:
        return self.text.endswith((":", ":-", ": -"))

    @property
    def unfinished(self) -> bool:
        last = self.text.rsplit(None, 1)[-1:]
        return bool(last) and (self.text.endswith((",", "-")) or last[0].casefold() in UNFINISHED)


@dataclass
class Tree:
    """The items of a section; knows which lists are still open under the last of them."""

    language: Language
    letter: str
    items: list[Item] = field(default_factory=list)
    open: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: Line, mark: Mark | None, group: str | None, text: str | None = None) -> Item:
        words = mark.rest if mark else text if text is not None else line.text
        item = Item(
            line.number, words, mark.printed if mark else None, mark.n if mark else 0,
            mark.style if mark else "", line.indent, group, line.number,
        )  # fmt: skip
        self.items.append(item)
        self.open = [item]
        return item

    def join(self, line: Line) -> None:
        """Go on with the deepest open item; a hyphen at the end of a line is kept."""
        item = self.open[-1]
        if breaks_word(item.text) and not _surely_hyphenated(item.text):
            word = item.text.rsplit(None, 1)[-1] + line.text.split()[0]
            self.problems.append(problem("hyphen-at-line-end", line.number, text=word))
        item.text = join_words(item.text, line.text)
        for opened in self.open:
            opened.last = line.number

    def takes(self, line: Line, mark: Mark) -> bool:
        """Put a marked line into the list it belongs to under the last item; False if it belongs to none."""
        style = self._style(mark)
        level = self._level(style)
        if level and self._next_in(self.open[level], line, mark, style):
            self._nest(level - 1, line, mark, style)
            return True
        if not self._starts(mark, style):
            return False
        self._nest(self._owner(mark), line, mark, style)
        if style in {LETTER, ROMAN_NUMBER} and not follows("", mark.printed, style):
            first = "i" if style == ROMAN_NUMBER else "a"
            self.problems.append(problem("numbering-jump", line.number, expected=first, printed=mark.printed))
        return True

    def expects(self, mark: Mark) -> bool:
        """Say whether an inner list is open whose next number this is."""
        level = self._level(mark.style)
        return level > 0 and self.open[level].n + 1 == mark.n

    def add_unmarked(self, line: Line) -> None:
        """Put an unmarked line under an item that announces a list."""
        level = self._level("")
        self._nest(level - 1 if level else len(self.open) - 1, line, None, "")

    def _style(self, mark: Mark) -> str:
        if mark.style != LETTER:
            return mark.style
        letters = self._level(LETTER)
        if letters and follows(self.open[letters].printed or "", mark.printed, LETTER):
            return LETTER
        return ROMAN_NUMBER if mark.printed in ROMAN and (mark.printed == "i" or self._level(ROMAN_NUMBER)) else LETTER

    def _level(self, style: str) -> int:
        """Give the depth of the open list of this style; 0 is none."""
        return next((depth for depth in range(len(self.open) - 1, 0, -1) if self.open[depth].style == style), 0)

    def _next_in(self, last: Item, line: Line, mark: Mark, style: str) -> bool:
        if style == NUMBER and mark.bare:
            return mark.n == last.n + 1
        if style in {NUMBER, DECIMAL} and mark.n != last.n + 1:
            self._jump(line, mark, str(last.n + 1))
        if style in {LETTER, ROMAN_NUMBER} and not follows(last.printed or "", mark.printed, style):
            self._jump(line, mark, f"{last.printed} +1")
        return True

    def _jump(self, line: Line, mark: Mark, expected: str) -> None:
        self.problems.append(problem("numbering-jump", line.number, expected=expected, printed=mark.printed))

    def _starts(self, mark: Mark, style: str) -> bool:
        if style in {LETTER, ROMAN_NUMBER, BULLET}:
            return True
        if style == DECIMAL:
            return mark.major in {self.items[-1].n, len(self.items)} and mark.n == 1
        deepest = self.open[-1].announces or self.items[-1].announces
        return mark.n == 1 and deepest

    def _owner(self, mark: Mark) -> int:
        """Give a new list to the deepest item that announces one, else to the item itself."""
        if mark.style == DECIMAL:
            return 0
        return next((depth for depth in range(len(self.open) - 1, -1, -1) if self.open[depth].announces), 0)

    def _nest(self, depth: int, line: Line, mark: Mark | None, style: str) -> None:
        child = Item(
            line.number, mark.rest if mark else line.text, mark.printed if mark else None,
            mark.n if mark else 0, style, line.indent, None, line.number,
        )  # fmt: skip
        owner = self.open[depth]
        owner.children.append(child)
        self.open = [*self.open[: depth + 1], child]
        for opened in self.open:
            opened.last = line.number


def join_words(before: str, after: str) -> str:
    """Words broken at the end of a line; a dash between spaces is no hyphen."""
    return before + after if breaks_word(before) else f"{before} {after}".strip()


def join_lines(lines: Iterable[str]) -> str:
    """Join many lines by the same rule, each but once copied."""
    parts: list[str] = []
    for line in lines:
        if parts and not breaks_word(parts[-1]):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def breaks_word(before: str) -> bool:
    return before.endswith("-") and before[-2:-1].isalpha()


def _surely_hyphenated(before: str) -> bool:
    return before.rstrip("-").rsplit(None, 1)[-1].casefold().lstrip("('\"") in HYPHENATED


def criteria_of(
    items: list[Item], letter: str, start: int, language: Language, *, assessed: bool
) -> tuple[Criterion, ...]:
    """Turn the finished items into criteria, numbered by position."""
    return tuple(
        _criterion(item, f"{letter}{position}", language, assessable=assessed)
        for position, item in enumerate(items, start=start)
    )


def _criterion(item: Item, code: str, language: Language, *, assessable: bool) -> Criterion:
    taken: set[str] = set()
    children = []
    for position, child in enumerate(item.children, start=1):
        part = child.printed if child.style in {LETTER, ROMAN_NUMBER} and child.printed else str(position)
        part = part if part not in taken else f"{part}-{position}"
        taken.add(part)
        children.append(_criterion(child, f"{code}.{part}", language, assessable=False))
    return Criterion(
        code=code,
        text=text_in(language, item.text),
        printed=item.printed,
        group=text_in(language, item.group) if item.group else None,
        assessable=assessable,
        lines=(item.line, max(item.last, item.line)),
        criteria=tuple(children),
    )
