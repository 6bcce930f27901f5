"""The URN and the title that stand above the first heading."""

import re
from dataclasses import dataclass, field

from standards.drafting import Problem
from standards.reading.document import Line
from standards.reading.problems import problem
from standards.reading.urns import digits_in, is_urn, may_be_urn, opening, opening_page
from standards.reading.wording import fold, label_of

PLACEHOLDERS = frozenset({"[urn]", "[unique reference number]", "unit title", "element", "title", "teitl", "urn"})
TITLE_LABEL = re.compile(r"(?:Unit )?(?:Title|Teitl)\s*:\s*(.+)", re.IGNORECASE)
VERSION_MARK = re.compile(r"v\d+( \d{6})?( [A-Z]{2,3})?|(final )?draft.{0,40}|drafft.{0,40}", re.IGNORECASE)
DRAFT_MARK = re.compile(r" v\d+ \d{6}( [A-Z]{2,3})?$")
LONGEST_TITLE = 250


@dataclass
class Head:
    """What stands above the first heading, and the lines that are neither URN nor title."""

    urn: str | None = None
    title: list[Line] = field(default_factory=list)
    title_text: str = ""
    rest: list[Line] = field(default_factory=list)
    labels: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    title_ended: bool = False

    @property
    def titled(self) -> str:
        return DRAFT_MARK.sub("", self.title_text or " ".join(line.text for line in self.title))


def read_head(lines: list[Line], *, elements: bool, labelled_below: bool = False) -> Head:
    """Read the lines above the first heading; `labelled_below` says that a block of labels follows them."""
    head = _read(lines, elements=elements)
    if labelled_below and head.urn is None and head.rest:
        _title_over_labels(head)
    return head


def _title_over_labels(head: Head) -> None:
    """On a web page the title stands right over the labels, and the site's own menu over the title."""
    if head.rest[-1].text.endswith((".", ":")) or len(head.rest[-1].text) > LONGEST_TITLE:
        return
    menu = [*head.title, *head.rest]
    head.title, head.title_text, head.rest = menu[-1:], "", menu[:-1]


def _read(lines: list[Line], *, elements: bool) -> Head:
    head = Head()
    inside_label = False
    for index, line in enumerate(lines):
        if line.blank:
            head.title_ended = head.title_ended or bool(head.titled)
            inside_label = False
            continue
        labelled = _labelled(line, awaiting=head.urn is None)
        if labelled is not None:
            inside_label = not labelled
            _keep_label(head, line, labelled)
        elif inside_label:
            inside_label = False
            _keep_value(head, line)
        elif not _takes_urn(head, line, lines[index + 1 :]):
            _takes_title(head, line, elements=elements)
    return head


def _labelled(line: Line, *, awaiting: bool) -> str | None:
    """Give the value of a labelled line of the head ("" where it follows below), or None."""
    found = label_of(line.text)
    if not found:
        return None
    known, printed, value = found
    colon = line.text[len(printed) :].lstrip().startswith(":")
    if known.kind == "urn":
        return value if (colon and value) or may_be_urn(value) else ("" if colon and awaiting else None)
    return value if colon else None


def _keep_label(head: Head, line: Line, value: str) -> None:
    found = label_of(line.text)
    if found and found[0].kind == "urn":
        if value and head.urn is None:
            _settle(head, value, line)
        elif not value:
            head.labels.append(line)
        return
    head.labels.append(line)
    head.title_ended = True


def _keep_value(head: Head, line: Line) -> None:
    found = label_of(head.labels[-1].text) if head.labels else None
    if found and found[0].kind == "urn":
        head.labels.pop()
        _settle(head, line.text, line)
    else:
        head.labels.append(line)


def _settle(head: Head, urn: str, line: Line, *, sure: bool = True) -> None:
    """Take a URN; a name with one digit before a title may be no more than a name."""
    head.urn = urn
    head.title_ended = head.title_ended or bool(head.titled)
    if not (sure and is_urn(urn)):
        head.problems.append(problem("urn-unsure", line.number, urn=urn))


def _takes_urn(head: Head, line: Line, after: list[Line]) -> bool:
    if head.urn is not None:
        return fold(line.text) == fold(head.urn) or fold(line.text) in PLACEHOLDERS
    found = opening(line.text) if head.titled else opening_page(line.text)
    if found:
        _settle(head, found.urn, line, sure=not found.title or digits_in(found.urn) > 1)
        head.title_text = head.title_text or found.title
        return True
    alone = any(not other.blank for other in after[:3])
    if may_be_urn(line.text) and not head.title and alone:
        _settle(head, line.text, line)
        return True
    return fold(line.text) in PLACEHOLDERS


def _takes_title(head: Head, line: Line, *, elements: bool) -> None:
    labelled = TITLE_LABEL.fullmatch(line.text)
    if labelled and not head.titled:
        head.title_text = labelled[1]
    elif VERSION_MARK.fullmatch(line.text) or not any(sign.isalpha() for sign in line.text):
        return
    elif (not head.titled and len(line.text) <= LONGEST_TITLE and not line.text.endswith(".")) or _continues_title(
        head, line, elements=elements
    ):
        head.title.append(line)
    elif fold(line.text) != fold(head.titled):
        head.title_ended = True
        head.rest.append(line)


def _continues_title(head: Head, line: Line, *, elements: bool) -> bool:
    """Say whether the title breaks here: the next line begins small, or the first was full."""
    if head.title_ended or not head.title or head.title_text or elements:
        return False
    before = head.title[-1].text
    wraps = line.text[0].islower() or before.endswith(",") or len(before) > 60
    return wraps and not line.text.endswith((".", ":")) and len(head.title) < 4
