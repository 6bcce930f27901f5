"""Walks the paragraphs of a printed law once and puts each where it belongs."""

import re

from standards.drafting import Problem
from standards.reading.legislation import openings
from standards.reading.legislation.blocks import Block, marked
from standards.reading.legislation.provisions import Kept, Letters, Part, Provision, Regulation, Stack
from standards.reading.problems import problem

EXPLANATORY = re.compile(r"nodyn esboniadol|explanatory note", re.IGNORECASE)
ANNOTATIONS = re.compile(
    r"(?:gwybodaeth (?:cychwyn|maint)|commencement information|extent information|textual amendments"
    r"|diwygiadau testunol|modifications etc\.?.*|addasiadau etc\.?.*|marginal citations)",
    re.IGNORECASE,
)
ANNOTATION = re.compile(r"[CEFIMPX]\d{1,3}\S.*")
DEFINING = re.compile(
    r"(?:mae |ystyr )?[“\"‘]|mae i [“\"‘]|ystyr |rhaid dehongli |in relation to |mewn perthynas ", re.IGNORECASE
)
SENTENCE_END = (".", ".”", ".)")


class Gatherer:
    """Gathers Parts, regulations and their paragraphs; what belongs to none is kept apart."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.parts: list[Part] = []
        self.before: list[Block] = []
        self.kept: list[Kept] = []
        self.problems: list[Problem] = []
        marks = [found["mark"] for block in blocks if (found := openings.LETTERED.fullmatch(_inner(block.text)))]
        self.letters = Letters(openings.alphabet_of(marks))
        self.stack = Stack(self.letters, self.problems)
        self.heading: Block | None = None
        self.prefix = ""
        self.taken: set[str] = set()
        self.unclosed: list[int] = []
        self.last_regulation = max((n for n, one in enumerate(blocks) if openings.regulation(one.text)), default=-1)

    def gather(self) -> "Gatherer":
        for index, block in enumerate(self.blocks):
            self._take(index, block)
        self._flush_heading()
        if self.unclosed:
            self.problems.append(problem("brackets-missing", self.unclosed[0], count=len(self.unclosed)))
        for part in self.parts:
            self._check_lists([one for regulation in part.regulations for one in regulation.paragraphs])
        return self

    def _take(self, index: int, block: Block) -> None:
        if self.kept and self.kept[-1].kind == "explanatory":
            self.kept[-1].blocks.append(block)
        elif EXPLANATORY.fullmatch(block.text):
            self.kept.append(Kept("explanatory", [block]))
        elif ANNOTATIONS.fullmatch(block.text) or (ANNOTATION.fullmatch(block.text) and self._annotated()):
            self._keep("annotations", block)
        elif found := openings.part_heading(block.text):
            self._begin_part(found, block)
        elif self._opens_regulation(block, index):
            self._begin_regulation(block)
        elif not (self._regulation and (self._takes_number(block) or self._takes_letter(index, block))):
            self._take_words(index, block)

    # Headings

    def _begin_part(self, found: openings.PartHeading, block: Block) -> None:
        self._flush_heading()
        self.parts.append(Part(found.level, found.number, found.text, block.first, titled=bool(found.heading)))
        if found.level == "schedule":
            self.prefix = f"Sch{found.number}."
        if found.glued:
            self.problems.append(problem("heading-glued", block.first, text=found.text))

    def _opens_regulation(self, block: Block, index: int) -> bool:
        """Take a number and a full stop for a regulation with a dash after them, in turn, or under a heading."""
        found = openings.regulation(block.text)
        if found is None:
            return False
        number, rest, dashed = found
        last = self.parts[-1].regulations[-1].code if self.parts and self.parts[-1].regulations else self._last_code()
        turn = openings.in_turn(last.removeprefix(self.prefix), number) if last else True
        return dashed or turn or (self.heading is not None and rest[:1].isupper()) or index == 0

    def _last_code(self) -> str:
        """Give the number of the last regulation; a Schedule numbers its own paragraphs."""
        codes = [one.code for part in self.parts for one in part.regulations if one.code.startswith(self.prefix)]
        return codes[-1] if codes else ""

    def _begin_regulation(self, block: Block) -> None:
        number, rest, _ = openings.regulation(block.text) or ("", "", False)
        last = self._last_code().removeprefix(self.prefix)
        if last and not openings.in_turn(last, number):
            expected = openings.following(last)
            self.problems.append(problem("numbering-jump", block.first, expected=expected, printed=number))
        if not self.parts:
            self.parts.append(Part("part", "", "", block.first, titled=True))
        code = self._unique(f"{self.prefix}{number}", block)
        heading, self.heading = self.heading, None
        if heading is None and not self.prefix:
            self.problems.append(problem("regulation-heading-missing", block.first, printed=number))
        first = heading.first if heading else block.first
        self.parts[-1].regulations.append(Regulation(code, heading.text if heading else "", first))
        paragraph = openings.numbered(rest, "")
        if paragraph is not None:
            self._begin_paragraph(paragraph, block)
        else:
            self._begin(Provision(code, number, "regulation", rest, block.first, block.last))

    def _flush_heading(self) -> None:
        if self.heading is not None:
            self._stray(self.heading)
            self.heading = None

    # Paragraphs and letters

    @property
    def _regulation(self) -> Regulation | None:
        return self.parts[-1].regulations[-1] if self.parts and self.parts[-1].regulations else None

    def _begin_paragraph(self, found: openings.Numbered, block: Block) -> None:
        regulation = self._regulation
        if regulation is None:
            return
        if not found.closed:
            self.unclosed.append(block.first)
        if not found.sure:
            text = found.rest
            self.problems.append(problem("number-unsure", block.first, printed=found.printed, text=text))
        last = self._last_number(regulation)
        if not openings.in_turn(last, found.printed):
            expected = openings.following(last)
            self.problems.append(problem("numbering-jump", block.first, expected=expected, printed=found.printed))
        code = self._unique(f"{regulation.code}({found.printed})", block)
        self._begin(Provision(code, found.printed, "number", found.rest, block.first, block.last))

    def _begin(self, paragraph: Provision) -> None:
        if self._regulation is not None:
            self._regulation.paragraphs.append(paragraph)
        self.stack.begin(paragraph)
        inner = openings.LETTERED.fullmatch(paragraph.text)
        if inner and inner["rest"] and inner["mark"] in {"a", "i"}:
            paragraph.text = ""
            self.stack.place(inner["mark"], inner["rest"], Block(inner["rest"], paragraph.first, paragraph.last), None)

    def _last_number(self, regulation: Regulation) -> str:
        numbers = [one.printed or "" for one in regulation.paragraphs if one.style == "number"]
        return numbers[-1] if numbers else ""

    def _takes_number(self, block: Block) -> bool:
        regulation = self._regulation
        found = openings.numbered(block.text, self._last_number(regulation)) if regulation else None
        if found is None:
            return False
        self._flush_heading()
        self._begin_paragraph(found, block)
        return True

    def _takes_letter(self, index: int, block: Block) -> bool:
        found = openings.LETTERED.fullmatch(block.text)
        mark, rest = (found["mark"], found["rest"]) if found else self._unclosed_letter(block)
        if not mark:
            return False
        self._flush_heading()
        self.stack.place(mark, rest, block, self._letter_ahead(index))
        return True

    def _unclosed_letter(self, block: Block) -> tuple[str, str]:
        """Read a letter whose bracket is missing, where it is the next one and the brackets do not pair."""
        text = block.text
        if not text.startswith("(") or text.count("(") <= text.count(")"):
            return "", ""
        for mark in ("a", *(self.letters.expected(one.printed or "", one.style) for one in self.stack.open[:0:-1])):
            if text[1:].startswith(mark):
                self.problems.append(problem("number-unsure", block.first, printed=mark, text=text))
                return mark, text[1 + len(mark) :].strip()
        return "", ""

    def _letter_ahead(self, index: int) -> str | None:
        """Give the letter that comes next within the same paragraph."""
        for block in self.blocks[index + 1 :]:
            if (
                openings.regulation(block.text)
                or openings.numbered(block.text, "")
                or openings.part_heading(block.text)
            ):
                return None
            found = openings.LETTERED.fullmatch(block.text)
            if found:
                return found["mark"]
        return None

    # Words without a mark

    def _take_words(self, index: int, block: Block) -> None:
        if self._is_title_of_part(index, block):
            self.parts[-1].heading = f"{self.parts[-1].heading} {block.text}"
        elif self._is_heading(index):
            self._flush_heading()
            self.heading = block
        elif self.parts and self._regulation is None:
            self._stray(block)
        elif self._regulation is None:
            self.before.append(block)
        else:
            self._take_further_words(index, block)

    def _is_heading(self, index: int) -> bool:
        after = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        return after is not None and not self.blocks[index].text.endswith((";", ",")) and self._opens_next(after)

    def _opens_next(self, after: Block) -> bool:
        found = openings.regulation(after.text)
        return found is not None and (found[2] or found[1][:1].isupper() or found[1][:1] == "(")

    def _is_title_of_part(self, index: int, block: Block) -> bool:
        """Take the first words under a bare "PART 1" for its title, unless they may be the heading of a regulation."""
        part = self.parts[-1] if self.parts else None
        if part is None or part.regulations or part.titled or self.heading is not None:
            return False
        part.titled = part.level == "schedule" or block.text.isupper() or not self._is_heading(index)
        return part.titled

    def _take_further_words(self, index: int, block: Block) -> None:
        owner = self.stack.open[-1]
        bullet = openings.BULLETED.fullmatch(block.text)
        listed = any(one.style == "unmarked" for one in self.stack.open)
        over = index > self.last_regulation and self._nothing_follows(index)
        if bullet or (owner.announces and len(self.stack.open) == 1) or (listed and DEFINING.match(block.text)):
            text, mark = (bullet["rest"], bullet["mark"]) if bullet else (block.text, None)
            if not bullet:
                self.problems.append(problem("definition-unlettered", block.first, text=text))
            self.stack.place_unmarked(text, block, mark)
        elif over and owner.text.endswith(SENTENCE_END):
            self._stray(block)
        elif len(self.stack.open) > 1 or owner.children:
            ended = owner.text.endswith(SENTENCE_END)
            self.stack.close(block, self._letter_ahead(index), ended=ended)
        else:
            self.problems.append(problem("line-joined", block.first, text=block.text))
            owner.text, owner.last = f"{owner.text} {block.text}".strip(), block.last

    def _nothing_follows(self, index: int) -> bool:
        return not any(marked(block.text) for block in self.blocks[index + 1 :])

    def _annotated(self) -> bool:
        return bool(self.kept) and self.kept[-1].kind == "annotations"

    def _stray(self, block: Block) -> None:
        self.problems.append(problem("text-outside-items", block.first, text=block.text))
        self._keep("unplaced", block)

    def _keep(self, kind: str, block: Block) -> None:
        if not self.kept or self.kept[-1].kind != kind:
            self.kept.append(Kept(kind))
        self.kept[-1].blocks.append(block)

    def _unique(self, code: str, block: Block) -> str:
        given = code
        while given in self.taken:
            given += "-2"
        if given != code:
            self.problems.append(problem("code-repeated", block.first, code=code, given=given))
        self.taken.add(given)
        return given

    def _check_lists(self, provisions: list[Provision]) -> None:
        for one in provisions:
            if one.announces and not one.children:
                self.problems.append(problem("list-missing", one.first, printed=one.code))
            self._check_lists(one.children)


def _inner(text: str) -> str:
    """Give what follows a paragraph's number, where a letter may begin too."""
    opened = openings.regulation(text)
    inner = openings.numbered(opened[1] if opened else text, "")
    return inner.rest if inner else text
