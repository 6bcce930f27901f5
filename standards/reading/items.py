"""The items of one section, whatever marks they carry."""

import re
from dataclasses import dataclass, field

from standards.drafting import OtherSection, Paragraphs, Problem, text_in
from standards.facts import words_of
from standards.foundation import Language, Text
from standards.reading.document import Line
from standards.reading.marks import BULLET, CODE, COUNTED, NUMBER, Mark, mark_of
from standards.reading.nesting import Item, Tree
from standards.reading.problems import problem
from standards.reading.scanning import Scan
from standards.reading.tearing import lone_code, torn_of, trailing_heading
from standards.reading.wording import fold, lead_in_of

LONGEST_SUBHEADING = 110
MOST_SUBHEADINGS = 4
WIDE = 160
ROOM = 0.55
FULL = 0.85
LINK = re.compile(r"(meini prawf perfformiad|performance criteria|performance criterion) \d{1,3}", re.IGNORECASE)
ELEMENT = re.compile(r"(?:Element / )?(?P<code>[A-Z]{1,}[A-Z0-9]*\d\.\d+) / (?P<title>.+)")


@dataclass
class Gathered:
    """What a section holds: its stem, its items and the words that found no place."""

    stem: Text
    items: list[Item]
    apart: list[OtherSection] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Gatherer(Scan):
    """Walks the lines of a section once; looks ahead only through what was counted before."""

    def __init__(
        self, lines: list[Line], letter: str, language: Language, group: str | None, page_width: int = 0
    ) -> None:
        super().__init__(lines, letter, page_width)
        self.language = language
        self.tree = Tree(language, letter)
        self.problems = self.tree.problems
        self.stem = Text()
        self.group = group
        self.gathering_group = group is not None
        self.expected = 1
        self.apart: list[Line] = []
        self.torn: list[OtherSection] = []

    def gather(self) -> Gathered:
        index = 0
        while index < len(self.lines):
            index += self._take(index)
        apart = [*self.torn]
        if self.apart:
            words = tuple(line.text for line in self.apart)
            lines = (self.apart[0].number, self.apart[-1].number)
            apart.append(OtherSection("unplaced", Text(), Paragraphs.of(self.language, words), lines))
        self._announced_without_list(self.tree.items)
        return Gathered(self.stem, self.tree.items, apart, self.problems)

    def _take(self, index: int) -> int:
        line = self.lines[index]
        if line.blank:
            return 1
        lead_in = self._lead_in_length(index)
        if lead_in:
            self._keep_lead_in(index, lead_in)
            return lead_in
        if torn_of(line.text) and self.top in {CODE, ""}:
            return self._take_torn(index)
        number = lone_code(line.text, self.letter) if self.top in COUNTED else 0
        if number:
            self._without_words(line, number)
            return 1
        mark = self.marks[index]
        if mark and mark.style == self.top and (self.top != CODE or mark.letter == self.letter[0]):
            self._top(index, line, mark)
        elif mark and self.tree.items and self._is_list(mark) and self.tree.takes(line, mark):
            pass
        else:
            self._words(index, line, mark)
        return 1

    def _without_words(self, line: Line, number: int) -> None:
        """Count the next code though its words are lost; a stray one belongs to no item."""
        if number != self.expected:
            self._keep_apart(line)
            return
        printed = line.text.rstrip(".:)")
        self.problems.append(problem("item-without-text", line.number, printed=printed))
        self._add(line, Mark(self.top, printed, "", number))
        self.expected = number + 1

    def _is_list(self, mark: Mark) -> bool:
        return mark.style != CODE

    # What stands at the top

    def _top(self, index: int, line: Line, mark: Mark) -> None:
        if self.top not in COUNTED:
            if self.top == BULLET and (self._deeper(line) or self._other_bullet(mark)):
                self.tree.takes(line, mark)
            else:
                self._add(line, mark)
        elif self._belongs_inside(index, line, mark) and self.tree.takes(line, mark):
            return
        elif self._is_next_item(index, line, mark):
            self._add(line, mark)
            self.expected = mark.n + 1
            self._split_rest(index)
        else:
            self.problems.append(problem("number-in-text", line.number, printed=mark.printed))
            self._words(index, line, None)

    def _other_bullet(self, mark: Mark) -> bool:
        """Say whether this is another sign than the items' own, in a list that the last of them announces."""
        items = self.tree.items
        return bool(items) and items[-1].announces and mark.printed != items[-1].printed

    def _deeper(self, line: Line) -> bool:
        return bool(self.tree.items) and line.indent >= self.tree.items[-1].indent + 2

    def _belongs_inside(self, index: int, line: Line, mark: Mark) -> bool:
        """Numbers inside an item, where the items are numbered too."""
        if mark.style != NUMBER or not self.tree.items or self.gathering_group:
            return False
        if self.tree.expects(mark):
            return mark.n != self.expected or self._deeper(line) or self.last_at.get(mark.n, -1) > index
        announced = self.tree.items[-1].announces or self.tree.open[-1].announces
        return mark.n == 1 and self.expected != 1 and (announced or self._deeper(line))

    def _is_next_item(self, index: int, line: Line, mark: Mark) -> bool:
        if mark.n == self.expected:
            return not self._of_the_sentence(index, mark)
        fresh = self._after_blank(index) or self.gathering_group
        if mark.n == 1 and self.tree.items:
            return self._flag(fresh or not mark.bare, "numbering-restart", line, printed=mark.printed)
        comes_later = self.last_at.get(self.expected, -1) > index and mark.n > self.expected
        goes_on = not mark.bare or (mark.n > self.expected and self.last_at.get(mark.n + 1, -1) > index)
        in_sentence = bool(self.tree.items) and self.tree.open[-1].unfinished and not fresh
        expected = f"{self.letter if self.top == CODE else ''}{self.expected}"
        accepted = goes_on and not comes_later and not in_sentence
        return self._flag(accepted, "numbering-jump", line, expected=expected, printed=mark.printed)

    def _of_the_sentence(self, index: int, mark: Mark) -> bool:
        """Tell a number without a stop that goes on with an unfinished sentence: the same with a stop comes later."""
        if not mark.bare or not self.tree.items or not self.tree.open[-1].unfinished or self._after_blank(index):
            return False
        return any(later and later.n == mark.n and not later.bare for later in self.marks[index + 1 :])

    def _flag(self, accepted: bool, code: str, line: Line, **facts: object) -> bool:  # noqa: FBT001
        if accepted:
            self.problems.append(problem(code, line.number, **facts))
        return accepted

    def _add(self, line: Line, mark: Mark | None, text: str | None = None) -> None:
        self.tree.add(line, mark, self.group, text)
        self.gathering_group = False

    def _split_rest(self, index: int) -> None:
        """Split two items on a line if the next number follows and starts no later line."""
        while self.last_at.get(self.expected, -1) <= index:
            item = self.tree.items[-1]
            found = self._next_mark(index, item)
            if not found or not item.text[: found.start()].strip():
                return
            line = self.lines[index].saying(item.text[found.start() :])
            mark = mark_of(line.text)
            if mark is None:
                return
            item.text = self._without_heading(line, item.text[: found.start()].strip())
            self.problems.append(problem("items-on-one-line", line.number, printed=mark.printed))
            self._add(line, mark)
            self.expected = mark.n + 1

    def _without_heading(self, line: Line, text: str) -> str:
        """On a page run together, a sub-heading stands at the end of the item before it."""
        block, heading = (
            trailing_heading(text) if len(self.lines) < len(line.text) and len(line.text) > WIDE else (text, "")
        )
        if heading and self._items_begin_small:
            self.problems.append(problem("subheading-unsure", line.number, text=heading))
            self._set_group(heading)
            return block
        return text

    def _next_mark(self, index: int, item: Item) -> re.Match[str] | None:
        n = self.expected
        if self.top == CODE:
            pattern = rf"(?<![A-Z0-9]){self.letter}{n}\b[.:)]?\s+(?=\S)"
        elif " / " in self.lines[index].text:
            pattern = rf"(?<!\d){n} / (?=\S)"
        else:
            pattern = rf"(?<=\s){n}[.)]\s+(?=[^\d\s])"
        return re.search(pattern, item.text)

    # Words without a mark

    def _words(self, index: int, line: Line, mark: Mark | None) -> None:
        if mark is None and self._is_subheading(index):
            self._keep_subheading(index, line)
        elif self.apart and index and self.lines[index - 1] is self.apart[-1]:
            self.apart.append(line)
        elif not self.tree.items:
            self._first_words(line)
        elif self.top == "":
            self._unmarked_item(index, line)
        elif self._after_blank(index):
            self._words_after_blank(line)
        elif self._goes_on(index):
            self._join(index, line)
        elif self.tree.open[-1].announces or (len(self.tree.open) > 1 and self.tree.open[-1].style == ""):
            self._unmarked(line)
            self.tree.add_unmarked(line)
        else:
            self._unmarked(line)
            self._add(line, None)

    def _join(self, index: int, line: Line) -> None:
        may_head = line.text[0].isupper() and len(line.text) <= LONGEST_SUBHEADING and self._before_item(index, 0)
        if not self.tree.open[-1].unfinished and (may_head or not self._fills(index - 1, line)):
            self.problems.append(problem("line-joined", line.number, text=line.text))
        self.tree.join(line)
        if self.top in COUNTED and len(self.tree.open) == 1:
            self._split_rest(index)

    def _first_words(self, line: Line) -> None:
        if self.top == "":
            self._add(line, None)
        else:
            self._keep_apart(line)

    def _unmarked_item(self, index: int, line: Line) -> None:
        """Nothing is marked here: a paragraph is an item, or a line where no blank lines part them."""
        joined = not self._after_blank(index) and self._parted_by_blanks
        if joined or (self.tree.open[-1].unfinished and not self._after_blank(index)):
            self.tree.join(line)
        else:
            self._add(line, None)

    def _words_after_blank(self, line: Line) -> None:
        item = self.tree.open[-1]
        if line.text[0].islower() and (item.unfinished or (self.width < WIDE and not item.text.endswith("."))):
            self.problems.append(problem("line-joined", line.number, text=line.text))
            self.tree.join(line)
        elif line.text[0].islower() and not line.text.endswith("."):
            self._unmarked(line)
            self._add(line, None)
        else:
            self._keep_apart(line)

    def _goes_on(self, index: int) -> bool:
        """Say whether this line continues the one before, which was as long as lines here can be."""
        before = len(self.lines[index - 1].text)
        wraps = max(self.width, self.page_width) < WIDE and before >= ROOM * self.width
        return self.tree.open[-1].unfinished or wraps

    def _fills(self, index: int, after: Line) -> bool:
        """Say whether the first word of the next line had no more room on this one, as far as can be seen."""
        needed = len(self.lines[index].text) + 1 + len(after.text.split(maxsplit=1)[0])
        return needed >= FULL * max(self.width, self.page_width)

    def _unmarked(self, line: Line) -> None:
        self.problems.append(problem("line-unmarked", line.number, text=line.text))

    def _keep_apart(self, line: Line) -> None:
        self.problems.append(problem("text-outside-items", line.number, text=line.text))
        self.apart.append(line)

    def _announced_without_list(self, items: list[Item]) -> None:
        for item in items:
            if item.announces and not item.children:
                self.problems.append(problem("list-missing", item.last or item.line, printed=item.printed or item.text))
            self._announced_without_list(item.children)

    # Lead-ins, sub-headings, torn codes

    def _keep_lead_in(self, index: int, length: int) -> None:
        text = " ".join(line.text for line in self.lines[index : index + length])
        known = lead_in_of(text)
        if known is None or words_of(self.stem):
            return
        self.stem = text_in(known.language, text)
        if known.language != self.language:
            self.problems.append(problem("lead-in-language", self.lines[index].number, text=text))

    def _is_subheading(self, index: int, depth: int = 0) -> bool:
        """Find a short line with no mark and no end stop, capital first, before an item."""
        text = self.lines[index].text
        if LINK.fullmatch(fold(text)):
            return True
        looks = len(text) <= LONGEST_SUBHEADING and text[0].isupper() and text[-1] not in ".,;"
        looks = looks and (text[-1] != ":" or self._next_goes_on(index))
        if not looks or (self.top == "" and not self._items_begin_small):
            return False
        if not self._after_blank(index) and self.tree.items and not self.gathering_group:
            before = self.lines[index - 1].text
            full = len(before) >= 0.9 * self.width > 60 and max(self.width, self.page_width) < WIDE
            if self.tree.open[-1].unfinished or full:
                return False
        return self._before_item(index, depth)

    def _next_goes_on(self, index: int) -> bool:
        """Say whether the numbers go on under this line: what announced a list would start them again."""
        after = next((mark for mark in self.marks[index + 1 : index + 3] if mark), None)
        counted = after is not None and after.style == self.top and self.top in COUNTED
        return bool(self.tree.items) and counted and after is not None and after.n == self.expected

    def _before_item(self, index: int, depth: int) -> bool:
        following = index + 1
        while following < len(self.lines) and self.lines[following].blank:
            following += 1
        if following >= len(self.lines):
            return False
        mark = self.marks[following]
        if self._lead_in_length(following) or torn_of(self.lines[following].text):
            return True
        if mark is not None:
            return mark.style == self.top
        if self.top == "" and self.lines[following].text[0].islower():
            return True
        return depth < MOST_SUBHEADINGS and self._is_subheading(following, depth + 1)

    def _keep_subheading(self, index: int, line: Line) -> None:
        text = line.text.replace("*", "").rstrip(": ")
        certain = self._after_blank(index) or self.gathering_group or LINK.fullmatch(fold(text))
        if not certain and self.tree.items:
            self.problems.append(problem("subheading-unsure", line.number, text=text))
        self._set_group(f"{self.group} / {text}" if self.gathering_group and self.group else text)

    def _set_group(self, group: str) -> None:
        found = ELEMENT.fullmatch(group)
        self.group = f"{found['code']} {found['title']}" if found else group
        self.gathering_group = True

    def _take_torn(self, index: int) -> int:
        line = self.lines[index]
        torn = torn_of(line.text)
        if torn is None:
            return 1
        after = self._texts_after(index)
        paired = not torn.block and len(after) == len(torn.codes)
        marks = [Mark(CODE, code, "", int(code[1:]), code[0]) for code in torn.codes]
        for position, mark in enumerate(marks):
            self.tree.add(after[position] if paired else line, mark, self.group)
            self.tree.items[-1].text = after[position].text if paired else ""
        self.expected = marks[-1].n + 1
        self.gathering_group = False
        code = "codes-torn-paired" if paired else "codes-torn"
        self.problems.append(problem(code, line.number, count=len(marks)))
        if not paired:
            self._keep_block(index, [torn.block, *(other.text for other in after)])
        return 1 + (self.lines.index(after[-1]) - index if after else 0)

    def _texts_after(self, index: int) -> list[Line]:
        """Give the unmarked lines after torn codes, up to a mark, a lead-in or a sub-heading."""
        texts: list[Line] = []
        for ahead in range(index + 1, len(self.lines)):
            line = self.lines[ahead]
            if line.blank:
                continue
            if self.marks[ahead] or self._lead_in_length(ahead) or torn_of(line.text) or self._is_subheading(ahead):
                break
            texts.append(line)
        return texts

    def _keep_block(self, index: int, texts: list[str]) -> None:
        line = self.lines[index]
        followed = index + 1 < len(self.lines)
        if followed and texts[0] and (self._lead_in_length(index + 1) or torn_of(self.lines[index + 1].text)):
            block, heading = trailing_heading(texts[0])
            texts = [block, *texts[1:]]
            if heading:
                self.problems.append(problem("subheading-unsure", line.number, text=heading))
                self._set_group(heading)
        words = tuple(text for text in texts if text)
        self.torn.append(OtherSection("torn", Text(), Paragraphs.of(self.language, words), (line.number, line.number)))
